"""What people owe to their bodies: the votes still to be cast."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import load_only

from app.engine.voting.ballot import BallotKind
from app.engine.voting.election import Method
from app.governance.models import Ballot, BallotSeat, Participation, Recusal, Vote
from app.kernel.db import db
from app.kernel.duties import Duty, OneTap
from app.kernel.permissions import Actor, Permission

VOTE = "vote"
"""The act of a link in a mail; its target is the ballot and the seat."""
ON_PAPER = (BallotKind.ROLL_CALL, BallotKind.SECRET)
NEEDED = (Ballot.title, Ballot.opens_at, Ballot.closes_at, Ballot.ballot_kind, Ballot.method)


def votes_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """One for each seat the actor votes for that may vote now and has not; one query.

    Whoever holds the proxy of a seat owes its vote; at a meeting, whoever is there for it. A show
    of hands is given in the room. A link in a mail answers a question by name alone: a secret vote
    or an election is cast on the page.
    """
    if not actor.may(Permission.GOVERNANCE_VOTE):
        return ()
    done = [
        exists().where(one.ballot_id == BallotSeat.ballot_id, one.seat_id == BallotSeat.seat_id)
        for one in (Vote, Participation, Recusal)
    ]
    in_writing = func.coalesce(BallotSeat.proxy_holder_id, BallotSeat.holder_id)
    votes_for = case((Ballot.meeting_id.is_(None), in_writing), else_=BallotSeat.present_id)
    owed = (
        select(Ballot, BallotSeat.seat_id)
        .options(load_only(*NEEDED))
        .join(BallotSeat, BallotSeat.ballot_id == Ballot.id)
        .where(Ballot.closed_at.is_(None), Ballot.opens_at <= at, Ballot.closes_at > at)
        .where(votes_for == actor.person_id, BallotSeat.is_voting)
        .where(*(~one for one in done), Ballot.ballot_kind.in_(ON_PAPER))
        .order_by(Ballot.closes_at, BallotSeat.id)
    )
    return [_duty(actor, ballot, seat_id) for ballot, seat_id in db.session.execute(owed)]


def _duty(actor: Actor, ballot: Ballot, seat_id: int) -> Duty:
    tap = OneTap(VOTE, f"{ballot.id}:{seat_id}", "governance.vote_by_link")
    return Duty(
        key=f"ballot:{ballot.id}:seat:{seat_id}",
        person_id=actor.person_id,
        sentence=f"Vote on “{ballot.title}”",
        endpoint="governance.show_ballot",
        arguments={"ballot_id": ballot.id},
        due_at=ballot.closes_at,
        since=ballot.opens_at,
        one_tap=tap if answers_by_link(ballot) else None,
    )


def answers_by_link(ballot: Ballot) -> bool:
    return ballot.ballot_kind is BallotKind.ROLL_CALL and ballot.method is Method.QUESTION
