"""What people owe around meetings: papers and minutes to read, minutes to get ready, actions."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from app.engine.meetings.meeting import OWED, MeetingStage
from app.governance.models import (
    Action,
    AgendaItem,
    Body,
    Meeting,
    Minutes,
    MinutesReading,
    Paper,
    PaperOpening,
)
from app.governance.queries.calendars import bodies_of
from app.governance.queries.papers import OF_ITEM
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.permissions import Actor, Permission

AHEAD = timedelta(days=14)
"""So long before its day an action is asked for."""


def papers_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """One for each meeting ahead with papers one has not opened; what one handed in, one knows."""
    me = actor.person_id
    if not actor.may(Permission.GOVERNANCE_READ):
        return ()
    opened = exists().where(PaperOpening.paper_id == Paper.id, PaperOpening.person_id == me)
    unread = (
        select(Meeting.id, Meeting.number, Meeting.starts_at, Meeting.called_at, Body.name)
        .add_columns(func.count(Paper.id.distinct()).label("many"))
        .select_from(Meeting)
        .join(Body, Meeting.body_id == Body.id)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(Paper, OF_ITEM)
        .where(Meeting.stage == MeetingStage.CALLED, Meeting.starts_at > at)
        .where(Meeting.body_id.in_(bodies_of(me, at.date())))
        .where(Paper.withdrawn_at.is_(None), Paper.added_by_id != me, ~opened)
        .group_by(Meeting.id, Body.name)
        .order_by(Meeting.id)
    )
    return [
        Duty(
            key=f"papers:{one.id}",
            person_id=me,
            sentence=(
                f"Read {one.many} {'paper' if one.many == 1 else 'papers'} "
                f"before {one.name}, meeting {one.number}"
            ),
            endpoint="governance.show_meeting",
            arguments={"meeting_id": one.id, "_anchor": "agenda"},
            due_at=one.starts_at,
            since=one.called_at,
        )
        for one in db.session.execute(unread)
    ]


def minutes_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """Whoever wrote a meeting down gets its minutes ready; then the others read them.

    Until they are approved; changed after they were read, they are read again.
    """
    me = actor.person_id
    if not actor.may(Permission.GOVERNANCE_READ):
        return ()
    read = exists().where(
        MinutesReading.minutes_id == Minutes.id,
        MinutesReading.person_id == me,
        MinutesReading.read_at >= Minutes.ready_at,
    )
    wrote, theirs = Meeting.secretary_id == me, Meeting.body_id.in_(bodies_of(me, at.date()))
    waiting = (
        select(Minutes)
        .join(Minutes.meeting)
        .join(Meeting.body)
        .options(contains_eager(Minutes.meeting).contains_eager(Meeting.body))
        .where(Minutes.approved_at.is_(None))
        .where(
            or_(
                and_(wrote, Minutes.ready_at.is_(None)),
                and_(~wrote, Minutes.ready_at.is_not(None), theirs, ~read),
            )
        )
        .order_by(Minutes.id)
    )
    return [_about(one, actor) for one in db.session.scalars(waiting)]


def _about(minutes: Minutes, actor: Actor) -> Duty:
    meeting = minutes.meeting
    is_ready = minutes.ready_at is not None
    what = "Read the minutes before they are approved" if is_ready else "Get the minutes ready"
    return Duty(
        key=f"minutes:{minutes.id}",
        person_id=actor.person_id,
        sentence=f"{what}: {meeting.body.name}, meeting {meeting.number}",
        endpoint="governance.show_minutes",
        arguments={"meeting_id": meeting.id},
        since=minutes.ready_at or minutes.drafted_at,
    )


def actions_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """Actions that are due within two weeks, or late."""
    if not actor.may(Permission.GOVERNANCE_READ):
        return ()
    due = select(Action).where(
        Action.owner_id == actor.person_id,
        Action.stage.in_(OWED),
        Action.due_on <= (at + AHEAD).date(),
    )
    return [
        Duty(
            key=f"action:{one.id}",
            person_id=actor.person_id,
            sentence=f"Do and report: {one.title}",
            endpoint="governance.show_action",
            arguments={"action_id": one.id},
            due_at=datetime.combine(one.due_on + timedelta(days=1), time(tzinfo=UTC)),
            since=one.assigned_at,
        )
        for one in db.session.scalars(due.order_by(Action.due_on, Action.id))
    ]
