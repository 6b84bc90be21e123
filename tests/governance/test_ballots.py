from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.audit.models import Action
from app.audit.queries import history_of
from app.engine.voting.ballot import Choice, Disclosure, Outcome
from app.engine.voting.eligibility import Refusal
from app.engine.voting.proposal import Stage
from app.governance import jobs, translate
from app.governance.models import Vote
from app.governance.policy import may_see_count
from app.governance.queries import ballots as queries
from app.governance.queries import bodies
from app.governance.services import ballots as services
from app.governance.services import bodies as body_services
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_draft,
    a_member,
    a_proposal,
    a_seat,
    a_secretary,
    a_submitted_proposal,
    an_adopted,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


def cast(ballot, person, choice=A, **said):
    at = said.pop("at", None) or clock.now()
    vote = services.cast_vote(ballot, actor=actor_of(person), choice=choice, at=at, **said)
    db.session.commit()
    return vote


def step_aside(ballot, person, reason="My spouse works for the vendor.", **said):
    at = said.pop("at", None) or clock.now()
    recusal = services.recuse(ballot, actor=actor_of(person), reason=reason, at=at)
    db.session.commit()
    return recusal


def test_opening_freezes_rule_roll_and_words():
    one, two = a_member(), a_member()
    body = a_body(one, two, vacant=1, quorum_basis="count", quorum_count=2)
    ballot = an_open_ballot(body, title="One viewer")
    an_adopted(a_draft(bodies.get(body.id), carry_share="three_quarters"))
    body = bodies.get(body.id)
    body_services.unseat(body.seats[0])
    a_seat(body, a_member())
    db.session.commit()
    frozen = queries.lock(ballot.id)
    rule = translate.rule_of(frozen)
    assert (rule.quorum.count, rule.to_carry.whole, frozen.title) == (2, 2, "One viewer")
    assert [seat.holder_name for seat in frozen.seats if seat.holder_id] == [one.name, two.name]
    assert len(frozen.seats) == 3


def test_who_leaves_after_the_opening_still_votes_and_who_comes_does_not():
    leaving, coming = a_member(), a_member()
    body = a_body(leaving)
    ballot = an_open_ballot(body)
    seat = bodies.get(body.id).seats[0]
    body_services.unseat(seat)
    body_services.seat_person(seat, coming)
    db.session.commit()
    assert cast(ballot, leaving).choice is A
    with pytest.raises(RuleBroken, match="no seat on the roll"):
        cast(ballot, coming)


def test_a_seat_out_of_its_term_is_vacant_on_the_roll():
    today = clock.today()
    body = a_body(a_member(), quorum_basis="count")
    seat = a_seat(body, None)
    late = body_services.Term(today + timedelta(days=1))
    body_services.seat_person(seat, a_member(), term=late)
    ballot = an_open_ballot(body)
    assert {one.seat_id: one.holder_id is None for one in ballot.seats}[seat.id]


def test_a_ballot_is_run_by_chair_or_secretary():
    member, now = a_member(), clock.now()
    body, actor = a_body(member, chair=a_member()), actor_of(member)
    proposal, ballot = a_submitted_proposal(body), an_open_ballot(body)
    with pytest.raises(Forbidden, match="opened by the chair of the body or the secretary"):
        services.open_ballot(proposal, actor=actor, closes_at=now + timedelta(days=1), at=now)
    with pytest.raises(Forbidden, match="closed by the chair of the body or the secretary"):
        services.close(ballot, actor=actor, at=now)


def test_the_chair_opens():
    chair, now = a_member(), clock.now()
    ballot = services.open_ballot(
        a_submitted_proposal(a_body(chair=chair)),
        actor=actor_of(chair),
        closes_at=now + timedelta(days=1),
        at=now,
    )
    assert ballot.proposal.stage is Stage.VOTING


def test_a_draft_is_not_voted_on():
    now = clock.now()
    with pytest.raises(RuleBroken, match='"draft" cannot be put to a ballot'):
        services.open_ballot(
            a_proposal(a_body(a_member())),
            actor=a_secretary(),
            closes_at=now + timedelta(days=1),
            at=now,
        )


