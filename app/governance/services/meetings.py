"""Plan, call, open, adjourn and cancel a meeting."""

from collections.abc import Mapping
from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import ItemStage, Manner, MeetingMove, MeetingStage
from app.engine.meetings.motions import MotionStage
from app.engine.meetings.notice import Notice, notice
from app.governance.facts.meetings import MeetingFacts
from app.governance.models import Attendance, Body, Meeting, MeetingSeat
from app.governance.queries import agendas, ballots, bodies
from app.governance.queries import meetings as queries
from app.governance.services import agendas as items
from app.governance.services import invitations, minutes, standing
from app.governance.services.attendance import bring_proxies, note_quorum
from app.governance.services.happenings import held, moved, note, refuse_unless_running
from app.governance.translate.meetings import before_the_body
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.permissions import Actor


def plan_meeting(body: Body, facts: MeetingFacts, *, actor: Actor, at: datetime) -> Meeting:
    """What was not done, and minutes not yet approved, come onto its agenda by themselves."""
    refuse_unless_running(actor, body.id, at)
    meeting = Meeting(
        body_id=body.id,
        charter_id=body.charter.id,
        number=queries.next_number(body.id),
        stage=MeetingStage.PLANNED,
    )
    _say(meeting, facts)
    db.session.add(meeting)
    db.session.flush()
    meeting = queries.lock(meeting.id)
    items.carry_over(meeting, day=at.date())
    return meeting


def change_meeting(
    meeting: Meeting, facts: MeetingFacts, *, actor: Actor, at: datetime, version: int
) -> Meeting:
    """Once it is called, its day and hour stay: people have planned for them.

    Whoever was asked to it is told when it ends earlier or later, or is held elsewhere.
    """
    meeting = held(meeting, MeetingMove.CHANGE, actor=actor, at=at)
    if meeting.version != version:
        raise Conflict("Someone else changed this after you opened it.")
    when = (facts.starts_at, facts.kind)
    if meeting.stage is MeetingStage.CALLED and when != (meeting.starts_at, meeting.kind):
        raise RuleBroken(
            "The meeting was called for this day and hour. Cancel it and call another instead."
        )
    before = _when_and_where(meeting)
    _say(meeting, facts)
    if meeting.stage is MeetingStage.CALLED and _when_and_where(meeting) != before:
        meeting.sequence += 1
        invitations.invite(meeting, at=at)
    return meeting


def _when_and_where(meeting: Meeting) -> tuple[datetime, datetime, str, str]:
    return meeting.starts_at, meeting.ends_at, meeting.place, meeting.link


def notice_if_called(meeting: Meeting, at: datetime) -> Notice:
    charter = meeting.charter
    special = meeting.kind == "special"
    needed = charter.special_notice_days if special else charter.notice_days
    return notice(at.date(), meeting.starts_at.date(), needed)


def call_meeting(
    meeting: Meeting, *, actor: Actor, at: datetime, short_notice: str = ""
) -> Meeting:
    """From now on it stands in everybody's calendar: they are asked to it by mail.

    Too little notice needs a reason.
    """
    meeting = held(meeting, MeetingMove.CALL, actor=actor, at=at)
    if meeting.starts_at <= at:
        raise RuleBroken("This meeting would have begun already. Choose a day that lies ahead.")
    if not agendas.items_of(meeting.id):
        raise RuleBroken("A meeting is called with its agenda. Add at least one item.")
    given = notice_if_called(meeting, at)
    if not given.is_enough and not short_notice.strip():
        raise RuleBroken(f"{given.sentence} Say why it is called at shorter notice.")
    meeting.charter_id = bodies.charter_in_force(meeting.body_id).id
    meeting.stage = moved(meeting.stage, MeetingMove.CALL)
    meeting.called_at, meeting.notice_days = at, given.needed
    meeting.short_notice = "" if given.is_enough else short_notice.strip()
    invitations.invite(meeting, at=at)
    return meeting


def cancel_meeting(meeting: Meeting, *, actor: Actor, at: datetime, why: str) -> Meeting:
    """What stood on its agenda goes back to the backlog; whoever was asked to it is told."""
    meeting = held(meeting, MeetingMove.CANCEL, actor=actor, at=at)
    if not why.strip():
        raise RuleBroken("Say why the meeting does not take place.")
    meeting.stage = moved(meeting.stage, MeetingMove.CANCEL)
    meeting.canceled_why = why.strip()
    if meeting.called_at is not None:
        meeting.sequence += 1
        invitations.call_off(meeting, at=at)
    return meeting


