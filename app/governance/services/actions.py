"""Hand out actions and report on them."""

from datetime import datetime

from app.accounts.queries import get_person
from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import OWED, ActionStage
from app.governance.facts.meetings import ActionFacts
from app.governance.models import Action, Meeting
from app.governance.queries import agendas
from app.governance.services.happenings import in_progress, note, refuse_unless_running, runs
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor


def assign(
    meeting: Meeting, facts: ActionFacts, *, owner_id: int, actor: Actor, at: datetime
) -> Action:
    """At a meeting; it stands in the minutes and in the owner's duties."""
    meeting = in_progress(meeting)
    refuse_unless_running(actor, meeting.body_id, at)
    owner = get_person(owner_id)
    if not owner.active:
        raise RuleBroken(f"{owner.name} can no longer sign in, so nobody would do it.")
    if facts.due_on < at.date():
        raise RuleBroken("Choose a day that lies ahead.")
    action = Action(
        body_id=meeting.body_id,
        meeting_id=meeting.id,
        title=facts.title,
        owner_id=owner.id,
        due_on=facts.due_on,
        stage=ActionStage.OPEN,
        assigned_at=at,
    )
    db.session.add(action)
    db.session.flush()
    said = {"owner": owner.name, "due": facts.due_on.isoformat(), "title": facts.title}
    note(meeting, EventKind.ACTION_ASSIGNED, said, actor=actor, at=at)
    return action


def report(
    action: Action, stage: ActionStage, *, actor: Actor, at: datetime, seen: tuple[int, str]
) -> Action:
    """By its owner, or the chair or secretary; `seen` is the version, and what is reported."""
    action = agendas.get_action(action.id)
    if actor.person_id != action.owner_id and not runs(actor, action.body_id, at):
        raise Forbidden("The owner of an action reports on it, or the chair or the secretary.")
    version, text = seen
    if action.version != version:
        raise Conflict("Someone else changed this after you opened it.")
    if action.stage not in OWED:
        raise RuleBroken("This action is closed.")
    if stage in {ActionStage.BLOCKED, ActionStage.CANCELED} and not text.strip():
        raise RuleBroken("Say why.")
    action.stage, action.report = stage, text.strip()
    action.closed_at = None if stage in OWED else at
    return action
