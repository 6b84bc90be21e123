"""Who comes and who goes, and what that does to the quorum."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import Manner
from app.engine.voting.tally import Tally
from app.governance.models import Attendance, Meeting, MeetingSeat, Proxy
from app.governance.queries import meetings, proxies
from app.governance.services.freezing import follow_room
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
    standing = presence_of(meeting, seat.seat_id, at)
    if standing and (standing.manner is not Manner.BY_PROXY or manner is Manner.BY_PROXY):
        raise RuleBroken(f"The seat {seat.title} is present already.")
    if manner is Manner.BY_PROXY:
        person_id = _proxy(meeting, arrival.proxy_id, at)
    before = quorum_at(meeting, at)
    if standing:
        standing.departed_at = at
        db.session.flush()
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
    bring_proxies(meetings.lock(meeting.id), actor=actor, at=at)
    _settled(meeting, before, actor=actor, at=at)
    return span


def bring_proxies(meeting: Meeting, *, actor: Actor, at: datetime) -> None:
    """A seat that is away is there by proxy, as soon as whoever holds the proxy is."""
    seats = {one.seat_id: one for one in meeting.seats if one.is_voting}
    for proxy in proxies.standing_in(meeting.body_id, at.date()):
        seat = seats.get(proxy.seat_id)
        if seat is None or seat.holder_id != proxy.principal_id:
            continue
        if presence_of(meeting, seat.seat_id, at) or not _may_hold(meeting, proxy.holder_id, at):
            continue
        name = seat.holder_name or seat.title
        span = Attendance(
            seat_id=seat.seat_id,
            person_id=proxy.holder_id,
            name=name,
            manner=Manner.BY_PROXY,
            as_alternate=False,
            arrived_at=at,
        )
        meeting.attendances.append(span)
        db.session.flush()
        said = {"name": name, "seat": seat.title, "manner": Manner.BY_PROXY.value}
        note(meeting, EventKind.ARRIVED, said, actor=actor, at=at)


def let_proxy_in(meeting: Meeting, *, actor: Actor, at: datetime) -> None:
    """Given while a meeting of the body goes on: it counts there from now on."""
    before = quorum_at(meeting, at)
    bring_proxies(meeting, actor=actor, at=at)
    _settled(meeting, before, actor=actor, at=at)


def let_proxy_go(proxy: Proxy, meeting: Meeting, *, actor: Actor, at: datetime) -> None:
    """Taken back while a meeting of the body goes on: the seat is away, if nobody else came."""
    span = presence_of(meeting, proxy.seat_id, at)
    if span is None or span.manner is not Manner.BY_PROXY or span.person_id != proxy.holder_id:
        return
    before = quorum_at(meeting, at)
    span.departed_at = at
    said = {"name": span.name, "seat": _seat(meeting, span.seat_id).title}
    note(meeting, EventKind.DEPARTED, said, actor=actor, at=at)
    _settled(meeting, before, actor=actor, at=at)


def _settled(meeting: Meeting, before: Tally, *, actor: Actor, at: datetime) -> None:
    """What coming and going does: to the quorum, and to a ballot that is open in the room."""
    db.session.flush()
    meeting = meetings.lock(meeting.id)
    note_quorum(meeting, before, actor=actor, at=at)
    follow_room(meeting, at)


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
    _settled(meeting, before, actor=actor, at=at)
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
    here, held = _held_by(meeting, proxy_id, at)
    if proxy_id is None or not here:
        raise RuleBroken("Whoever holds a proxy must be present for a seat of their own.")
    if held >= allowed:
        raise RuleBroken(f"Under this charter nobody holds more than {allowed} proxies.")
    return proxy_id


def _may_hold(meeting: Meeting, person_id: int, at: datetime) -> bool:
    here, held = _held_by(meeting, person_id, at)
    return here and held < rule_at(meeting).proxies.per_holder


def _held_by(meeting: Meeting, person_id: int | None, at: datetime) -> tuple[bool, int]:
    """Whether somebody is there for a seat of their own, and how many proxies they hold there."""
    spans = [one for one in meeting.attendances if one.covers(at) and one.person_id == person_id]
    held = sum(one.manner is Manner.BY_PROXY for one in spans)
    own = [one for one in spans if one.manner is not Manner.BY_PROXY]
    return any(one.seat_id is not None and not one.as_alternate for one in own), held


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
