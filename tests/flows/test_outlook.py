"""What a ballot says passing and failing mean is what comes, for every kind of effect."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.audit.models import Change
from app.audit.services import verify
from app.engine.voting.ballot import Choice
from app.governance.models import Aim
from app.governance.services import ballots, proposals
from app.governance.services.ballots import Terms
from app.kernel import clock, outlook
from app.kernel.db import Base, db
from app.kernel.subjects import effects
from app.standards.facts import Subject
from app.standards.queries.catalog import get_pack
from app.standards.services.packs import lead
from tests.factories.accounts import a_person
from tests.factories.funding import a_fund, a_request, an_award, this_year
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_draft,
    a_member,
    a_proposal,
    a_secretary,
    an_open_ballot,
    voted,
)
from tests.factories.inventory import a_source, a_storage, a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion
from tests.factories.strategy import an_initiative

pytestmark = pytest.mark.usefixtures("session")
ASSET = "inventory_asset"
NAMED = (
    ASSET,
    "strategy_initiative",
    "governance_decision",
    "governance_charter",
    "governance_seat",
)
AFTER_THE_COUNT = {"fill_seat"}
"""Whom an election chooses is known when it is counted; its options say what may come."""


def the_standards():
    pack = a_pack(
        a_criterion("PLT-01", knock_out=True, test="platform_suitable"),
        a_criterion("PLT-03", weight=19),
        code="own",
    )
    lead(pack)
    return pack


def waiver_terms(pack):
    return {
        "criterion": str(criterion(get_pack(pack.id), "PLT-01").id),
        "ends_on": (clock.today() + timedelta(days=200)).isoformat(),
        "control": "Exported every night.",
        "owner": a_person().email,
    }


def a_waiver():
    pack, lens = the_standards(), a_viewer(name="Lens")
    answer(pack, Subject.ASSET, lens.id, PLT_01=0, PLT_03=4)
    return {"subject": (ASSET, lens.id), "effects": [("waive_for_asset", waiver_terms(pack))]}


def a_department_waiver():
    pack, skin = the_standards(), a_department(name="Skin")
    answer(pack, Subject.DEPARTMENT, skin.id, PLT_01=0, PLT_03=4)
    return {
        "subject": (Subject.DEPARTMENT.key, skin.id),
        "effects": [("waive_for_department", waiver_terms(pack))],
    }


def a_revocation():
    decision = a_decision(**a_waiver())
    waiver = db.session.scalar(
        select(Base.metadata.tables["standards_waiver"].c.id).where(
            Base.metadata.tables["standards_waiver"].c.decision_id == decision.id
        )
    )
    return {"subject": ("standards_waiver", waiver), "effects": [("revoke_waiver", {})]}


def an_adoption():
    pack = the_standards()
    stricter = a_pack(
        a_criterion("PLT-01", knock_out=True, test="platform_suitable"),
        a_criterion("PLT-03", weight=19, knock_out=True),
        a_criterion("PLT-04", weight=2),
        code="own",
        version="2",
    )
    for level in (0, 2, 4):
        answer(pack, Subject.ASSET, a_source().id, PLT_01=4, PLT_03=level)
    return {
        "subject": ("standards_pack", stricter.id),
        "effects": [("adopt_standards_version", {})],
    }


def a_first_adoption():
    pack = a_pack(a_criterion("PLT-01"), code="first")
    db.session.execute(Base.metadata.tables["standards_pack"].update().values(is_in_force=False))
    db.session.commit()
    return {"subject": ("standards_pack", pack.id), "effects": [("adopt_standards_version", {})]}


def a_retirement():
    old, new = a_viewer(name="Old"), a_viewer(name="New")
    settled = {"disposition": "consolidate", "target_asset": new.code, "target_on": "2027-06-30"}
    return {"subject": (ASSET, old.id), "effects": [("decide_disposition", settled)]}


def an_approval():
    """Approved with its money: two effects in one decision."""
    first = an_initiative()
    initiative = an_initiative(after=(first,))
    fund = a_fund()
    a_request(fund, initiative=initiative)
    return {
        "subject": ("strategy_initiative", initiative.id),
        "effects": [("approve_initiative", {}), ("authorize_spending", spending(fund))],
    }


def spending(fund):
    year = str(this_year())
    return {
        "fund": fund.code,
        "kind": "capital",
        "first_year": year,
        "last_year": year,
        "amount": "1234.56",
    }


def an_authorization():
    return {"effects": [("authorize_spending", spending(a_fund()))]}


def a_succession():
    """The earlier decision allowed money, part of which was awarded."""
    award = an_award()
    decision = award.authority.decision
    return {
        "subject": ("governance_decision", decision.id),
        "effects": [("supersede_decision", {})],
        "body_id": decision.body_id,
    }


def a_rescission():
    """Of a decision that allowed money and approved an initiative."""
    decision = a_decision(**an_approval())
    return {
        "subject": ("governance_decision", decision.id),
        "effects": [("rescind_decision", {})],
        "body_id": decision.body_id,
    }


def a_rescinded_waiver():
    decision = a_decision(**a_waiver())
    return {
        "subject": ("governance_decision", decision.id),
        "effects": [("rescind_decision", {})],
        "body_id": decision.body_id,
    }


def a_rescinded_retirement():
    decision = a_decision(**a_retirement())
    return {
        "subject": ("governance_decision", decision.id),
        "effects": [("rescind_decision", {})],
        "body_id": decision.body_id,
    }


def a_way_of_capture():
    pack = the_standards()
    archive = a_storage()
    source = a_source(workflow="order", destination=archive.code)
    answer(pack, Subject.ASSET, source.id, PLT_01=4, PLT_03=2)
    chosen = {"workflow": "encounter", "encounter_option": "notification"}
    return {"subject": (ASSET, source.id), "effects": [("set_workflow", chosen)]}


def a_new_charter():
    draft = a_draft(a_body(a_member()), carry_share="two_thirds")
    return {
        "subject": ("governance_charter", draft.id),
        "effects": [("adopt_charter", {})],
        "body_id": draft.body_id,
    }


def a_suspension():
    seat = a_body(a_member()).seats[0]
    seat.suspended_on = clock.today()
    db.session.commit()
    return {
        "subject": ("governance_seat", seat.id),
        "effects": [("lift_suspension", {})],
        "body_id": seat.body_id,
    }


SITUATIONS = {
    "adopt_charter": a_new_charter,
    "lift_suspension": a_suspension,
    "waive_for_asset": a_waiver,
    "waive_for_department": a_department_waiver,
    "revoke_waiver": a_revocation,
    "adopt_standards_version": an_adoption,
    "decide_disposition": a_retirement,
    "approve_initiative": an_approval,
    "authorize_spending": an_authorization,
    "supersede_decision": a_succession,
    "set_workflow": a_way_of_capture,
    "rescind_decision": a_rescission,
    "rescind_decision: waiver": a_rescinded_waiver,
    "rescind_decision: retirement": a_rescinded_retirement,
}


def on_a_ballot(said, choice, **more):
    """Opened, with one member who votes; the ballot as it was opened, and how to close it."""
    member = a_member()
    body_id = said.pop("body_id", None)
    body = a_body(member)
    if body_id is not None:  # the body that took the earlier decision reports to this one
        db.session.get(type(body), body_id).parent_id = body.id
        db.session.commit()
    ballot = an_open_ballot(body, **said, **more)
    return ballot, lambda: a_closed_ballot(voted(ballot, (member, choice)))


def measured(rows):
    """What is measured now, under the keys of these rows."""
    db.session.expire_all()
    touched = frozenset(
        (key, number)
        for table in NAMED
        for key, number in (
            (table, number)
            for number in db.session.scalars(select(Base.metadata.tables[table].c.id))
        )
    )
    found = outlook.readings(clock.today(), touched)
    return {row["key"]: found[row["key"]].value if row["key"] in found else "" for row in rows}


def everything():
    return {key: one.value for key, one in outlook.readings(clock.today(), frozenset()).items()}


def test_every_kind_of_effect_is_tried():
    assert {kind.key for kind in effects()} - AFTER_THE_COUNT == {
        key.split(":")[0] for key in SITUATIONS
    }


@pytest.mark.parametrize("key", SITUATIONS)
def test_what_is_previewed_is_what_comes(key):
    ballot, close = on_a_ballot(SITUATIONS[key](), Choice.APPROVE)
    rows = ballot.outlook
    assert rows
    assert [row for row in rows if row["passes"] != row["fails"]]
    assert measured(rows) == {row["key"]: row["fails"] for row in rows}
    before = everything()
    close()
    assert measured(rows) == {row["key"]: row["passes"] for row in rows}
    told = {row["key"] for row in rows}
    after = everything()
    changed = {one for one in before | after if before.get(one, "") != after.get(one, "")}
    assert changed <= told  # and nothing else comes


@pytest.mark.parametrize("key", SITUATIONS)
def test_what_failing_is_said_to_mean_is_what_comes_of_it(key):
    ballot, close = on_a_ballot(SITUATIONS[key](), Choice.REJECT)
    rows, before = ballot.outlook, everything()
    close()
    assert measured(rows) == {row["key"]: row["fails"] for row in rows}
    assert everything() == before


def of(rows, key):
    return next((row["fails"], row["passes"]) for row in rows if row["key"] == key)


def test_exact_numbers_of_a_waiver_and_of_money():
    said = a_waiver()
    lens = said["subject"][1]
    ballot, _ = on_a_ballot(said, Choice.APPROVE)
    assert of(ballot.outlook, f"fit:own:{ASSET}:{lens}") == ("Not fit", "Conditional")
    assert of(ballot.outlook, f"confirmed:own:{ASSET}:{lens}") == ("95", "95")
    assert of(ballot.outlook, f"failing:own:{ASSET}:{lens}") == ("1", "0")
    assert of(ballot.outlook, "waivers") == ("0", "1")
    ballot, _ = on_a_ballot(an_authorization(), Choice.APPROVE)
    sums = {(row["fails"], row["passes"]) for row in ballot.outlook}
    assert {("0.00", "1234.56"), ("10000.00", "8765.44")} <= sums


def test_an_unspent_part_is_frozen_when_its_decision_is_superseded():
    ballot, _ = on_a_ballot(a_succession(), Choice.APPROVE)
    sums = [(row["fails"], row["passes"]) for row in ballot.outlook if row["topic"] == "money"]
    assert ("8000.00", "0.00") in sums  # allowed
    assert ("7000.00", "0.00") in sums  # allowed and not awarded
    assert ("1000.00", "0.00") in sums  # awarded and not released


def kept():
    """The rows of every table, and the end of the chain."""
    db.session.expire_all()
    tables = Base.metadata.sorted_tables
    return {one.name: sorted(map(repr, db.session.execute(select(one)))) for one in tables}


@pytest.mark.parametrize("key", SITUATIONS)
def test_nothing_of_a_preview_is_left(key):
    """No row of any table, no history, no message, no event: only what an opening writes."""
    said = SITUATIONS[key]()
    before = kept()
    on_a_ballot(said, Choice.APPROVE)
    after = kept()
    written = {name for name in before if before[name] != after[name]}
    opening = {
        "account_person",
        "account_grant",
        "account_role",
        "audit_change",
        "audit_head",
        "governance_ballot",
        "governance_ballot_effect",
        "governance_ballot_seat",
        "governance_body",
        "governance_charter",
        "governance_effect",
        "governance_proposal",
        "governance_register",
        "governance_seat",
    }
    assert written <= opening, written - opening
    assert verify().fault is None
    assert "preview of" not in repr(db.session.scalars(select(Change.fields)).all())


def test_a_motion_to_reject_changes_nothing_either_way():
    ballot, _ = on_a_ballot(a_waiver(), Choice.APPROVE, terms=Terms(aim=Aim.REJECT))
    assert ballot.outlook == []


def test_a_proposal_of_words_alone_changes_nothing():
    ballot, _ = on_a_ballot({}, Choice.APPROVE)
    assert ballot.outlook == []


def test_the_pages_say_both_and_a_stranger_works_nothing_out(browse, sign_in):
    said = an_authorization()
    author, member = a_member(), a_member()
    body = a_body(member)
    proposal = a_proposal(body, actor_of(author), **said)
    proposals.submit(proposal, actor=actor_of(author), at=clock.now())
    db.session.commit()
    browser = browse(author)
    page = browser.get("governance.show_proposal", proposal_id=proposal.id)
    table = page.select_one("#consequences table")
    assert [one.text for one in table.select("thead th")] == [
        "What",
        "If this passes",
        "If this fails",
    ]
    assert "$8,765.44" in table.text
    assert "$10,000" in table.text
    browser.post("governance.work_out_proposal", proposal_id=proposal.id)
    address = browser.url("governance.work_out_proposal", proposal_id=proposal.id)
    assert sign_in(a_member()).post(address).status_code == 403
    ballot = ballots.open_ballot(
        proposal,
        actor=a_secretary(),
        closes_at=clock.now() + timedelta(hours=1),
        at=clock.now(),
    )
    db.session.commit()
    page = browse(member).get("governance.show_ballot", ballot_id=ballot.id)
    assert "$8,765.44" in page.select_one("#consequences").text


def test_an_opening_says_why_nothing_could_be_applied():
    old, new = a_viewer(name="Old"), a_viewer(name="New")
    settled = {"disposition": "consolidate", "target_asset": new.code}
    twice = [("decide_disposition", settled)] * 2
    ballot, _ = on_a_ballot({"subject": (ASSET, old.id), "effects": twice}, Choice.APPROVE)
    assert [row["topic"] for row in ballot.outlook] == ["obstacle"]
