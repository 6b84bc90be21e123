"""Rights: who may decide what, who is asked before, and no vote where the right is missing."""

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.chartering.rights import RightPart
from app.governance.facts import DecisionClass
from app.governance.models import Right
from app.governance.queries import bodies, charters, proposals
from app.governance.services import routing
from app.governance.services.routing import Granted
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_draft,
    a_member,
    a_proposal,
    a_secretary,
    a_submitted_proposal,
    an_open_ballot,
)

pytestmark = pytest.mark.usefixtures("session")
SPENDING, ROADMAP = DecisionClass.SPENDING, DecisionClass.ROADMAP
THOUSAND = 100_000


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def given(body, kind, up_to=None, part=RightPart.DECIDE, seat=None):
    row = Right(
        charter_id=bodies.charter_in_force(body.id).id, decision_class=kind, part=part, up_to=up_to
    )
    row.seat_id = seat.id if seat else None
    db.session.add(row)
    db.session.commit()


def limited(body, up_to):
    charter = charters.get(bodies.charter_in_force(body.id).id)
    db.session.refresh(charter, ["rights"])
    charter.rights[0].up_to = up_to
    db.session.commit()


def drafted(*args, **said):
    return proposals.lock(a_proposal(*args, **said).id)


@pytest.fixture
def house():
    """A council without a limit, and a committee below it with one."""
    council, committee = a_body(a_member()), a_body(a_member())
    committee.parent_id = council.id
    db.session.commit()
    given(bodies.get(council.id), SPENDING)
    given(bodies.get(committee.id), SPENDING, 250 * THOUSAND)
    return council, bodies.get(committee.id)


def test_within_its_limit_a_committee_decides(house):
    council, committee = house
    said = {"decision_class": SPENDING, "amount": 250 * THOUSAND}
    assert an_open_ballot(committee, **said)
    assert an_open_ballot(council, **said)


def test_beyond_it_the_vote_is_refused_with_a_sentence(house):
    council, committee = house
    proposal = drafted(committee, decision_class=SPENDING, amount=250 * THOUSAND + 1)
    (found,) = routing.routed(proposal)
    assert not found.is_here
    assert f"belongs to the {council.name}, because article 8 of edition 1" in found.sentence
    with pytest.raises(RuleBroken, match=f"{committee.name} may not decide this"):
        routing.refuse_misplaced(proposal)
    with pytest.raises(RuleBroken, match="may not decide this"):
        a_submitted_proposal(committee, amount=251 * THOUSAND)


def test_money_is_spending_under_whatever_name(house):
    _, committee = house
    proposal = drafted(committee, decision_class=ROADMAP, amount=300 * THOUSAND)
    assert {one.demand.decision_class for one in routing.routed(proposal)} == {SPENDING, ROADMAP}
    with pytest.raises(RuleBroken, match="Spending and contracts of 300,000 belongs to"):
        routing.refuse_misplaced(proposal)


def test_what_a_proposal_would_do_counts_as_well(house, renaming):
    council, committee = house
    effects = [("rename_body", {"name": "New", "style": "short", "cost": "250000.01"})]
    proposal = drafted(committee, subject=("governance_body", council.id), effects=effects)
    with pytest.raises(RuleBroken, match=r"Spending and contracts of 250,000\.01"):
        routing.refuse_misplaced(proposal)


def test_a_right_lost_meanwhile_is_missed_when_the_vote_opens(house):
    _, committee = house
    proposal = a_submitted_proposal(committee, decision_class=SPENDING, amount=THOUSAND)
    limited(committee, 10)
    with pytest.raises(RuleBroken, match="No vote is opened here"):
        routing.refuse_unrouted(proposal)


def test_beyond_every_limit_nobody_decides(house):
    council, _ = house
    limited(council, 900 * THOUSAND)
    with pytest.raises(RuleBroken, match="belongs to nobody: the furthest right is that of"):
        a_submitted_proposal(council, decision_class=SPENDING, amount=901 * THOUSAND)


def test_those_who_are_asked_speak_before_the_vote(house):
    council, committee = house
    member = a_member()
    asked = a_body(chair=member)
    given(asked, SPENDING, part=RightPart.ADVISE)
    said = {"decision_class": SPENDING, "amount": THOUSAND}
    with pytest.raises(RuleBroken, match=f"The {asked.name} is asked before this is decided"):
        an_open_ballot(committee, **said)
    proposal = a_submitted_proposal(committee, **said)
    now = clock.now()
    with pytest.raises(Forbidden):
        routing.advise(proposal, asked.id, "No.", actor=actor_of(a_member()), at=now)
    with pytest.raises(RuleBroken, match="Say what"):
        routing.advise(proposal, asked.id, " ", actor=actor_of(member), at=now)
    with pytest.raises(NotFound):
        routing.advise(proposal, council.id, "Yes.", actor=a_secretary(), at=now)
    routing.advise(proposal, asked.id, "Wait a year.", actor=actor_of(member), at=now)
    routing.refuse_unrouted(proposal)
    with pytest.raises(RuleBroken, match="heard already"):
        routing.advise(proposal, asked.id, "Again.", actor=actor_of(member), at=now)


