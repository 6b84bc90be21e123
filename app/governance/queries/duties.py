"""What people owe to their bodies: the votes still to be cast."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from app.governance.models import Ballot, BallotSeat, Recusal, Vote
from app.kernel.db import db
from app.kernel.duties import Duty, OneTap
from app.kernel.permissions import Actor, Permission

VOTE = "vote"
"""The act of a link in a mail; its target is the ballot and the seat."""


def votes_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """One for each seat the actor holds that may vote now and has not; one query."""
    if not actor.may(Permission.GOVERNANCE_VOTE):
        return ()
    done = [
        exists().where(one.ballot_id == BallotSeat.ballot_id, one.seat_id == BallotSeat.seat_id)
        for one in (Vote, Recusal)
    ]
    owed = (
        select(Ballot.id, Ballot.title, Ballot.opens_at, Ballot.closes_at, BallotSeat.seat_id)
        .join(BallotSeat, BallotSeat.ballot_id == Ballot.id)
        .where(Ballot.closed_at.is_(None), Ballot.opens_at <= at, Ballot.closes_at > at)
        .where(BallotSeat.holder_id == actor.person_id, BallotSeat.is_voting)
        .where(~done[0], ~done[1])
        .order_by(Ballot.closes_at, BallotSeat.id)
    )
    return [
        Duty(
            key=f"ballot:{one.id}:seat:{one.seat_id}",
            person_id=actor.person_id,
            sentence=f"Vote on “{one.title}”",
            endpoint="governance.show_ballot",
            arguments={"ballot_id": one.id},
            due_at=one.closes_at,
            since=one.opens_at,
            one_tap=OneTap(VOTE, f"{one.id}:{one.seat_id}", "governance.vote_by_link"),
        )
        for one in db.session.execute(owed)
    ]
