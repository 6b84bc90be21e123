"""Meetings: called with notice, opened with a frozen roll, held with a live quorum, adjourned."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.audit.queries import history_of
from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import ItemStage, Manner, MeetingStage
from app.governance.models import Meeting, Seat
from app.governance.queries import agendas as agenda_queries
from app.governance.queries import bodies as body_queries
from app.governance.queries import meetings as queries
from app.governance.services import agendas, attendance, bodies, meetings
from app.governance.services.attendance import Arrival
from app.governance.translate.meetings import quorum_at
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from tests.factories.governance import a_body, a_member, a_seat, a_secretary
from tests.factories.meetings import (
    a_called_meeting,
    a_full_body,
    a_meeting,
    a_motion,
    an_item,
    an_open_meeting,
    meeting_facts,
    member_of,
    seat_of,
)

pytestmark = pytest.mark.usefixtures("session")
MONDAY = datetime(2026, 11, 30, 14, tzinfo=UTC)


def kinds(meeting: Meeting) -> list[EventKind]:
    return [one.kind for one in queries.events_of(meeting.id)]


def test_meetings_of_a_body_are_numbered():
    body = a_full_body()
    assert [a_meeting(body).number for _ in range(3)] == [1, 2, 3]


def test_only_the_chair_or_a_secretary_plans():
    body = a_full_body()
    seats = body_queries.get(body.id).seats
    chair, member = (actor_of(db.session.get(Person, one.holder_id)) for one in seats[:2])
    assert a_meeting(body, by=chair).stage is MeetingStage.PLANNED
    with pytest.raises(Forbidden, match="chair of the body or the secretary"):
        a_meeting(body, by=member)


def test_a_meeting_is_called_with_an_agenda():
    meeting = a_meeting()
    with pytest.raises(RuleBroken, match="at least one item"):
        meetings.call_meeting(meeting, actor=a_secretary(), at=clock.now())
    an_item(meeting)
    called = meetings.call_meeting(meeting, actor=a_secretary(), at=clock.now())
    assert (called.stage, called.notice_days, called.short_notice) == (MeetingStage.CALLED, 5, "")


@pytest.mark.parametrize(
    ("called", "said", "given"),
    [
        (MONDAY - timedelta(days=7), {}, True),
        (MONDAY - timedelta(days=6), {}, False),
        (MONDAY - timedelta(days=3), {"kind": "special", "purpose": "An outage"}, False),
        (MONDAY - timedelta(days=4), {"kind": "special", "purpose": "An outage"}, True),
    ],
)
def test_too_little_notice_needs_a_reason(called, said, given):
    meeting = a_meeting(starts=MONDAY, **said)
    an_item(meeting)
    if given:
        meetings.call_meeting(meeting, actor=a_secretary(), at=called)
        assert meeting.short_notice == ""
        return
    with pytest.raises(RuleBroken, match="shorter notice"):
        meetings.call_meeting(meeting, actor=a_secretary(), at=called)
    meetings.call_meeting(meeting, actor=a_secretary(), at=called, short_notice="The line is down")
    assert meeting.short_notice == "The line is down"


def test_a_called_meeting_keeps_its_hour():
    meeting = a_called_meeting(starts=MONDAY)
    at, by = MONDAY - timedelta(days=10), a_secretary()
    moved = meeting_facts(MONDAY + timedelta(hours=1))
    with pytest.raises(RuleBroken, match="called for this day and hour"):
        meetings.change_meeting(meeting, moved, actor=by, at=at, version=meeting.version)
    elsewhere = meeting_facts(MONDAY, place="Room 4")
    meetings.change_meeting(meeting, elsewhere, actor=by, at=at, version=meeting.version)
    assert meeting.place == "Room 4"
    db.session.flush()
    with pytest.raises(Conflict):
        meetings.change_meeting(meeting, elsewhere, actor=by, at=at, version=1)


def test_the_agenda_of_a_special_meeting_stays_as_called():
    meeting = a_called_meeting(kind="special", purpose="An outage")
    with pytest.raises(RuleBroken, match="nothing else"):
        an_item(meeting)


def test_opening_freezes_the_roll_and_says_who_is_there():
    body = a_full_body(3)
    absent = db.session.get(Person, body_queries.get(body.id).seats[2].holder_id)
    meeting = an_open_meeting(body, absent=(absent,))
    assert kinds(meeting) == [EventKind.OPENED, EventKind.QUORUM_REACHED]
    opened = queries.events_of(meeting.id)[0].said
    assert absent.name in opened["absent"]
    assert meeting.presiding_id == meeting.seats[0].holder_id
    bodies.unseat(db.session.get(Seat, meeting.seats[1].seat_id))
    db.session.flush()
    assert quorum_at(queries.get(meeting.id), clock.now()).quorum.have == 2


def test_the_quorum_follows_who_comes_and_goes():
    meeting = an_open_meeting(a_full_body(3))
    now, by = clock.now(), a_secretary()
    first, second = meeting.attendances[:2]
    attendance.depart(meeting, first.id, actor=by, at=now)
    assert quorum_at(queries.get(meeting.id), now).has_quorum
    attendance.depart(meeting, second.id, actor=by, at=now)
    assert not quorum_at(queries.get(meeting.id), now).has_quorum
    attendance.arrive(meeting, Arrival(first.seat_id, Manner.REMOTE), actor=by, at=now)
    assert quorum_at(queries.get(meeting.id), now).has_quorum
    assert kinds(meeting)[2:] == [
        EventKind.DEPARTED,
        EventKind.DEPARTED,
        EventKind.QUORUM_LOST,
        EventKind.ARRIVED,
        EventKind.QUORUM_REACHED,
    ]
    with pytest.raises(RuleBroken, match="present already"):
        attendance.arrive(meeting, Arrival(first.seat_id), actor=by, at=now)
    with pytest.raises(RuleBroken, match="left already"):
        attendance.depart(meeting, second.id, actor=by, at=now)


def test_a_seat_has_one_open_span_even_past_the_service():
    meeting = an_open_meeting(a_full_body(2))
    first = meeting.attendances[0]
    again = type(first)(
        meeting_id=meeting.id,
        seat_id=first.seat_id,
        name="Twice",
        manner=Manner.REMOTE,
        arrived_at=clock.now(),
    )
    db.session.add(again)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_member_may_note_the_own_coming_and_no_other():
    body = a_full_body(3)
    meeting = an_open_meeting(body)
    now, mine, other = clock.now(), meeting.attendances[1], meeting.attendances[2]
    member = member_of(meeting, 1)
    attendance.depart(meeting, mine.id, actor=member, at=now)
    attendance.arrive(meeting, Arrival(mine.seat_id, Manner.REMOTE), actor=member, at=now)
    with pytest.raises(Forbidden, match="notes who comes and goes"):
        attendance.depart(meeting, other.id, actor=member, at=now)


def test_an_alternate_comes_in_the_holders_place():
    holder, stand_in = a_member("Dr. Quill"), a_member("Dr. Inkwell")
    body = a_body(a_member())
    seat = a_seat(body, holder, alternate=stand_in)
    meeting = an_open_meeting(body, absent=(holder,))
    arrival = Arrival(seat.id, as_alternate=True)
    span = attendance.arrive(meeting, arrival, actor=actor_of(stand_in), at=clock.now())
    assert (span.person_id, span.name) == (stand_in.id, "Dr. Inkwell")


def test_proxies_go_by_the_charter():
    meeting = an_open_meeting(a_full_body(3))
    now, by = clock.now(), a_secretary()
    gone = meeting.attendances[2]
    attendance.depart(meeting, gone.id, actor=by, at=now)
    proxied = Arrival(gone.seat_id, Manner.BY_PROXY, proxy_id=meeting.attendances[0].person_id)
    with pytest.raises(RuleBroken, match="nobody votes by proxy"):
        attendance.arrive(meeting, proxied, actor=by, at=now)


def test_a_guest_is_heard_and_not_counted():
    meeting = an_open_meeting(a_full_body(2))
    before = quorum_at(meeting, clock.now()).quorum
    attendance.welcome(meeting, "A vendor", actor=a_secretary(), at=clock.now())
    assert quorum_at(queries.get(meeting.id), clock.now()).quorum == before
    with pytest.raises(RuleBroken, match="who the guest is"):
        attendance.welcome(meeting, " ", actor=a_secretary(), at=clock.now())


def test_one_meeting_of_a_body_at_a_time():
    body = a_full_body(2)
    an_open_meeting(body)
    with pytest.raises(IntegrityError):
        an_open_meeting(body)
    db.session.rollback()


def test_a_planned_or_adjourned_meeting_is_not_opened():
    meeting = a_meeting()
    with pytest.raises(RuleBroken, match="cannot be opened"):
        meetings.open_meeting(meeting, actor=a_secretary(), at=clock.now(), present={})


def test_adjourning_sends_everyone_home_and_carries_over():
    body = a_full_body(2)
    meeting = an_open_meeting(body, items=3)
    now, by = clock.now(), a_secretary()
    done, under_way, waiting = agenda_queries.items_of(meeting.id)
    agendas.take_up(done, actor=by, at=now)
    agendas.close_item(done, actor=by, at=now, outcome="Heard.")
    agendas.take_up(under_way, actor=by, at=now)
    motion = a_motion(meeting, item_id=under_way.id)
    meetings.adjourn_meeting(meeting, actor=by, at=now)
    assert agenda_queries.get_motion(motion.id).stage == "set_aside"
    assert all(one.departed_at == now for one in queries.get(meeting.id).attendances)
    assert waiting.title in queries.events_of(meeting.id)[-1].said["undone"]
    following = a_meeting(body)
    titles = [one.title for one in agenda_queries.items_of(following.id)]
    assert titles == ["Minutes of meeting 1", under_way.title, waiting.title]
    assert agenda_queries.backlog_of(body.id, now.date()).is_empty


def test_a_canceled_meeting_gives_its_items_back():
    body = a_full_body(2)
    meeting = a_called_meeting(body, items=2)
    with pytest.raises(RuleBroken, match="Say why"):
        meetings.cancel_meeting(meeting, actor=a_secretary(), at=clock.now(), why=" ")
    meetings.cancel_meeting(meeting, actor=a_secretary(), at=clock.now(), why="A storm")
    assert len(agenda_queries.items_of(a_meeting(body).id)) == 2


def test_what_happens_leaves_a_history():
    meeting = an_open_meeting(a_full_body(2))
    db.session.commit()
    assert history_of("governance_meeting", meeting.id)
    assert history_of("governance_attendance", meeting.attendances[0].id)


def test_absent_seats_lose_and_regain_the_vote_where_the_charter_says():
    body = a_full_body(3)
    body.charter.missed_to_suspend, body.charter.attended_to_restore = 3, 2
    db.session.commit()
    away = db.session.get(Person, body_queries.get(body.id).seats[2].holder_id)
    start, suspended = clock.now() - timedelta(days=100), []
    for number, absent in enumerate([True, True, True, True, False, False]):
        at = start + timedelta(days=number)
        meeting = an_open_meeting(body, absent=(away,) if absent else (), at=at)
        meetings.adjourn_meeting(meeting, actor=a_secretary(), at=at + timedelta(hours=1))
        db.session.commit()
        seat = next(one for one in body_queries.get(body.id).seats if one.holder_id == away.id)
        suspended.append(seat.suspended_on is not None)
    assert suspended == [False, False, True, True, True, False]


def test_a_suspended_seat_is_out_of_the_quorum():
    body = a_full_body(4)
    seat = body_queries.get(body.id).seats[3]
    seat.suspended_on = clock.today()
    db.session.commit()
    meeting = an_open_meeting(body)
    counted = quorum_at(meeting, clock.now())
    assert (counted.quorum.base, counted.quorum.have) == (3, 3)
    assert [one.is_suspended for one in meeting.seats].count(True) == 1
    with pytest.raises(RuleBroken, match="has no vote"):
        a_motion(meeting, mover_seat_id=seat.id)


def test_seat_of_the_roll_is_the_chair_first():
    meeting = an_open_meeting(a_full_body(2))
    assert seat_of(meeting) == meeting.seats[0].seat_id
    assert ItemStage.WAITING in {one.stage for one in agenda_queries.items_of(meeting.id)}
