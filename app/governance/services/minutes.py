"""Draft minutes from what happened, edit and read them, seal them when a later meeting approves."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.meetings.minutes import minutes_of, seal_of
from app.engine.sealing import Plain
from app.governance.models import Meeting, Minutes, MinutesReading, Motion, Statement
from app.governance.queries import meetings
from app.governance.queries import minutes as queries
from app.governance.services.happenings import note, refuse_unless_running
from app.governance.translate.meetings import events_of
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor


def draft(meeting: Meeting, *, at: datetime) -> Minutes:
    """One statement for each event, in the order things happened."""
    minutes = Minutes(meeting_id=meeting.id, drafted_at=at)
    db.session.add(minutes)
    db.session.flush()
    sentences = minutes_of(events_of(meetings.events_of(meeting.id)))
    db.session.add_all(
        Statement(
            minutes_id=minutes.id,
            position=position,
            heading=one.heading,
            text=one.text,
            event_id=one.event,
            written=one.text,
        )
        for position, one in enumerate(sentences, 1)
    )
    db.session.flush()
    return minutes


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written into a statement, or after it. `version` is that of the minutes."""

    statement_id: int
    version: int
    text: str = ""


def edit_statement(minutes: Minutes, wording: Wording, *, actor: Actor, at: datetime) -> Statement:
    """The sentence changes; the event it tells of and how it was first written stay beside it.

    As after every change, the minutes have to be called ready anew.
    """
    minutes = _editable(minutes, actor, at, wording.version)
    statement = _statement(minutes, wording.statement_id)
    if not wording.text.strip():
        raise RuleBroken("A statement cannot be empty.")
    statement.text = wording.text.strip()
    minutes.edited_at, minutes.ready_at = at, None
    return statement


def add_statement(minutes: Minutes, wording: Wording, *, actor: Actor, at: datetime) -> Statement:
    """A sentence of the secretary's own, which tells of no event and says so."""
    minutes = _editable(minutes, actor, at, wording.version)
    before = _statement(minutes, wording.statement_id)
    if not wording.text.strip():
        raise RuleBroken("A statement cannot be empty.")
    for one in minutes.statements:
        if one.position > before.position:
            one.position += 1
    own = Statement(
        minutes_id=minutes.id,
        position=before.position + 1,
        heading=before.heading,
        text=wording.text.strip(),
    )
    db.session.add(own)
    db.session.flush()
    minutes.edited_at, minutes.ready_at = at, None
    return own


def remove_statement(minutes: Minutes, wording: Wording, *, actor: Actor, at: datetime) -> None:
    """Only a sentence of one's own: what happened cannot be left out."""
    minutes = _editable(minutes, actor, at, wording.version)
    statement = _statement(minutes, wording.statement_id)
    if statement.event_id is not None:
        raise RuleBroken("This tells of something that happened. Change its words instead.")
    db.session.delete(statement)
    minutes.edited_at, minutes.ready_at = at, None


def get_ready(minutes: Minutes, *, actor: Actor, at: datetime, version: int) -> Minutes:
    """From now on whoever sits on the body is asked to read them."""
    minutes = _editable(minutes, actor, at, version)
    if minutes.ready_at is not None:
        raise RuleBroken("These minutes are ready already.")
    minutes.ready_at = at
    return minutes


def note_read(minutes: Minutes, *, actor: Actor, at: datetime) -> None:
    """A receipt; of minutes that were changed since, it is given again."""
    minutes = queries.lock(minutes.id)
    if not meetings.sits_on(actor.person_id, [minutes.meeting.body_id]):
        raise Forbidden("Whoever sits on the body says that they have read its minutes.")
    if minutes.ready_at is None or minutes.approved_at is not None:
        raise RuleBroken("These minutes do not wait to be read.")
    reading = queries.reading_of(minutes.id, actor.person_id) or MinutesReading(
        minutes_id=minutes.id, person_id=actor.person_id
    )
    reading.read_at = at
    db.session.add(reading)
    db.session.flush()


def approve(minutes: Minutes, motion: Motion, *, actor: Actor, at: datetime) -> Minutes:
    """In the transaction that carries the motion; from here on nobody can change a word."""
    minutes = queries.lock(minutes.id)
    if minutes.approved_at is not None:
        raise RuleBroken("These minutes were approved already.")
    if minutes.meeting_id == motion.meeting_id:
        raise RuleBroken("Minutes are approved at a later meeting.")
    db.session.flush()
    minutes.approved_at, minutes.approved_by_id = at, motion.id
    minutes.seal = seal_now(minutes, motion)
    db.session.flush()
    said = {
        "of": str(minutes.meeting.number),
        "on": f"{minutes.meeting.starts_at:%Y-%m-%d}",
        "number": str(motion.number),
    }
    note(meetings.get(motion.meeting_id), EventKind.MINUTES_APPROVED, said, actor=actor, at=at)
    return minutes


def seal_now(minutes: Minutes, motion: Motion) -> str:
    """What the seal of these statements comes to; the stored one must be the same."""
    heading: dict[str, Plain] = {
        "body": minutes.meeting.body_id,
        "meeting": minutes.meeting.number,
        "motion": motion.number,
        "approved_at_meeting": motion.meeting_id,
    }
    statements: list[dict[str, Plain]] = [
        {
            "position": one.position,
            "heading": one.heading,
            "text": one.text,
            "event": one.event_id,
            "written": one.written,
        }
        for one in minutes.statements
    ]
    return seal_of(heading, statements)


def is_intact(minutes: Minutes) -> bool:
    """Whether approved minutes still are what was sealed."""
    if minutes.approved_by_id is None:
        return False
    motion = db.session.get_one(Motion, minutes.approved_by_id)
    return minutes.seal == seal_now(minutes, motion)


def _editable(minutes: Minutes, actor: Actor, at: datetime, version: int) -> Minutes:
    minutes = queries.lock(minutes.id)
    refuse_unless_running(actor, minutes.meeting.body_id, at)
    if minutes.approved_at is not None:
        raise RuleBroken("These minutes were approved and are sealed. Nobody can change them.")
    if minutes.version != version:
        raise Conflict("Someone else changed these minutes after you opened them.")
    return minutes


def _statement(minutes: Minutes, statement_id: int) -> Statement:
    found = next((one for one in minutes.statements if one.id == statement_id), None)
    if found is None:
        raise NotFound("There is no such statement in these minutes.")
    return found
