"""Rescinding takes back what can be taken back, says what stays, and shuts the gate for money."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.funding.queries import awards
from app.funding.services.awards import award_money, release_money
from app.governance.queries import bodies
from app.governance.queries import decisions as queries
from app.inventory.models import Standing
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.subjects import effect_of
from app.strategy.facts import InitiativeMove, InitiativeStatus
from app.strategy.services.initiatives import move_initiative
from tests.factories.funding import a_fund, a_part, a_request, an_authority, an_award, an_order
from tests.factories.governance import a_decision
from tests.factories.inventory import a_viewer
from tests.factories.strategy import an_initiative

pytestmark = pytest.mark.usefixtures("session")
RESCIND = "rescind_decision"


def rescinded(old):
    body = bodies.get(old.body_id)
    member = db.session.get(Person, next(one.holder_id for one in body.seats if one.holder_id))
    subject = ("governance_decision", old.id)
    return a_decision(body, member=member, subject=subject, effects=[(RESCIND, {})])


def told(old):
    return [one.after for one in effect_of(RESCIND).preview(old.id, {})]


def test_no_money_moves_under_a_rescinded_or_an_expired_decision():
    award = an_award()
    old = queries.get(award.authority.decision_id)
    by = rescinded(old)
    why = f"Decision {old.number} no longer holds: rescinded by {by.number}."
    with pytest.raises(RuleBroken, match=why):
        release_money(award, a_part(1_00), on=clock.today(), first_month=1)
    fund = a_fund()
    brief = a_decision(expires_on=clock.today())
    authority, request = an_authority(fund, decision=brief), a_request(fund)
    award = award_money(an_order(request, authority), on=clock.today())
    after = clock.today() + timedelta(days=1)
    why = f"Decision {brief.number} expired on {clock.today()}"
    with pytest.raises(RuleBroken, match=why):
        award_money(an_order(request, authority), on=after)
    with pytest.raises(RuleBroken, match=why):
        release_money(award, a_part(1_00), on=after, first_month=1)


def test_an_approval_is_taken_back_unless_the_work_has_begun():
    waiting, begun = an_initiative(), an_initiative()
    decisions = [
        a_decision(subject=("strategy_initiative", one.id), effects=[("approve_initiative", {})])
        for one in (waiting, begun)
    ]
    move_initiative(begun, InitiativeMove.START, on=clock.today())
    db.session.commit()
    said = [told(queries.get(one.id)) for one in decisions]
    assert said[0] == ["Rescinded", f"{waiting.code} is proposed again, and not approved."]
    assert said[1][1] == f"{begun.code} is in progress and stays so; hold or cancel it by hand."
    for one in decisions:
        rescinded(queries.get(one.id))
    db.session.expire_all()
    assert (waiting.status, waiting.decision_id) == (InitiativeStatus.PROPOSED, None)
    assert (begun.status, begun.decision_id) == (InitiativeStatus.IN_PROGRESS, decisions[1].id)
    with pytest.raises(RuleBroken, match="approved by a decision"):
        move_initiative(waiting, InitiativeMove.UNAPPROVE, on=clock.today())


def test_a_disposition_falls_unless_a_later_decision_stands():
    lens = a_viewer()
    said = {"subject": ("inventory_asset", lens.id)}
    first = a_decision(**said, effects=[("decide_disposition", {"disposition": "invest"})])
    assert told(queries.get(first.id))[1] == f"Nothing is decided for {lens.code} any more."
    later = a_decision(**said, effects=[("decide_disposition", {"disposition": "retain"})])
    assert told(queries.get(first.id))[1] == f"A later decision about {lens.code} stands."
    rescinded(queries.get(first.id))
    db.session.expire_all()
    assert db.session.get(Standing, lens.id).decided == "retain"
    rescinded(queries.get(later.id))
    db.session.expire_all()
    assert db.session.get(Standing, lens.id).decided is None


def test_what_was_released_stays_and_the_rest_is_frozen():
    fund = a_fund()
    year = str(clock.today().year)
    spending = {"fund": fund.code, "kind": "capital", "amount": "5000"}
    spending |= {"first_year": year, "last_year": year}
    old = a_decision(effects=[("authorize_spending", spending)])
    (authority,) = awards.authorities_of(old.id)
    award = award_money(an_order(a_request(fund), authority), on=clock.today())
    release_money(award, a_part(250_00), on=clock.today(), first_month=1)
    db.session.commit()
    assert told(queries.get(old.id))[1] == (
        f"No more is awarded or released from {fund.code} under it: 4,750 is frozen. "
        "250 was released and stays so."
    )


def test_what_cannot_be_taken_back_is_said_plainly():
    for key in ("adopt_standards_version", "set_workflow", "revoke_waiver", "supersede_decision"):
        said = effect_of(key).rescinded(None, {}, 0)
        assert any(word in said for word in ("stay", "revive")), said