def test_rights_are_given_in_a_draft_alone_and_once():
    charter = a_draft(a_body(a_member()))
    routing.grant(charter, Granted(ROADMAP, RightPart.DECIDE))
    with pytest.raises(RuleBroken, match="says that already"):
        routing.grant(charter, Granted(ROADMAP, RightPart.DECIDE, 9))
    with pytest.raises(RuleBroken, match="more than nothing"):
        routing.grant(charter, Granted(SPENDING, RightPart.DECIDE, 0))
    with pytest.raises(RuleBroken, match="asked whatever it costs"):
        routing.grant(charter, Granted(SPENDING, RightPart.ADVISE, 9))
    with pytest.raises(RuleBroken, match="Only a draft"):
        routing.grant(bodies.get(charter.body_id).charter, Granted(SPENDING, RightPart.DECIDE))
    with pytest.raises(NotFound):
        routing.take_out(charter, 0)
    assert routing.book().rights == ()


def test_the_matrix_says_who_decides_and_answers(browse, house, query_budget):
    _, committee = house
    given(committee, SPENDING, 25 * THOUSAND, seat=committee.seats[0])
    viewer = browse(a_person())
    with query_budget(6):
        page = viewer.get("governance.show_rights")
    assert "up to $25,000" in text_of(page, "#matrix")
    assert "beyond that" in text_of(page, "#matrix")
    assert "Nobody in particular" in text_of(page, "#matrix")
    page = viewer.get("governance.show_rights", decision_class="spending", amount="200,000")
    assert f"belongs to the {committee.name}" in text_of(page, "#answer")
    page = viewer.get("governance.show_rights", decision_class="spending", amount="10,000")
    assert "which decides alone" in text_of(page, "#answer")
    page = viewer.get("governance.show_rights", decision_class="roadmap")
    assert "any body may" in text_of(page, "#answer")
    viewer.get("governance.show_rights", decision_class="spending", amount="much", status=422)


def test_the_same_right_in_two_places_is_told(browse, house):
    council, committee = house
    for one in (council, committee):
        given(one, ROADMAP)
    assert "have the same right" in text_of(browse(a_person()).get("governance.show_rights"))


def test_rights_are_edited_on_a_page(browse):
    charter = a_draft(a_body(a_member()))
    secretary = browse(a_person(Role.SECRETARY))
    said = {"decision_class": "spending", "part": "decide", "up_to": "250,000", "seat_id": ""}
    page = secretary.post("governance.edit_rights", said, charter_id=charter.id)
    assert "$250,000" in text_of(page)
    page = secretary.post("governance.edit_rights", said, charter_id=charter.id, status=422)
    assert "says that already" in text_of(page)
    (right,) = charters.get(charter.id).rights
    page = secretary.post("governance.remove_right", charter_id=charter.id, right_id=right.id)
    assert "None yet." in text_of(page)
    browse(a_person()).get("governance.edit_rights", status=403, charter_id=charter.id)


def test_a_proposal_shows_where_it_belongs_and_who_is_asked(browse, house):
    council, committee = house
    given(council, SPENDING, part=RightPart.ADVISE)
    proposal = drafted(committee, decision_class=SPENDING, amount=THOUSAND)
    secretary = browse(a_person(Role.SECRETARY))
    page = secretary.get("governance.show_proposal", proposal_id=proposal.id)
    assert f"belongs to the {committee.name}" in text_of(page, "#route")
    assert "Not heard yet" in text_of(page, "#route")
    where = {"proposal_id": proposal.id, "body_id": council.id}
    secretary.get("governance.give_advice", **where)
    secretary.post("governance.give_advice", {"text": ""}, status=422, **where)
    page = secretary.post("governance.give_advice", {"text": "Go on."}, **where)
    assert "Go on." in text_of(page, "#route")


def test_the_form_says_where_a_proposal_belongs(browse, house):
    council, committee = house
    author = browse(a_person(Role.MEMBER))
    said = {
        "title": "Buy",
        "text": "We buy.",
        "areas": ["financial"],
        "decision_class": "spending",
        "amount": "400,000",
        "body_id": str(committee.id),
        "submit_now": "Save and submit",
    }
    page = author.post("governance.new_proposal", said, status=422)
    assert f"belongs to the {council.name}, because article 8" in text_of(page)
    author.post("governance.new_proposal", said | {"body_id": str(council.id)})