def test_a_deadline_lies_ahead():
    now = clock.now()
    with pytest.raises(RuleBroken, match="lies ahead"):
        services.open_ballot(
            a_submitted_proposal(a_body(a_member())), actor=a_secretary(), closes_at=now, at=now
        )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({}, "2 seats and 1 are filled"),
        (
            {"quorum_basis": "count", "quorum_groups": ("clinical", "it")},
            "groups, all vacant: it",
        ),
    ],
)
def test_a_body_that_cannot_reach_its_quorum_does_not_vote(rule, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        an_open_ballot(a_body(a_member(), vacant=1, **rule))


def test_a_member_votes_and_it_is_in_the_history():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    services.give_reason(ballot, cast(ballot, member, R), " Too early. ")
    db.session.commit()
    (vote,) = queries.lock(ballot.id).votes
    assert (vote.choice, vote.comment, vote.cast_by_id) == (R, "Too early.", member.id)
    changed, created = history_of("governance_vote", vote.id)
    assert created.action is Action.CREATED
    assert created.fields["choice"] == [None, "hidden"]
    assert changed.fields["comment"] == ["hidden", "hidden"]


def test_a_member_changes_the_vote():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    cast(ballot, member, R)
    vote = cast(ballot, member, A)
    assert [one.choice for one in queries.lock(ballot.id).votes] == [A]
    assert history_of("governance_vote", vote.id)[0].fields["choice"] == ["hidden", "hidden"]


@pytest.mark.parametrize(
    ("shift", "why"),
    [
        (timedelta(days=-1), Refusal.UPCOMING),
        (timedelta(hours=1), Refusal.OVER),
        (timedelta(days=1), Refusal.OVER),
    ],
)
def test_a_vote_out_of_time_is_refused(shift, why):
    member, now = a_member(), clock.now()
    ballot = an_open_ballot(a_body(member), opened=now - timedelta(hours=1))
    for act in (cast, step_aside):
        with pytest.raises(RuleBroken, match=why):
            act(ballot, member, at=now + shift)


def test_a_vote_after_the_close_is_refused():
    member = a_member()
    ballot = a_closed_ballot(an_open_ballot(a_body(member)))
    for act in (cast, step_aside):
        with pytest.raises(RuleBroken, match="result stands"):
            act(ballot, member)


@pytest.mark.parametrize("person", [a_member, a_secretary])
def test_without_a_seat_there_is_no_vote(person):
    ballot = an_open_ballot()
    actor = person() if person is a_secretary else actor_of(person())
    with pytest.raises(RuleBroken, match="no seat"):
        services.cast_vote(ballot, actor=actor, choice=A, at=clock.now())
    with pytest.raises(RuleBroken, match="no seat"):
        services.recuse(ballot, actor=actor, reason="None.", at=clock.now())


def test_a_seat_without_a_vote_follows():
    body, advisor = a_body(a_member()), a_person()
    a_seat(body, advisor, is_voting=False)
    with pytest.raises(RuleBroken, match="has no vote"):
        cast(an_open_ballot(body), advisor)


def test_stepping_aside_takes_back_the_vote_for_good():
    member, other = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, other))
    cast(ballot, member)
    vote_id = queries.lock(ballot.id).votes[0].id
    step_aside(ballot, member)
    ballot = queries.lock(ballot.id)
    assert ballot.votes == []
    assert translate.count_of(ballot).recused == 1
    assert history_of("governance_vote", vote_id)[0].action is Action.DELETED
    for act in (cast, step_aside):
        with pytest.raises(RuleBroken, match="stepped aside"):
            act(ballot, member)


def test_stepping_aside_takes_a_reason():
    member = a_member()
    with pytest.raises(RuleBroken, match="conflict of interest"):
        step_aside(an_open_ballot(a_body(member)), member, reason=" ")


def test_an_alternate_votes_in_the_absence_of_the_holder():
    holder, alternate = a_member(), a_member()
    body = a_body(alternates=True)
    a_seat(body, holder, alternate=alternate)
    ballot = an_open_ballot(body)
    assert cast(ballot, alternate, R).cast_by_id == alternate.id
    assert cast(ballot, holder, A).cast_by_id == holder.id
    assert [(one.choice, one.cast_by_id) for one in queries.lock(ballot.id).votes] == [
        (A, holder.id)
    ]
    with pytest.raises(RuleBroken, match="holder of the seat has voted"):
        cast(ballot, alternate, R)
    with pytest.raises(RuleBroken, match="Only the holder"):
        step_aside(ballot, alternate)
    step_aside(ballot, holder)
    with pytest.raises(RuleBroken, match="stepped aside"):
        cast(ballot, alternate, R)


def test_alternates_vote_only_under_a_charter_that_lets_them():
    body, alternate = a_body(), a_member()
    a_seat(body, a_member(), alternate=alternate)
    with pytest.raises(RuleBroken, match="not the alternate"):
        cast(an_open_ballot(body), alternate)


def test_who_holds_one_seat_and_stands_in_for_another_votes_twice():
    one, both = a_member(), a_member()
    body = a_body(both, alternates=True)
    stands_in = a_seat(body, one, alternate=both)
    ballot = an_open_ballot(body)
    cast(ballot, both, A)
    cast(ballot, both, R, seat_id=stands_in.id)
    assert [one.choice for one in queries.lock(ballot.id).votes] == [A, R]
    with pytest.raises(RuleBroken, match="no seat"):
        cast(ballot, both, R, seat_id=999_999)


