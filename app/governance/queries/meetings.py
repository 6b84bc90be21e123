"""Meetings: the list, one with its roll, its agenda, its motions, its events."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.engine.meetings.meeting import MeetingStage
from app.governance.models import Body, Meeting, MeetingEvent, Seat
from app.kernel.db import db
from app.kernel.errors import NotFound

AHEAD = (MeetingStage.PLANNED, MeetingStage.CALLED, MeetingStage.IN_PROGRESS)


def list_ahead(body_id: int | None = None) -> Sequence[Meeting]:
    """What is planned, called or in progress, the next one first."""
    return _listed(_of(body_id).where(Meeting.stage.in_(AHEAD)).order_by(Meeting.starts_at))


def list_past(body_id: int | None = None, *, limit: int = 50) -> Sequence[Meeting]:
    past = _of(body_id).where(Meeting.stage.not_in(AHEAD)).order_by(Meeting.starts_at.desc())
    return _listed(past.limit(limit))


def _of(body_id: int | None) -> Select[Meeting]:
    wanted = select(Meeting)
    return wanted if body_id is None else wanted.where(Meeting.body_id == body_id)


def _listed(wanted: Select[Meeting]) -> Sequence[Meeting]:
    return db.session.scalars(wanted.options(joinedload(Meeting.body))).all()


def get(meeting_id: int) -> Meeting:
    """One meeting, read afresh: body, charter, roll, who came and went."""
    return _one(meeting_id)


def lock(meeting_id: int) -> Meeting:
    """Its row locked first, everything else read after: for whoever is about to act on it."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    return _one(meeting_id)


def lock_running(body_id: int) -> Meeting | None:
    """The meeting of a body that goes on, locked, if one does."""
    running = select(Meeting.id).where(
        Meeting.body_id == body_id, Meeting.stage == MeetingStage.IN_PROGRESS
    )
    meeting_id = db.session.scalar(running.with_for_update())
    return None if meeting_id is None else _one(meeting_id)


def _one(meeting_id: int) -> Meeting:
    found = db.session.scalar(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .execution_options(populate_existing=True)
        .options(
            joinedload(Meeting.body),
            joinedload(Meeting.charter),
            joinedload(Meeting.presiding),
            joinedload(Meeting.secretary),
            selectinload(Meeting.seats),
            selectinload(Meeting.attendances),
        )
    )
    if found is None:
        raise NotFound("There is no such meeting.")
    return found


def next_number(body_id: int) -> int:
    """The caller holds the row of the body, so that two meetings never get one number."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())
    last = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.body_id == body_id))
    return (last or 0) + 1


def events_of(meeting_id: int) -> Sequence[MeetingEvent]:
    wanted = select(MeetingEvent).where(MeetingEvent.meeting_id == meeting_id)
    return db.session.scalars(wanted.order_by(MeetingEvent.id)).all()


def sits_on(person_id: int, body_ids: Collection[int]) -> frozenset[int]:
    """Those of the bodies on which somebody holds a seat or stands in for one."""
    wanted = select(Seat.body_id).where(
        Seat.body_id.in_(body_ids),
        (Seat.holder_id == person_id) | (Seat.alternate_id == person_id),
    )
    return frozenset(db.session.scalars(wanted))
