"""Write down what happened at a meeting, and stand guard before it happens."""

from collections.abc import Mapping
from datetime import datetime

from app.engine.lifecycle import NotNow
from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import MEETING, MeetingMove, MeetingStage
from app.governance.models import AgendaItem, Meeting, MeetingEvent, Motion
from app.governance.policy import standing
from app.governance.queries import bodies, meetings
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor

NOBODY = 0


def note(  # noqa: PLR0913 (who, when, what, and what it was about)
    meeting: Meeting,
    kind: EventKind,
    said: Mapping[str, str],
    *,
    actor: Actor | None,
    at: datetime,
    item: AgendaItem | None = None,
    motion: Motion | None = None,
) -> MeetingEvent:
    event = MeetingEvent(
        meeting_id=meeting.id,
        at=at,
        kind=kind,
        actor_id=actor.person_id if actor else None,
        item_id=item.id if item else None,
        motion_id=motion.id if motion else None,
        said=dict(said),
    )
    db.session.add(event)
    db.session.flush()
    return event


def runs(actor: Actor, body_id: int, at: datetime) -> bool:
    """Whether this person chairs the body or is a secretary."""
    chair = bodies.chair_of(body_id, at.date())
    return standing(actor, author_id=NOBODY, chair_id=chair).runs


def refuse_unless_running(actor: Actor, body_id: int, at: datetime) -> None:
    if not runs(actor, body_id, at):
        raise Forbidden("Meetings are run by the chair of the body or the secretary.")


def held(meeting: Meeting, move: MeetingMove, *, actor: Actor, at: datetime) -> Meeting:
    """The meeting locked and freshly read, for its chair or secretary, if this may happen now."""
    meeting = meetings.lock(meeting.id)
    refuse_unless_running(actor, meeting.body_id, at)
    moved(meeting.stage, move)
    return meeting


def in_progress(meeting: Meeting) -> Meeting:
    """The meeting locked and freshly read, while it is going on."""
    meeting = meetings.lock(meeting.id)
    moved(meeting.stage, MeetingMove.CONDUCT)
    return meeting


def moved(stage: MeetingStage, move: MeetingMove) -> MeetingStage:
    try:
        return MEETING.after(stage, move)
    except NotNow as refusal:
        raise RuleBroken(str(refusal)) from refusal
