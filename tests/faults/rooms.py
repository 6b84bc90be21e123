"""A body with its people, what each can ask of the site, and what is stored of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Person
from app.audit.models import Action
from app.audit.queries import history_of
from app.engine.voting.ballot import Choice, Outcome
from app.governance import translate
from app.governance.models import Ballot, Decision, Packet, Seat, Vote
from app.governance.queries import ballots as queries
from app.governance.queries import bodies
from app.kernel.db import db
from tests.factories.governance import an_open_ballot, voted
from tests.faults.serving import Answer, Caller
from tools import verify_packet

Act = Callable[[], Answer]
TIMES = int(os.environ.get("ISOCENTER_FAULTS", "1"))
"""How many times as much is tried: 1 for every change, more for a night."""
CHOICES = ("approve", "reject", "abstain")


@dataclass(frozen=True)
class Room:
    """The chair first; each has a tab of their own."""

    people: list[int]
    callers: list[Caller]
    secretary: Caller
    body: int

    @property
    def chair(self) -> Caller:
        return self.callers[0]

    def person(self, place: int) -> Person:
        return db.session.get_one(Person, self.people[place])

    def seat_of(self, place: int) -> int:
        """The seat that this person holds."""
        held = select(Seat.id).where(Seat.holder_id == self.people[place])
        return db.session.scalars(held).one()

    def ballot(self, *said: Choice) -> int:
        """An open ballot, on which the first people have voted so."""
        ballot = an_open_ballot(bodies.get(self.body))
        pairs = [(self.person(place), choice) for place, choice in enumerate(said)]
        return voted(ballot, *pairs).id

    def unanimous(self, choice: Choice) -> int:
        return self.ballot(*[choice] * len(self.people))


def path(ballot_id: int, act: str) -> str:
    return f"/governance/ballots/{ballot_id}/{act}"


def voting(caller: Caller, ballot_id: int, choice: str, **said) -> Act:
    return lambda: caller.post(path(ballot_id, "vote"), choice=choice, **said)


def entering(caller: Caller, ballot_id: int, seat_id: int, choice: str) -> Act:
    return lambda: caller.post(path(ballot_id, "enter"), seat_id=seat_id, choice=choice)


def stepping_aside(caller: Caller, ballot_id: int) -> Act:
    return lambda: caller.post(path(ballot_id, "recuse"), reason="My group sells it.")


def closing(caller: Caller, ballot_id: int) -> Act:
    return lambda: caller.post(path(ballot_id, "close"))


def stored(ballot_id: int) -> list[Vote]:
    return list(db.session.scalars(select(Vote).where(Vote.ballot_id == ballot_id)))


def events(vote: Vote) -> list[Action]:
    """What history says of this vote, the first first."""
    return [change.action for change in reversed(history_of("governance_vote", vote.id))]


def counted_once(ballot_id: int) -> Ballot:
    """A closed ballot: the tally is the sum of its rows, and each thing was made once.

    The packet is counted again by the verifier, which shares no code with the app.
    """
    ballot = queries.lock(ballot_id)
    assert ballot.closed_at is not None
    counted = translate.count_of(ballot)
    aside = {one.seat_id for one in ballot.recusals}
    seats = [vote.seat_id for vote in ballot.votes]
    assert len(seats) == len(set(seats))
    assert not aside & set(seats)
    for choice in CHOICES:
        assert getattr(counted, choice) == sum(one.choice == choice for one in ballot.votes)
    assert ballot.outcome is counted.outcome
    assert _number_of(Decision, ballot) == (ballot.outcome is Outcome.CARRIED)
    assert _number_of(Packet, ballot) == 1
    packet = queries.packet_of(ballot.id).content.encode()
    assert verify_packet.faults_of(packet) == []
    return ballot


def _number_of(model: type[Decision] | type[Packet], ballot: Ballot) -> int:
    those = select(func.count()).select_from(model).where(model.ballot_id == ballot.id)
    return db.session.scalar(those)