def test_the_deadline_closes():
    members = [a_member() for _ in range(3)]
    ballot = an_open_ballot(a_body(*members))
    voted(ballot, (members[0], A), (members[1], A))
    assert jobs.close_due(ballot.closes_at - timedelta(microseconds=1)) == 0
    assert jobs.close_due(ballot.closes_at) == 1
    assert jobs.close_due(ballot.closes_at) == 0
    ballot = queries.lock(ballot.id)
    assert (ballot.outcome, ballot.closed_at) == (Outcome.CARRIED, ballot.closes_at)
    assert ballot.proposal.stage is Stage.DECIDED


def test_one_ballot_that_cannot_be_counted_does_not_hold_up_the_others(caplog):
    stuck, fine = an_open_ballot(), an_open_ballot()
    stuck.proposal.stage = Stage.WITHDRAWN
    db.session.commit()
    assert jobs.close_due(fine.closes_at) == 1
    assert f"ballot {stuck.id} stays open" in caplog.text
    assert queries.lock(fine.id).outcome is Outcome.INQUORATE
    assert queries.lock(stuck.id).closed_at is None


@pytest.mark.parametrize(
    ("choices", "outcome", "stage"),
    [
        ([A, A, R], Outcome.CARRIED, Stage.DECIDED),
        ([A, R, R], Outcome.REJECTED, Stage.REJECTED),
        ([A], Outcome.INQUORATE, Stage.INQUORATE),
    ],
)
def test_what_becomes_of_the_proposal(choices, outcome, stage):
    members = [a_member() for _ in range(3)]
    ballot = an_open_ballot(a_body(*members))
    voted(ballot, *zip(members, choices, strict=False))
    ballot = a_closed_ballot(ballot)
    assert (ballot.outcome, ballot.proposal.stage) == (outcome, stage)
    assert history_of("governance_ballot", ballot.id)[0].fields["outcome"] == [None, outcome]


def test_without_a_quorum_a_second_ballot_is_held():
    body, now = a_body(a_member()), clock.now()
    first = a_closed_ballot(an_open_ballot(body))
    second = services.open_ballot(
        first.proposal, actor=a_secretary(), closes_at=now + timedelta(days=1), at=now
    )
    assert second.id != first.id
    assert second.proposal.stage is Stage.VOTING


def test_it_closes_early_only_when_everyone_has_taken_part():
    one, two = a_member(), a_member()
    ballot = an_open_ballot(a_body(one, two, recused_in_quorum=True))
    cast(ballot, one)
    secretary = a_secretary()
    with pytest.raises(RuleBroken, match=f"may still vote.*{two.name}"):
        services.close(ballot, actor=secretary, at=clock.now())
    step_aside(ballot, two)
    assert services.close(ballot, actor=secretary, at=clock.now()).outcome is Outcome.CARRIED


def test_closing_twice_gives_the_same_tally_and_changes_nothing():
    member = a_member()
    ballot = voted(an_open_ballot(a_body(member)), (member, A))
    first = services.close(ballot, at=ballot.closes_at)
    db.session.commit()
    again = services.close(ballot, at=ballot.closes_at + timedelta(days=3))
    assert again == first
    assert queries.lock(ballot.id).closed_at == ballot.closes_at


def test_who_may_see_a_ballot():
    holder, alternate, newcomer = a_member(), a_member(), a_member()
    body = a_body()
    a_seat(body, holder, alternate=alternate)
    ballot = an_open_ballot(body)
    a_seat(body, newcomer)
    db.session.commit()
    author = ballot.proposal.author
    for actor in (*map(actor_of, (holder, alternate, newcomer, author)), a_secretary()):
        assert queries.get_for(actor, ballot.id) is ballot
        assert queries.list_for(actor) == [ballot]
    assert queries.get_for(an_actor("auditor"), ballot.id) is ballot
    for role in ("member", "viewer", "executive", "planner", "finance"):
        with pytest.raises(NotFound, match="no such ballot"):
            queries.get_for(an_actor(role), ballot.id)
        assert queries.list_for(an_actor(role)) == []


def test_open_ballots_come_first():
    member = a_member()
    body = a_body(member)
    closed = a_closed_ballot(an_open_ballot(body))
    later, sooner = an_open_ballot(body, hours=9), an_open_ballot(body, hours=3)
    assert queries.list_for(actor_of(member)) == [sooner, later, closed]


@pytest.mark.parametrize(
    ("disclosure", "before", "after"),
    [("at_once", True, True), ("after_voting", False, True), ("at_close", False, False)],
)
def test_when_the_running_count_is_shown(disclosure, before, after):
    assert may_see_count(Disclosure(disclosure), has_taken_part=False) is before
    assert may_see_count(Disclosure(disclosure), has_taken_part=True) is after


def test_the_database_itself_refuses_a_second_vote_and_a_vote_off_the_roll():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    vote = cast(ballot, member)
    for seat_id in (vote.seat_id, 999_999):
        double = Vote(
            ballot_id=ballot.id,
            seat_id=seat_id,
            choice=R,
            cast_by_id=member.id,
            cast_at=clock.now(),
        )
        with pytest.raises(Exception, match=r"(?i)unique|foreign"), db.session.begin_nested():
            db.session.add(double)
