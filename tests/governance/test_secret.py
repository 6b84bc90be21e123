"""Secret ballots: who voted and what was voted, in two places with nothing between them."""

from collections import Counter
from itertools import permutations
from random import Random

import pytest
import sqlalchemy as sa

from app.accounts.queries import actor_of
from app.audit.models import Change
from app.engine.voting.ballot import BallotKind, Choice, Disclosure, Outcome
from app.engine.voting.eligibility import Refusal
from app.governance import translate
from app.governance.models import Aim, Participation, SecretBox, Vote
from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.governance.services import entering
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_secret_ballot,
    a_secretary,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


def members(many):
    return [a_member() for _ in range(many)]


def test_a_secret_vote_leaves_no_trace_of_the_choice():
    people = members(3)
    ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, (A, R, A), strict=True))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Vote)) == 0
    assert sorted(ballot.box.papers) == ballot.box.papers == ["approve", "approve", "reject"]
    said = [
        one.fields
        for one in db.session.scalars(sa.select(Change))
        if one.subject_type in ("governance_participation", "governance_secret_box")
    ]
    assert len(said) == 3
    assert all("approve" not in str(one) and "reject" not in str(one) for one in said)


def test_nothing_leads_from_who_voted_to_what_was_voted():
    who = {one.name for one in Participation.__table__.columns}
    what = {one.name for one in SecretBox.__table__.columns}
    assert who & what == {"id", "ballot_id"}
    assert not any(name.endswith(("_at", "_on")) for name in who | what)
    assert [one.unique for one in SecretBox.__table__.c if one.name == "ballot_id"] == [True]


def test_the_box_is_the_same_whatever_the_order_of_casting():
    boxes = set()
    for order in list(permutations((A, A, R, X)))[:12]:
        people = members(4)
        Random(str(order)).shuffle(people)
        ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, order, strict=True))
        boxes.add(tuple(ballot.box.papers))
    assert boxes == {("abstain", "approve", "approve", "reject")}


def test_a_secret_vote_counts():
    people = members(4)
    ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, (A, R, A, X), strict=True))
    counted = translate.count_of(a_closed_ballot(ballot))
    assert (counted.approve, counted.reject, counted.abstain) == (2, 1, 1)
    assert counted.outcome is Outcome.CARRIED


def test_before_the_close_the_count_says_nothing():
    people = members(3)
    ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, (A, A, A), strict=True))
    counted = translate.count_of(ballot)
    assert (counted.approve, counted.reject, counted.quorum.have) == (0, 0, 3)


def test_with_fewer_than_three_papers_the_box_is_emptied_unread():
    people = members(3)
    ballot = a_secret_ballot(a_body(*people, quorum_basis="count", quorum_count=2))
    ballot = a_closed_ballot(voted(ballot, (people[0], A), (people[1], R)))
    assert ballot.outcome is Outcome.INQUORATE
    assert ballot.box.papers == []
    counted = translate.count_of(ballot)
    assert counted.is_unopened
    assert (counted.approve, counted.reject, counted.quorum.have) == (0, 0, 2)


def test_a_secret_vote_is_cast_once_and_carries_no_reason():
    people = members(3)
    ballot = voted(a_secret_ballot(a_body(*people)), (people[0], A))
    actor, now = actor_of(people[0]), clock.now()
    with pytest.raises(RuleBroken, match=str(Refusal.CAST)):
        services.cast_vote(ballot, actor=actor, choice=R, at=now)
    with pytest.raises(RuleBroken, match=str(Refusal.CAST_ASIDE)):
        services.recuse(ballot, actor=actor, reason="My spouse works there.", at=now)
    given = services.cast_vote(ballot, actor=actor_of(people[1]), choice=R, at=now)
    with pytest.raises(RuleBroken, match="carries no reason"):
        services.give_reason(ballot, given, "Because.")


def test_nobody_enters_a_secret_vote_for_another():
    people = members(3)
    ballot = a_secret_ballot(a_body(*people))
    with pytest.raises(RuleBroken, match="roll call"):
        entering.enter_vote(
            ballot,
            actor=a_secretary(),
            seat_id=ballot.seats[0].seat_id,
            choice=A,
            at=clock.now(),
        )


def test_each_voter_has_a_receipt_that_tells_no_choice():
    people = members(5)
    choices = (A, R, A, X, R)
    ballot = voted(a_secret_ballot(a_body(*people)), *zip(people, choices, strict=True))
    receipts = [one.receipt for one in ballot.participations]
    assert len(set(receipts)) == 5
    assert all(len(one) == 19 for one in receipts)
    assert Counter(ballot.box.papers) == Counter(choice.value for choice in choices)


def test_a_ballot_can_be_made_secret_and_not_the_other_way():
    people = members(3)
    body = a_body(*people, ballot_kind="secret")
    named = services.Terms(kind=BallotKind.ROLL_CALL)
    with pytest.raises(RuleBroken, match="stay so"):
        an_open_ballot(body, terms=named)
    assert translate.is_secret(an_open_ballot(body))


def test_the_chair_cannot_break_a_tie_nobody_can_attribute():
    body = a_body(*members(2), chair=a_member(), tie_result="chair_casts")
    with pytest.raises(RuleBroken, match="cannot decide a tie"):
        a_secret_ballot(body)


def test_the_promise_is_tightened_and_never_loosened():
    ballot = an_open_ballot(a_body(a_member(), disclosure="after_voting"))
    secretary, now = a_secretary(), clock.now()
    tightened = entering.tighten_promise(
        ballot, actor=secretary, disclosure=Disclosure.AT_CLOSE, at=now
    )
    assert tightened.disclosure is Disclosure.AT_CLOSE
    for looser in (Disclosure.AT_ONCE, Disclosure.AFTER_VOTING, Disclosure.AT_CLOSE):
        with pytest.raises(RuleBroken, match="never loosened"):
            entering.tighten_promise(ballot, actor=secretary, disclosure=looser, at=now)


def test_a_box_that_lost_a_paper_is_not_counted():
    people = members(3)
    ballot = voted(a_secret_ballot(a_body(*people)), *((one, A) for one in people))
    ballot.box.papers = ballot.box.papers[1:]
    db.session.flush()
    with pytest.raises(ValueError, match="one paper for each seat"):
        services.close(queries.lock(ballot.id), at=ballot.closes_at)


def test_carrying_a_motion_to_reject_approves_nothing():
    member = a_member()
    ballot = an_open_ballot(a_body(member), terms=services.Terms(aim=Aim.REJECT))
    closed = a_closed_ballot(voted(ballot, (member, A)))
    assert (closed.outcome, closed.proposal.stage.value) == (Outcome.CARRIED, "rejected")
    other = an_open_ballot(a_body(member), terms=services.Terms(aim=Aim.REJECT))
    closed = a_closed_ballot(voted(other, (member, R)))
    assert (closed.outcome, closed.proposal.stage.value) == (Outcome.REJECTED, "submitted")
