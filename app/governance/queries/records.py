"""Who attended what: the record of each seat under its present holder."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.engine.meetings.meeting import MeetingStage
from app.governance.models import Ballot, BallotSeat, Meeting, Proposal, Seat
from app.kernel.db import db


@dataclass(frozen=True, slots=True)
class Attended:
    """One meeting, or one ballot in writing, and whether the seat took part."""

    at: datetime
    what: str
    came: bool


def of_body(body_id: int) -> dict[int, Sequence[Attended]]:
    """By seat, oldest first; what happened under an earlier holder is left out."""
    holders = dict(
        db.session.execute(select(Seat.id, Seat.holder_id).where(Seat.body_id == body_id)).all()
    )
    kept: dict[int, list[Attended]] = defaultdict(list)
    for seat_id, holder_id, one in [*_meetings(body_id), *_ballots(body_id)]:
        if holder_id is not None and holders.get(seat_id) == holder_id:
            kept[seat_id].append(one)
    return {seat_id: sorted(several, key=lambda one: one.at) for seat_id, several in kept.items()}


def _meetings(body_id: int) -> Iterator[tuple[int, int | None, Attended]]:
    held = (
        select(Meeting)
        .where(Meeting.body_id == body_id, Meeting.stage == MeetingStage.ADJOURNED)
        .options(selectinload(Meeting.seats), selectinload(Meeting.attendances))
    )
    for meeting in db.session.scalars(held):
        there = {one.seat_id for one in meeting.attendances}
        for seat in meeting.seats:
            came = seat.seat_id in there
            what = f"Meeting {meeting.number}"
            yield seat.seat_id, seat.holder_id, Attended(meeting.starts_at, what, came)


def _ballots(body_id: int) -> Iterator[tuple[int, int | None, Attended]]:
    """In writing, taking part is voting, by name or in secret, or stepping aside."""
    closed = (
        select(Ballot)
        .join(Proposal)
        .where(
            Proposal.body_id == body_id,
            Ballot.closed_at.is_not(None),
            Ballot.meeting_id.is_(None),
        )
        .options(
            joinedload(Ballot.proposal),
            selectinload(Ballot.seats).load_only(BallotSeat.seat_id, BallotSeat.holder_id),
            selectinload(Ballot.votes),
            selectinload(Ballot.participations),
            selectinload(Ballot.recusals),
        )
    )
    for ballot in db.session.scalars(closed):
        took = {one.seat_id for one in ballot.votes} | {one.seat_id for one in ballot.recusals}
        took |= {one.seat_id for one in ballot.participations}
        for seat in ballot.seats:
            what = f"Ballot on {ballot.proposal.number}"
            one = Attended(ballot.closes_at, what, seat.seat_id in took)
            yield seat.seat_id, seat.holder_id, one
