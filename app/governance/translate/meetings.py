"""Rows of a meeting to the engine: the roll as the room stands, events, pending motions."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.engine.meetings.events import Event
from app.engine.meetings.meeting import Manner
from app.engine.meetings.motions import MotionStage, Pending
from app.engine.meetings.standing import AttendanceRule
from app.engine.voting.ballot import Rule
from app.engine.voting.roll import Attendance as Presence
from app.engine.voting.roll import Place
from app.engine.voting.tally import Tally, tally
from app.governance.facts.meetings import MeetingFacts
from app.governance.models import (
    Attendance,
    Charter,
    Meeting,
    MeetingEvent,
    MeetingSeat,
    Motion,
)
from app.governance.translate.voting import rule_of


def facts_of_meeting(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        kind=meeting.kind,
        purpose=meeting.purpose or None,
        starts_on=meeting.starts_at.date(),
        starts_time=f"{meeting.starts_at:%H:%M}",
        length=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        place=meeting.place or None,
        link=meeting.link or None,
    )


def presence_of(meeting: Meeting, seat_id: int, at: datetime) -> Attendance | None:
    """The span that covers a seat at a moment."""
    return next(
        (one for one in meeting.attendances if one.seat_id == seat_id and one.covers(at)), None
    )


def voice_of(meeting: Meeting, seat_id: int, at: datetime) -> Attendance | None:
    """Who is there to vote for a seat: an alternate only where the charter lets them."""
    span = presence_of(meeting, seat_id, at)
    return None if span and span.as_alternate and not meeting.charter.alternates else span


def room_at(meeting: Meeting, at: datetime) -> tuple[Place, ...]:
    """The roll of a meeting as it stood at a moment: who was there, remotely or by proxy too."""
    return tuple(_place(meeting, seat, at) for seat in meeting.seats)


def _place(meeting: Meeting, seat: MeetingSeat, at: datetime) -> Place:
    span = voice_of(meeting, seat.seat_id, at)
    return Place(
        key=seat.seat_id,
        group=seat.group,
        is_voting=seat.is_voting,
        is_chair=seat.is_chair,
        is_vacant=seat.holder_id is None,
        fills_quorum=seat.in_quorum,
        attendance=attendance_of(span),
    )


def attendance_of(span: Attendance | None) -> Presence:
    if span is None:
        return Presence.ABSENT
    return Presence.BY_PROXY if span.manner is Manner.BY_PROXY else Presence.PRESENT


def rule_at(meeting: Meeting) -> Rule:
    """The rule of the charter the meeting was called under."""
    return rule_of(meeting.charter)


def quorum_at(meeting: Meeting, at: datetime) -> Tally:
    """Nobody has voted: what it says of the quorum is what the room comes to at this moment."""
    return tally(rule_at(meeting), room_at(meeting, at), {})


def events_of(rows: Iterable[MeetingEvent]) -> tuple[Event, ...]:
    return tuple(Event(row.id, row.at, row.kind, row.said) for row in rows)


def before_the_body(motions: Sequence[Motion]) -> list[Motion]:
    """Motions that wait for a second or a decision, in the order they were made."""
    waiting = {MotionStage.MOVED, MotionStage.PENDING}
    return [one for one in motions if one.stage in waiting]


def pending_of(motions: Sequence[Motion]) -> tuple[Pending, ...]:
    return tuple(Pending(one.kind) for one in before_the_body(motions))


def attendance_rule_of(charter: Charter) -> AttendanceRule | None:
    if charter.missed_to_suspend is None:
        return None
    return AttendanceRule(charter.missed_to_suspend, charter.attended_to_restore or 1)