def open_meeting(
    meeting: Meeting, *, actor: Actor, at: datetime, present: Mapping[int, Manner]
) -> Meeting:
    """Freeze the roll and note who is there; the chair presides, or else whoever opens it."""
    meeting = held(meeting, MeetingMove.OPEN, actor=actor, at=at)
    body = bodies.get(meeting.body_id)
    meeting.stage = moved(meeting.stage, MeetingMove.OPEN)
    meeting.opened_at, meeting.secretary_id = at, actor.person_id
    seats = _freeze_roll(meeting, body, at)
    for seat in seats:
        if seat.holder_id is not None and (manner := present.get(seat.seat_id)):
            db.session.add(_span(meeting, seat, manner, at))
    chair = next((one for one in seats if one.is_chair and one.seat_id in present), None)
    meeting.presiding_id = (chair.holder_id if chair else None) or actor.person_id
    db.session.flush()
    meeting = queries.lock(meeting.id)
    note(meeting, EventKind.OPENED, _opening(meeting, present, actor), actor=actor, at=at)
    if meeting.short_notice:
        said = {"what": f"the notice the charter asks for, because {meeting.short_notice}"}
        note(meeting, EventKind.WAIVED, said, actor=actor, at=at)
    bring_proxies(meeting, actor=actor, at=at)
    note_quorum(meeting, None, actor=actor, at=at)
    return meeting


def adjourn_meeting(meeting: Meeting, *, actor: Actor, at: datetime) -> Meeting:
    """Whoever is there leaves, what is open is carried over, the minutes are drafted."""
    meeting = held(meeting, MeetingMove.ADJOURN, actor=actor, at=at)
    if ballots.open_at(meeting.id):
        raise RuleBroken("A ballot is open in this meeting. Close it, then adjourn.")
    for motion in before_the_body(agendas.motions_of(meeting.id)):
        motion.stage, motion.decided_at = MotionStage.SET_ASIDE, at
    undone = []
    for item in agendas.items_of(meeting.id):
        if item.stage is ItemStage.UNDER_WAY:
            item.stage = ItemStage.DEFERRED
        if item.stage is ItemStage.WAITING:
            undone.append(item.title)
    for span in meeting.attendances:
        if span.departed_at is None:
            span.departed_at = at
    meeting.stage = moved(meeting.stage, MeetingMove.ADJOURN)
    meeting.adjourned_at = at
    said = {"undone": "; ".join(undone)}
    note(meeting, EventKind.ADJOURNED, said, actor=actor, at=at)
    minutes.draft(meeting, at=at)
    standing.review(meeting.body_id, on=at.date())
    return meeting


def _say(meeting: Meeting, facts: MeetingFacts) -> None:
    meeting.kind, meeting.purpose = facts.kind, facts.purpose or ""
    meeting.starts_at, meeting.ends_at = facts.starts_at, facts.ends_at
    meeting.place, meeting.link = facts.place or "", facts.link or ""


def _freeze_roll(meeting: Meeting, body: Body, at: datetime) -> list[MeetingSeat]:
    seats = []
    for seat in body.seats:
        filled = seat.is_filled(at.date())
        alternate = seat.alternate if filled else None
        seats.append(
            MeetingSeat(
                meeting_id=meeting.id,
                seat_id=seat.id,
                title=seat.title,
                constituency=seat.constituency,
                group=seat.group,
                is_voting=seat.votes_now,
                is_chair=seat.is_chair,
                in_quorum=seat.in_quorum,
                is_suspended=seat.is_voting and seat.suspended_on is not None,
                holder_id=seat.holder_id if filled else None,
                holder_name=seat.holder.name if filled and seat.holder else None,
                alternate_id=alternate.id if alternate else None,
                alternate_name=alternate.name if alternate else None,
            )
        )
    db.session.add_all(seats)
    return seats


def _span(meeting: Meeting, seat: MeetingSeat, manner: Manner, at: datetime) -> Attendance:
    return Attendance(
        meeting_id=meeting.id,
        seat_id=seat.seat_id,
        person_id=seat.holder_id,
        name=seat.holder_name or "",
        manner=manner,
        as_alternate=False,
        arrived_at=at,
    )


def _opening(meeting: Meeting, present: Mapping[int, Manner], actor: Actor) -> dict[str, str]:
    there: list[str] = []
    away: list[str] = []
    for seat in meeting.seats:
        if seat.holder_name is None:
            continue
        manner = present.get(seat.seat_id)
        how = ", remotely" if manner is Manner.REMOTE else ""
        named = f"{seat.holder_name} ({seat.title}{how})"
        (there if manner else away).append(named if manner else seat.holder_name)
    presiding = meeting.presiding.name if meeting.presiding else actor.name
    assert meeting.called_at is not None
    return {
        "body": meeting.body.name,
        "number": str(meeting.number),
        "kind": meeting.kind.value,
        "presiding": presiding,
        "secretary": actor.name,
        "notice": notice_if_called(meeting, meeting.called_at).sentence,
        "present": ", ".join(there) or "nobody",
        "absent": ", ".join(away) or "nobody",
    }
