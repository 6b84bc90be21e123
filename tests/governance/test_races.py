"""Several people at the same moment, each with a connection of their own, on real commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice, Outcome
from app.governance import jobs, translate
from app.governance.models import Decision, Proposal, Vote
from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import DomainError
from tests.factories.governance import (
    a_body,
    a_member,
    a_secretary,
    a_submitted_proposal,
    an_open_ballot,
    voted,
)

VOLLEYS = 40
A, R = Choice.APPROVE, Choice.REJECT

Act = Callable[[], object]


@pytest.fixture
def race(committed_app: Flask) -> Iterator[Callable[..., list[object]]]:
    """Start all acts at once, each in a transaction and thread of its own; what each came to."""
    with ThreadPoolExecutor(8) as pool, committed_app.app_context():

        def run(*acts: Act) -> list[object]:
            db.session.remove()
            barrier = Barrier(len(acts))

            def one(act: Act) -> object:
                with committed_app.app_context():
                    barrier.wait(20)
                    try:
                        with unit_of_work():
                            return act()
                    except DomainError as refusal:
                        return refusal
                    finally:
                        db.session.remove()

            return list(pool.map(one, acts))

        yield run


def casting(ballot_id, actor, choice, at) -> Act:
    def act() -> str:
        vote = services.cast_vote(queries.lock(ballot_id), actor=actor, choice=choice, at=at)
        return vote.choice.value

    return act


def stepping_aside(ballot_id, actor, at) -> Act:
    def act() -> str:
        services.recuse(queries.lock(ballot_id), actor=actor, reason="A conflict.", at=at)
        return "recused"

    return act


def closing(ballot_id, at) -> Act:
    return lambda: services.close(queries.lock(ballot_id), at=at)


def test_two_votes_of_one_seat_are_one_vote(race):
    member = a_member()
    body, actor = a_body(member), actor_of(member)
    for _ in range(VOLLEYS):
        ballot_id, now = an_open_ballot(body).id, clock.now()
        answers = race(*[casting(ballot_id, actor, choice, now) for choice in (A, R)])
        stored = db.session.scalars(select(Vote.choice).where(Vote.ballot_id == ballot_id)).all()
        assert len(stored) == 1
        assert set(answers) == {"approve", "reject"}


def test_a_vote_is_in_the_tally_or_refused(race):
    """Votes that came in time against two closings: each is counted, or told that it is not."""
    members = [a_member() for _ in range(3)]
    body, actors = a_body(*members, quorum_basis="count"), [actor_of(one) for one in members]
    for _ in range(VOLLEYS):
        ballot = an_open_ballot(body)
        before, deadline = ballot.closes_at - timedelta(seconds=1), ballot.closes_at
        votes = [casting(ballot.id, actor, A, before) for actor in actors]
        *cast, first, second = race(
            *votes, closing(ballot.id, deadline), closing(ballot.id, deadline)
        )
        accepted = [answer for answer in cast if answer == "approve"]
        refused = [answer for answer in cast if isinstance(answer, DomainError)]
        assert len(accepted) + len(refused) == len(cast)
        assert first == second
        assert first.approve == len(accepted) == translate.count_of(queries.lock(ballot.id)).approve


def test_no_outcome_stands_without_the_quorum_of_the_roll(race):
    """Three of five are needed and have voted; two step aside while the ballot is closed."""
    members = [a_member() for _ in range(5)]
    body = a_body(*members)
    carried = inquorate = 0
    for _ in range(VOLLEYS):
        ballot = an_open_ballot(body)
        voted(ballot, *[(one, A) for one in members[:3]])
        ballot_id, before, deadline = ballot.id, clock.now(), ballot.closes_at
        leaving = [stepping_aside(ballot_id, actor_of(one), before) for one in members[:2]]
        race(*leaving, closing(ballot_id, deadline))
        ballot = queries.lock(ballot_id)
        counted = translate.count_of(ballot)
        assert ballot.outcome is counted.outcome
        assert (ballot.outcome is Outcome.CARRIED) == (not ballot.recusals)
        carried += ballot.outcome is Outcome.CARRIED
        inquorate += ballot.outcome is Outcome.INQUORATE
    assert carried + inquorate == VOLLEYS


def test_decisions_of_one_moment_have_numbers_of_their_own(race):
    member = a_member()
    bodies = [a_body(member) for _ in range(4)]
    for _ in range(5):
        ballots = [voted(an_open_ballot(body), (member, A)) for body in bodies]
        acts = [closing(ballot.id, ballot.closes_at) for ballot in ballots]
        assert all(answer.outcome is Outcome.CARRIED for answer in race(*acts))
    numbers = db.session.scalars(select(Decision.number)).all()
    assert len(set(numbers)) == len(numbers) == 20
    assert max(numbers).endswith("-020")


def test_two_sweeps_close_each_ballot_once(race):
    member = a_member()
    body = a_body(member)
    for _ in range(5):
        ballots = [voted(an_open_ballot(body), (member, A)) for _ in range(3)]
        late = max(ballot.closes_at for ballot in ballots)
        race(lambda late=late: jobs.close_due(late), lambda late=late: jobs.close_due(late))
        assert queries.due(late) == []
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 15


def opening(proposal_id, secretary, at) -> Act:
    def act() -> int:
        proposal = db.session.get_one(Proposal, proposal_id)
        closes_at = at + timedelta(days=1)
        return services.open_ballot(proposal, actor=secretary, closes_at=closes_at, at=at).id

    return act


def test_two_openings_make_one_ballot(race):
    body, secretary = a_body(a_member()), a_secretary()
    for _ in range(5):
        proposal_id, now = a_submitted_proposal(body).id, clock.now()
        answers = race(*[opening(proposal_id, secretary, now)] * 2)
        assert sum(isinstance(answer, int) for answer in answers) == 1
        assert sum(isinstance(answer, DomainError) for answer in answers) == 1
