"""Who comes and who goes, and what that does to the quorum."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import Manner
from app.engine.voting.tally import Tally
from app.governance.models import Attendance, Meeting, MeetingSeat
from app.governance.queries import meetings
from app.governance.services.happenings import in_progress, note, runs
from app.governance.translate.meetings import presence_of, quorum_at, rule_at
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Arrival:
    """The alternate comes in the holder's place; by proxy, `proxy_id` is who holds it."""

    seat_id: int
    manner: Manner = Manner.IN_THE_ROOM
    as_alternate: bool = False
    proxy_id: int | None = None


def arrive(meeting: Meeting, arrival: Arrival, *, actor: Actor, at: datetime) -> Attendance:
    """Noted by the chair or the secretary, or by the holder or alternate of the seat."""
    meeting = in_progress(meeting)
    seat, manner = _seat(meeting, arrival.seat_id), arrival.manner
    _refuse_stranger(meeting, seat, actor, at)
    person_id, name = _who_comes(seat, as_alternate=arrival.as_alternate)
    if presence_of(meeting, seat.seat_id, at):
        raise RuleBroken(f"The seat {seat.title} is present already.")
    if manner is Manner.BY_PROXY:
        person_id = _proxy(meeting, arrival.proxy_id, at)
    before = quorum_at(meeting, at)
    span = Attendance(
        meeting_id=meeting.id,
        seat_id=seat.seat_id,
        person_id=person_id,
        name=name,
        manner=manner,
        as_alternate=arrival.as_alternate,
        arrived_at=at,
    )
    db.session.add(span)
    db.session.flush()
    said = {"name": name, "seat": seat.title, "manner": manner.value}
    note(meeting, EventKind.ARRIVED, said, actor=actor, at=at)
    note_quorum(meetings.lock(meeting.id), before, actor=actor, at=at)
    return span


def welcome(meeting: Meeting, name: str, *, actor: Actor, at: datetime) -> Attendance:
    """A guest: heard, and never counted."""
    meeting = in_progress(meeting)
    if not runs(actor, meeting.body_id, at):
        raise Forbidden("Guests are welcomed by the chair of the body or the secretary.")
    if not name.strip():
        raise RuleBroken("Say who the guest is.")
    guest = Attendance(
        meeting_id=meeting.id, name=name.strip(), manner=Manner.IN_THE_ROOM, arrived_at=at
    )
    db.session.add(guest)
    db.session.flush()
    note(meeting, EventKind.ARRIVED, {"name": guest.name, "seat": ""}, actor=actor, at=at)
    return guest


def depart(meeting: Meeting, attendance_id: int, *, actor: Actor, at: datetime) -> Attendance:
    """With whoever leaves go the proxies that person holds."""
    meeting = in_progress(meeting)
    span = next((one for one in meeting.attendances if one.id == attendance_id), None)
    if span is None or span.departed_at is not None:
        raise RuleBroken("This person has left already.")
    seat = _seat(meeting, span.seat_id) if span.seat_id else None
    _refuse_stranger(meeting, seat, actor, at)
    before = quorum_at(meeting, at)
    for one in [span, *_proxies_of(meeting, span)]:
        one.departed_at = at
        title = _seat(meeting, one.seat_id).title if one.seat_id else ""
        said = {"name": one.name, "seat": title}
        note(meeting, EventKind.DEPARTED, said, actor=actor, at=at)
    note_quorum(meetings.lock(meeting.id), before, actor=actor, at=at)
    return span


def note_quorum(meeting: Meeting, before: Tally | None, *, actor: Actor, at: datetime) -> Tally:
    """Write it down when there is a quorum now and was none, or the other way round."""
    now = quorum_at(meeting, at)
    if before is None or before.has_quorum != now.has_quorum:
        kind = EventKind.QUORUM_REACHED if now.has_quorum else EventKind.QUORUM_LOST
        missing = ", ".join(now.missing_groups)
        said = {
            "have": str(now.quorum.have),
            "base": str(now.quorum.base),
            "needed": str(now.quorum.needed),
            "groups": f"No seat of these groups was there: {missing}." if missing else "",
        }
        note(meeting, kind, said, actor=actor, at=at)
    return now


def _seat(meeting: Meeting, seat_id: int | None) -> MeetingSeat:
    seat = next((one for one in meeting.seats if one.seat_id == seat_id), None)
    if seat is None:
        raise NotFound("There is no such seat on the roll of this meeting.")
    return seat


def _refuse_stranger(
    meeting: Meeting, seat: MeetingSeat | None, actor: Actor, at: datetime
) -> None:
    own = seat is not None and actor.person_id in (seat.holder_id, seat.alternate_id)
    if not own and not runs(actor, meeting.body_id, at):
        raise Forbidden("The chair or the secretary notes who comes and goes, or you for yourself.")


def _who_comes(seat: MeetingSeat, *, as_alternate: bool) -> tuple[int, str]:
    person_id, name = (
        (seat.alternate_id, seat.alternate_name)
        if as_alternate
        else (seat.holder_id, seat.holder_name)
    )
    if person_id is None or name is None:
        who = "alternate" if as_alternate else "holder"
        raise RuleBroken(f"The seat {seat.title} has no {who} today.")
    return person_id, name


def _proxy(meeting: Meeting, proxy_id: int | None, at: datetime) -> int:
    allowed = rule_at(meeting).proxies.per_holder
    if not allowed:
        raise RuleBroken("Under this charter nobody votes by proxy.")
    here = [one for one in meeting.attendances if one.covers(at)]
    in_person = {one.person_id for one in here if one.manner is not Manner.BY_PROXY}
    if proxy_id is None or proxy_id not in in_person:
        raise RuleBroken("Whoever holds a proxy must be present for a seat of their own.")
    held = [one for one in here if one.manner is Manner.BY_PROXY and one.person_id == proxy_id]
    if len(held) >= allowed:
        raise RuleBroken(f"Under this charter nobody holds more than {allowed} proxies.")
    return proxy_id


def _proxies_of(meeting: Meeting, span: Attendance) -> list[Attendance]:
    if span.manner is Manner.BY_PROXY or span.person_id is None:
        return []
    return [
        one
        for one in meeting.attendances
        if one.manner is Manner.BY_PROXY
        and one.person_id == span.person_id
        and one.departed_at is None
    ]
