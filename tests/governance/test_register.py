"""What happens to a decision afterwards: conditions, dissent, reviews, the end."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.engine.voting.ballot import MAJORITY, TWO_THIRDS, Choice
from app.governance.models import DecisionStatus, Stance
from app.governance.queries import bodies
from app.governance.queries import decisions as queries
from app.governance.queries.decisions import RegisterState, Wanted
from app.governance.services import ballots, followups
from app.governance.services.followups import Charge
from app.kernel import clock
from app.kernel.db import db
from app.kernel.duties import duties_of
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.matters import matters_of
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    a_secret_ballot,
    a_secretary,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
CONDITIONS = "Support is signed for three years.\nThe nightly export is tested."


def in_days(days):
    return clock.today() + timedelta(days=days)


def fresh(decision):
    db.session.commit()
    return queries.get(decision.id)


def test_conditions_and_owner_are_voted_on_and_followed_up():
    owner, helper, secretary = a_person(name="Nathan Cole"), a_person(), a_secretary()
    decision = a_decision(conditions=CONDITIONS, owner=owner.email)
    one, two = decision.conditions
    assert (decision.owner.name, one.text) == ("Nathan Cole", "Support is signed for three years.")
    now = clock.now()
    followups.charge(decision, two.id, Charge(helper.id, in_days(-1)), actor=secretary, at=now)
    decision = fresh(decision)
    assert [one.sentence for one in duties_of(actor_of(owner), now)] == [
        f"Meet a condition of {decision.number}: Support is signed for three years."
    ]
    (late,) = duties_of(actor_of(helper), now)
    assert late.is_late(now)
    (matter,) = matters_of(decision.body_id, clock.today())
    assert matter.sentence.startswith(f"A condition of {decision.number} is late: The nightly")
    for person, condition in ((owner, one), (helper, two)):
        followups.meet(decision, condition.id, "See the contract.", actor=actor_of(person), at=now)
    decision = fresh(decision)
    assert [one.met_how for one in decision.conditions] == ["See the contract."] * 2
    assert duties_of(actor_of(owner), now) == duties_of(actor_of(helper), now) == []
    assert matters_of(decision.body_id, clock.today()) == []


def test_who_may_follow_up_and_with_what():
    decision, now = a_decision(conditions=CONDITIONS), clock.now()
    condition, stranger, secretary = decision.conditions[0], actor_of(a_member()), a_secretary()
    with pytest.raises(Forbidden, match="met by who sees to it"):
        followups.meet(decision, condition.id, "Done.", actor=stranger, at=now)
    with pytest.raises(RuleBroken, match="what shows"):
        followups.meet(decision, condition.id, " ", actor=secretary, at=now)
    with pytest.raises(NotFound):
        followups.meet(decision, condition.id + 99, "Done.", actor=secretary, at=now)
    followups.meet(decision, condition.id, "Done.", actor=secretary, at=now)
    with pytest.raises(RuleBroken, match="met already"):
        followups.meet(decision, condition.id, "Done.", actor=secretary, at=now)
    for act in (
        lambda: followups.appoint(decision, None, actor=stranger, at=now),
        lambda: followups.charge(decision, condition.id, Charge(None), actor=stranger, at=now),
        lambda: followups.review(decision, "Fine.", None, actor=stranger, at=now),
    ):
        with pytest.raises(Forbidden, match="By the chair or the secretary"):
            act()


def a_divided_decision(make=an_open_ballot, **said):
    people = yes, more, third, against, aside = [a_member() for _ in range(5)]
    ballot = make(a_body(*people), **said)
    ballot = voted(ballot, (yes, A), (more, A), (third, A), (against, R))
    ballots.recuse(ballot, actor=actor_of(aside), reason="My brother sells it.", at=clock.now())
    db.session.commit()
    a_closed_ballot(ballot)
    return queries.get(queries.of_proposal(ballot.proposal_id).id), people


def test_dissent_is_for_those_who_were_against_or_stepped_aside():
    decision, (yes, _, _, against, aside) = a_divided_decision()
    now = clock.now()
    for person in (yes, a_member()):
        with pytest.raises(Forbidden, match="voted against it or stepped aside"):
            followups.dissent(decision, "No.", actor=actor_of(person), at=now)
    followups.dissent(decision, "It costs too much.", actor=actor_of(against), at=now)
    followups.dissent(decision, "I would rather wait.", actor=actor_of(aside), at=now)
    followups.dissent(decision, "It costs far too much.", actor=actor_of(against), at=now)
    said = [(one.name, one.stance, one.text) for one in fresh(decision).dissents]
    assert said == [
        (against.name, Stance.AGAINST, "It costs far too much."),
        (aside.name, Stance.ASIDE, "I would rather wait."),
    ]


def test_a_reason_given_with_a_vote_against_stands_as_dissent():
    yes, more, against = [a_member() for _ in range(3)]
    ballot = voted(an_open_ballot(a_body(yes, more, against)), (yes, A), (more, A))
    vote = ballots.cast_vote(ballot, actor=actor_of(against), choice=R, at=clock.now())
    ballots.give_reason(ballot, vote, "Too early.")
    db.session.commit()
    a_closed_ballot(ballot)
    (one,) = queries.get(queries.of_proposal(ballot.proposal_id).id).dissents
    assert (one.name, one.stance, one.text) == (against.name, Stance.AGAINST, "Too early.")


def test_after_a_secret_vote_whoever_took_part_may_say_so_openly():
    decision, (yes, *_, aside) = a_divided_decision(a_secret_ballot)
    followups.dissent(decision, "I was against it.", actor=actor_of(yes), at=clock.now())
    (one,) = fresh(decision).dissents
    assert one.stance is Stance.UNSEEN
    assert followups.may_dissent(decision.ballot, actor_of(aside))[1] is Stance.ASIDE


def test_reviews_and_endings_come_back_by_themselves():
    decision = a_decision(review_on=in_days(20), expires_on=in_days(50))
    body = decision.body_id
    assert [one.sentence for one in matters_of(body, clock.today())] == [
        f"Review {decision.number}, One viewer.",
        f"{decision.number}, One viewer, ends on {in_days(50)}: renew it or let it end.",
    ]
    followups.review(decision, "It holds.", in_days(300), actor=a_secretary(), at=clock.now())
    decision = fresh(decision)
    assert (decision.review_note, decision.review_on) == ("It holds.", in_days(300))
    assert len(matters_of(body, clock.today())) == 1
    assert matters_of(body, in_days(51)) == []  # it has ended
    with pytest.raises(RuleBroken, match="lies ahead"):
        followups.review(decision, "Fine.", in_days(0), actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="what the review found"):
        followups.review(decision, " ", None, actor=a_secretary(), at=clock.now())


def ended(old, effect="rescind_decision"):
    body = bodies.get(old.body_id)
    member = db.session.get(Person, next(one.holder_id for one in body.seats if one.holder_id))
    return a_decision(
        body, member=member, subject=("governance_decision", old.id), effects=[(effect, {})]
    )


def test_a_rescinded_decision_ends_and_the_chain_can_be_read():
    first = a_decision()
    second = ended(first, "supersede_decision")
    third = ended(second)
    first, second = fresh(first), fresh(second)
    assert first.status is DecisionStatus.SUPERSEDED  # nothing revives
    assert second.status is DecisionStatus.RESCINDED
    steps = [(one.decision.id, one.did, one.to) for one in queries.chain_of(second)]
    assert steps == [
        (first.id, "", ""),
        (second.id, "superseded", first.number),
        (third.id, "rescinded", second.number),
    ]
    assert queries.chain_of(a_decision()) == ()
    with pytest.raises(RuleBroken, match="nothing to review"):
        followups.review(second, "Fine.", None, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="was rescinded already"):
        ended(second)


def test_a_stranger_body_rescinds_nothing():
    old, member = a_decision(), a_member()
    later = a_decision(
        a_body(member),
        member=member,
        subject=("governance_decision", old.id),
        effects=[("rescind_decision", {})],
    )
    held = later.proposal.effects[0]
    assert "can be rescinded by the body that took it" in held.held_because
    assert fresh(old).status is DecisionStatus.STANDING


@pytest.mark.parametrize(("hours", "needed"), [(2, TWO_THIRDS), (24 * 14, MAJORITY)])
def test_without_notice_rescinding_takes_two_thirds(hours, needed):
    """Five against four carries with notice and fails without."""
    old = a_decision()
    people = [a_member() for _ in range(9)]
    ballot = an_open_ballot(
        a_body(*people),
        hours=hours,
        subject=("governance_decision", old.id),
        effects=[("rescind_decision", {})],
    )
    assert (ballot.carry_part, ballot.carry_whole) == (needed.part, needed.whole)
    voted(ballot, *((one, A if place < 5 else R) for place, one in enumerate(people)))
    closed = a_closed_ballot(ballot)
    assert closed.outcome == ("carried" if needed is MAJORITY else "rejected")


def test_a_stricter_charter_stays_stricter():
    member = a_member()
    ballot = an_open_ballot(
        a_body(member, carry_share="unanimous"),
        subject=("governance_decision", a_decision().id),
        effects=[("rescind_decision", {})],
    )
    assert (ballot.carry_part, ballot.carry_whole) == (1, 1)


def test_the_register_by_state_and_review():
    holds = a_decision(review_on=in_days(10))
    gone = a_decision()
    later = ended(gone, "supersede_decision")
    back = a_decision()
    by = ended(back)
    waits = a_decision(effective_on=in_days(9))

    def found(**wanted):
        return {one.id for one in queries.list_of(Wanted(today=clock.today(), **wanted))}

    assert found(state=RegisterState.IN_FORCE) == {holds.id, later.id, by.id}
    assert found(state=RegisterState.SUPERSEDED) == {gone.id}
    assert found(state=RegisterState.RESCINDED) == {back.id}
    assert found(state=RegisterState.NOT_YET) == {waits.id}
    assert found(state=RegisterState.EXPIRED) == set()
    assert found(due_by=in_days(30)) == {holds.id}


def test_the_page_of_a_decision_is_worked_with(browse, query_budget):
    decision, (_, _, _, against, _) = a_divided_decision(conditions=CONDITIONS)
    secretary = a_person("secretary")
    browser, condition = browse(secretary), decision.conditions[0]
    page = browser.get("governance.show_decision", decision_id=decision.id)
    assert "0 of 2 met" in page.select_one("#conditions").text
    where = {"decision_id": decision.id, "condition_id": condition.id}
    given = {"owner_id": str(against.id), "due_on": in_days(9).isoformat()}
    page = browser.post("governance.charge_condition", given, **where)
    assert f"{against.name} sees to it" in page.select_one("#conditions").text
    member = browse(against)
    page = member.post("governance.meet_condition", {"how": "Contract 12."}, **where)
    assert "1 of 2 met" in page.select_one("#conditions").text
    page = member.post("governance.record_dissent", {"text": "Too dear."}, decision_id=decision.id)
    assert "Too dear." in page.select_one("#dissent").text
    page = browser.post(
        "governance.review_decision",
        {"note": "Holds.", "next_on": in_days(90).isoformat()},
        decision_id=decision.id,
    )
    assert "Holds." in page.select_one("#care").text
    page = browser.post(
        "governance.appoint_owner", {"owner_id": str(against.id)}, decision_id=decision.id
    )
    assert page.select_one(f'#owner option[value="{against.id}"]').has_attr("selected")
    bad = {"note": "Holds.", "next_on": "tomorrow"}
    browser.post("governance.review_decision", bad, decision_id=decision.id, status=422)
    stranger = browse(a_person("viewer"))
    stranger.post("governance.meet_condition", {"how": "x"}, status=403, **where)
    with query_budget(39):
        browser.get("governance.show_decision", decision_id=decision.id)
