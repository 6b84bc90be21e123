"""Who voted what on decisions, by name, as far as an actor may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from app.accounts.models import Person
from app.engine.voting.ballot import BallotKind, Choice
from app.engine.voting.election import Method
from app.governance.models import Ballot, BallotSeat, Channel, Decision, Vote
from app.governance.queries.ballots import visible_to
from app.kernel.db import db
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Named:
    decision: str
    seat: str
    holder: str | None
    choice: Choice
    cast_by: str
    channel: Channel
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()


def named_votes(actor: Actor, decisions: Collection[int]) -> Sequence[Named]:
    """On questions decided by roll call; of a secret ballot there is nothing to name."""
    seen = visible_to(actor).with_only_columns(Ballot.id)
    wanted = (
        select(
            Decision.number,
            BallotSeat.title,
            BallotSeat.holder_name,
            Vote.choice,
            Person.name,
            Vote.channel,
            Vote.cast_at,
        )
        .select_from(Decision)
        .join(Ballot, Decision.ballot_id == Ballot.id)
        .join(Vote, Vote.ballot_id == Ballot.id)
        .join(
            BallotSeat,
            and_(BallotSeat.ballot_id == Vote.ballot_id, BallotSeat.seat_id == Vote.seat_id),
        )
        .join(Person, Vote.cast_by_id == Person.id)
        .where(Decision.id.in_(decisions), Ballot.id.in_(seen))
        .where(Ballot.ballot_kind == BallotKind.ROLL_CALL, Ballot.method == Method.QUESTION)
        .order_by(Decision.id.desc(), BallotSeat.id)
    )
    return [Named(*row) for row in db.session.execute(wanted)]
