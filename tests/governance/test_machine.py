"""A ballot in a room in any order of steps: the real services against a model and a recount."""

import os
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.engine.meetings.meeting import Manner
from app.engine.voting.ballot import Choice, Denominator, Outcome
from app.governance import translate
from app.governance.models import Vote
from app.governance.queries import ballots, bodies, meetings, proxies
from app.governance.services import attendance
from app.governance.services import ballots as services
from app.governance.services.attendance import Arrival
from app.governance.services.proxies import Days, give_proxy, revoke_proxy
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import DomainError
from tests.factories.governance import a_secretary
from tests.factories.meetings import a_ballot_in_the_room, a_full_body
from tools import verify_packet

pytestmark = pytest.mark.usefixtures("session")
TIMES = int(os.environ.get("ISOCENTER_FAULTS", "1"))
SIZE = 5
RUNS, STEPS = 5, 12
"""What is tried for every change, on each database: runs, and steps of each."""

seat = st.integers(0, SIZE - 1)
choices = st.sampled_from(Choice)


class Room(RuleBasedStateMachine):
    """`votes` and `aside` are what was acknowledged; `there` is who takes part, by seat."""

    @initialize(
        recused_in_quorum=st.booleans(),
        proxies_in_quorum=st.booleans(),
        denominator=st.sampled_from(Denominator),
    )
    def begin(self, **terms):
        self.terms = terms
        body = a_full_body(SIZE, proxies_per_holder=1, **terms)
        last = bodies.get(body.id).seats[-1].holder_id
        away = db.session.get_one(Person, last)
        ballot = a_ballot_in_the_room(body, absent=(away,))
        self.body_id, self.ballot_id, self.meeting_id = body.id, ballot.id, ballot.meeting_id
        self.seats = [one.seat_id for one in ballot.seats]
        self.holders = [one.holder_id for one in ballot.seats]
        self.secretary = a_secretary()
        self.votes: dict[int, Choice] = {}
        self.aside: set[int] = set()
        self.there: dict[int, Manner | None] = {}
        self.outcome: Outcome | None = None
        self.follow()

    def attempt(self, act) -> bool:
        """Whether it was acknowledged; what was refused leaves nothing behind."""
        try:
            with db.session.begin_nested():
                act()
        except DomainError:
            db.session.expire_all()
            return False
        db.session.expire_all()
        return True

    def follow(self):
        """Who is there by the attendance list; whoever has acted stays in."""
        open_spans = {
            one.seat_id: one.manner
            for one in meetings.get(self.meeting_id).attendances
            if one.departed_at is None and one.seat_id is not None
        }
        for number, seat_id in enumerate(self.seats):
            manner = open_spans.get(seat_id)
            acted = number in self.votes or number in self.aside
            if not acted or manner in (Manner.IN_THE_ROOM, Manner.REMOTE):
                self.there[number] = manner

    def actor(self, number):
        return actor_of(db.session.get_one(Person, self.holders[number]))

    def has_quorum(self) -> bool:
        return self.present() * 2 > SIZE

    def present(self) -> int:
        counted = [
            number
            for number, manner in self.there.items()
            if manner is not None
            and (manner is not Manner.BY_PROXY or self.terms["proxies_in_quorum"])
            and (number not in self.aside or self.terms["recused_in_quorum"])
        ]
        return len(counted)

    @precondition(lambda self: self.outcome is None)
    @rule(voter=seat, of=seat, choice=choices)
    def vote(self, voter, of, choice):
        ballot, actor = ballots.get(self.ballot_id), self.actor(voter)
        proxied = ballot.seats[of].proxy_holder_id == self.holders[voter]
        own = voter == of and self.there[of] in (Manner.IN_THE_ROOM, Manner.REMOTE)
        free = of not in self.aside and self.has_quorum()
        done = self.attempt(
            lambda: services.cast_vote(
                ballot, actor=actor, choice=choice, at=clock.now(), seat_id=self.seats[of]
            )
        )
        if voter == of:
            assert done == (own and free)
        else:
            assert not done or (proxied and free)
        if done:
            self.votes[of] = choice

    @precondition(lambda self: self.outcome is None)
    @rule(who=seat)
    def step_aside(self, who):
        ballot, actor = ballots.get(self.ballot_id), self.actor(who)
        here = self.there[who] in (Manner.IN_THE_ROOM, Manner.REMOTE)
        done = self.attempt(
            lambda: services.recuse(ballot, actor=actor, reason="A conflict.", at=clock.now())
        )
        assert done == (here and who not in self.aside)
        if done:
            self.aside.add(who)
            self.votes.pop(who, None)

    @precondition(lambda self: self.outcome is None)
    @rule(giver=seat, holder=seat)
    def give(self, giver, holder):
        day = Days(clock.today())
        given = next(one for one in bodies.get(self.body_id).seats if one.id == self.seats[giver])
        self.attempt(
            lambda: give_proxy(
                given,
                holder_id=self.holders[holder],
                days=day,
                actor=self.secretary,
                at=clock.now(),
            )
        )
        self.follow()

    @precondition(lambda self: self.outcome is None)
    @rule(giver=seat)
    def take_back(self, giver):
        standing = proxies.standing_in(self.body_id, clock.today())
        for one in standing:
            if one.seat_id == self.seats[giver]:
                self.attempt(
                    lambda one=one: revoke_proxy(one, actor=self.secretary, at=clock.now())
                )
        self.follow()

    @precondition(lambda self: self.outcome is None)
    @rule(who=seat, manner=st.sampled_from([Manner.IN_THE_ROOM, Manner.REMOTE]))
    def arrive(self, who, manner):
        meeting = meetings.get(self.meeting_id)
        coming = Arrival(self.seats[who], manner)
        self.attempt(
            lambda: attendance.arrive(meeting, coming, actor=self.secretary, at=clock.now())
        )
        self.follow()

    @precondition(lambda self: self.outcome is None)
    @rule(who=seat)
    def leave(self, who):
        meeting = meetings.get(self.meeting_id)
        spans = [
            one.id
            for one in meeting.attendances
            if one.seat_id == self.seats[who] and one.departed_at is None
        ]
        for span in spans:
            self.attempt(
                lambda span=span: attendance.depart(
                    meeting, span, actor=self.secretary, at=clock.now()
                )
            )
        self.follow()

    @precondition(lambda self: self.outcome is None)
    @rule(by_hand=st.booleans())
    def close(self, by_hand):
        ballot = ballots.get(self.ballot_id)
        actor = self.secretary if by_hand else None
        at = clock.now() if by_hand else ballot.closes_at + timedelta(seconds=1)
        expected = self.recount()
        if self.attempt(lambda: services.close(ballot, actor=actor, at=at)):
            self.outcome = ballots.get(self.ballot_id).outcome
            assert self.outcome is expected
            packet = ballots.packet_of(self.ballot_id)
            assert not list(verify_packet.faults_of(packet.content.encode(), packet.seal))
        else:
            assert by_hand

    @precondition(lambda self: self.outcome is not None)
    @rule(voter=seat, choice=choices)
    def too_late(self, voter, choice):
        ballot, actor = ballots.get(self.ballot_id), self.actor(voter)
        assert not self.attempt(
            lambda: services.cast_vote(ballot, actor=actor, choice=choice, at=clock.now())
        )

    def recount(self) -> Outcome:
        """By hand, from what was acknowledged."""
        if not self.has_quorum():
            return Outcome.INQUORATE
        said = [one for number, one in self.votes.items() if number not in self.aside]
        yes, no = said.count(Choice.APPROVE), said.count(Choice.REJECT)
        here = [n for n, manner in self.there.items() if manner and n not in self.aside]
        whole = {
            Denominator.VOTES_CAST: yes + no,
            Denominator.PRESENT: len(here),
            Denominator.ENTIRE_MEMBERSHIP: SIZE,
        }[self.terms["denominator"]]
        carried = yes > 0 and Fraction(yes, whole) > Fraction(1, 2)
        return Outcome.CARRIED if carried else Outcome.REJECTED

    @invariant()
    def what_is_stored_is_what_was_acknowledged(self):
        if not hasattr(self, "ballot_id"):
            return
        ballot = ballots.get(self.ballot_id)
        stored = [(self.seats.index(one.seat_id), one.choice) for one in ballot.votes]
        assert sorted(stored) == sorted(self.votes.items())
        assert {self.seats.index(one.seat_id) for one in ballot.recusals} == self.aside
        assert not self.aside & {number for number, _ in stored}
        counted = translate.count_of(ballot)
        assert counted.quorum.have == self.present()
        assert counted.outcome is (self.outcome or self.recount())
        assert db.session.query(Vote).filter_by(ballot_id=ballot.id).count() == len(self.votes)


def test_any_order_of_steps_keeps_the_count():
    run_state_machine_as_test(
        Room,
        settings=settings(
            max_examples=RUNS * TIMES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
