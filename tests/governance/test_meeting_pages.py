"""Meetings as pages: planned, called, run and minuted through HTTP, without JavaScript."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.accounts.roles import Role
from app.governance.models import Meeting
from app.governance.queries import agendas, bodies, meetings, minutes
from app.governance.services.agendas import About
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.meetings import (
    a_called_meeting,
    a_full_body,
    a_meeting,
    a_motion,
    an_item,
    an_open_meeting,
    seat_of,
)

pytestmark = pytest.mark.usefixtures("session")


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


@pytest.fixture
def secretary(browse):
    return browse(a_person(Role.SECRETARY))


def holder_of(body, number: int) -> int:
    return bodies.get(body.id).seats[number].holder_id


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_a_meeting_from_plan_to_minutes(secretary):
    body = bodies.get(a_full_body(3).id)
    first, second = (seat.id for seat in body.seats[:2])
    holder = body.seats[0].holder_id
    meeting_id = planned_and_called(secretary, body)
    key = {"meeting_id": meeting_id}
    assert "Say who is here" in text_of(secretary.get("governance.run_meeting", **key))
    here = {f"seat-{seat_id}": "in_the_room" for seat_id in (first, second)}
    page = secretary.post("governance.open_meeting", here, **key)
    assert "2 of 3 seats are present, 2 are needed." in text_of(page, "#room")
    secretary.post("governance.adopt_consent", {}, **key)
    viewer = agendas.items_of(meeting_id)[0].id
    secretary.post("governance.take_up_item", {}, item_id=viewer)
    moved_and_carried(secretary, meeting_id, first, second)
    action = {"title": "Tell them", "owner_id": str(holder), "due_on": in_days(9)}
    secretary.post("governance.assign_action", action, **key)
    secretary.post("governance.remark_at_meeting", {"text": "All agreed"}, **key)
    secretary.post("governance.welcome_guest", {"text": "A vendor"}, **key)
    secretary.post("governance.finish_item", {"text": "Decided", "way": ""}, item_id=viewer)
    page = secretary.post("governance.adjourn_meeting", {"back": "meeting"}, **key)
    assert page.select_one("h1").text.endswith(", meeting 1")
    page = secretary.get("governance.show_minutes", **key)
    for said in (
        "Motion 1 carried on a show of hands: 2 for, 0 against, 0 abstained; 2 were needed.",
        "The consent agenda was adopted without objection: Dates.",
        f"by {in_days(9)}: Tell them.",
        "All agreed.",
        "A vendor, a guest, joined.",
        "Decided.",
    ):
        assert said in text_of(page)


def planned_and_called(secretary, body) -> int:
    plan = {"kind": "regular", "starts_on": in_days(21), "starts_time": "14:30", "length": "60"}
    page = secretary.post("governance.new_meeting", plan, body_id=body.id)
    assert "Nothing is on the agenda yet." in text_of(page)
    meeting_id = db.session.query(Meeting).one().id
    item = {"title": "One viewer", "kind": "decision", "minutes": "20", "is_consent": "no"}
    item |= {"owner_id": "", "proposal_id": ""}
    secretary.post("governance.new_item", item, meeting_id=meeting_id)
    extra = item | {"title": "Dates", "is_consent": "yes"}
    page = secretary.post("governance.new_item", extra, meeting_id=meeting_id)
    assert "40 of 60 minutes are planned." in text_of(page, "#agenda")
    secretary.post("governance.call_meeting", {}, meeting_id=meeting_id)
    return meeting_id


def moved_and_carried(secretary, meeting_id, first, second) -> None:
    words = {"kind": "main", "text": "We keep one viewer.", "mover_seat_id": str(first)}
    moved = {f"move-{name}": value for name, value in words.items()}
    page = secretary.post("governance.move_motion", moved, meeting_id=meeting_id)
    assert "We keep one viewer." in text_of(page, "#floor")
    motion = agendas.motions_of(meeting_id)[0].id
    seconded = {"second-seat_id": str(second)}
    page = secretary.post("governance.second_motion", seconded, motion_id=motion)
    assert "It needs a second, may be debated" in text_of(page, "#floor")
    hands = {"method": "show_of_hands", "votes_for": "2", "votes_against": "0", "abstained": "0"}
    decided = {f"decide-{name}": value for name, value in hands.items()}
    page = secretary.post("governance.decide_motion", decided, motion_id=motion)
    assert "No motion is before the body." in text_of(page, "#floor")


@pytest.mark.parametrize(
    ("endpoint", "budget"),
    [
        ("governance.show_meeting", 24),
        ("governance.run_meeting", 20),
    ],
)
def test_the_pages_of_a_meeting_ask_little(secretary, query_budget, endpoint, budget):
    meeting = an_open_meeting(a_full_body(5), items=6)
    owner = meeting.seats[1].holder_id
    item = an_item(meeting, about=About(owner_id=owner, proposal_id=None))
    a_motion(meeting, item_id=item.id)
    with query_budget(budget):
        secretary.get(endpoint, meeting_id=meeting.id)


def test_the_list_of_meetings(secretary, browse, query_budget):
    body = a_full_body(2)
    for _ in range(3):
        a_meeting(body)
    with query_budget(6):
        page = secretary.get("governance.list_meetings")
    assert len(page.select("table a")) == 3
    assert page.select("#plan a")
    assert not browse(a_person()).get("governance.list_meetings").select("#plan")
    body_id = body.id
    assert secretary.get("governance.list_meetings", body=body_id).h1.text.endswith(body.name)


def test_an_empty_list_says_how_it_starts(browse):
    assert "No meeting ahead" in text_of(browse(a_person()).get("governance.list_meetings"))


def test_what_is_in_the_way_is_said_and_nothing_is_lost(secretary):
    meeting = an_open_meeting(a_full_body(3))
    moved = {"move-kind": "refer", "move-text": "x", "move-mover_seat_id": str(seat_of(meeting))}
    page = secretary.post("governance.move_motion", moved, meeting_id=meeting.id)
    assert "none is before the body" in text_of(page, ".notice--bad")
    page = secretary.post("governance.adopt_consent", {}, meeting_id=meeting.id)
    assert "Nothing waits on the consent agenda." in text_of(page, ".notice--bad")


def test_too_little_notice_asks_why(secretary):
    meeting = a_meeting(starts=clock.now() + timedelta(days=1))
    an_item(meeting)
    page = secretary.get("governance.show_meeting", meeting_id=meeting.id)
    assert page.select_one("#short-notice")
    page = secretary.post(
        "governance.call_meeting", {"text": "The line is down"}, meeting_id=meeting.id
    )
    assert "at short notice: The line is down" in text_of(page)


def test_a_member_follows_and_pulls_and_does_not_run(browse):
    body = a_full_body(3)
    meeting = a_called_meeting(body)
    item = an_item(meeting, title="Dates", is_consent=True)
    member = browse(db.session.get(Person, holder_of(body, 1)))
    member.get("governance.run_meeting", status=403, meeting_id=meeting.id)
    page = member.get("governance.show_meeting", meeting_id=meeting.id)
    assert not page.select(f"a[href$='{meeting.id}/run']")
    page = member.post("governance.pull_item", {}, item_id=item.id)
    assert "Pulled off the consent agenda by" in text_of(page, "#agenda")
    stranger = browse(a_person(Role.MEMBER))
    an_item(meeting, title="More", is_consent=True)
    more = agendas.items_of(meeting.id)[-1]
    stranger.post("governance.pull_item", {}, status=403, item_id=more.id)


def test_a_member_says_to_be_here_and_gone(browse):
    body = a_full_body(3)
    meeting = an_open_meeting(body)
    person = db.session.get(Person, holder_of(body, 1))
    span = next(one for one in meeting.attendances if one.person_id == person.id)
    member = browse(person)
    key = {"meeting_id": meeting.id}
    back = {"back": "meeting"}
    member.post("governance.depart_from_meeting", back, attendance_id=span.id, **key)
    page = member.get("governance.show_meeting", **key)
    assert "I am here remotely" in text_of(page, "#room")
    said = back | {"seat_id": str(span.seat_id), "manner": "remote"}
    page = member.post("governance.arrive_at_meeting", said, **key)
    assert "I am leaving" in text_of(page, "#room")


def test_items_are_moved_edited_and_removed(secretary):
    meeting = a_meeting(a_full_body(2))
    first, second = an_item(meeting), an_item(meeting)
    secretary.post("governance.shift_item", {"way": "up"}, item_id=second.id)
    assert [one.id for one in agendas.items_of(meeting.id)] == [second.id, first.id]
    said = {"title": "New", "kind": "decision", "minutes": "5", "is_consent": "no", "owner_id": ""}
    version = {"version": str(agendas.get_item(first.id).version)}
    page = secretary.post("governance.edit_item", said | version, item_id=first.id)
    assert "New" in text_of(page, "#agenda")
    secretary.post("governance.remove_item", {}, item_id=second.id)
    assert len(agendas.items_of(meeting.id)) == 1


def test_minutes_are_edited_on_their_page(secretary, browse):
    body = a_full_body(2)
    meeting = an_open_meeting(body)
    secretary.post("governance.adjourn_meeting", {"back": "meeting"}, meeting_id=meeting.id)
    found = minutes.of_meeting(meeting.id)
    first = found.statements[0]
    said = {"version": str(found.version), "text": "We began."}
    key = {"minutes_id": found.id, "statement_id": first.id}
    page = secretary.post("governance.edit_statement", said, **key)
    assert "We began." in text_of(page)
    assert "edited; first written" in text_of(page)
    page = secretary.post("governance.edit_statement", said, status=409, **key)
    assert "Someone else changed these minutes" in text_of(page)
    viewer = browse(a_person()).get("governance.show_minutes", meeting_id=meeting.id)
    assert not viewer.select("textarea")


def test_an_action_is_reported_by_its_owner(secretary, browse):
    body = a_full_body(2)
    meeting = an_open_meeting(body)
    owner = db.session.get(Person, holder_of(body, 1))
    action = {"title": "Tell them", "owner_id": str(owner.id), "due_on": in_days(9)}
    secretary.post("governance.assign_action", action, meeting_id=meeting.id)
    (given,) = agendas.actions_from(meeting.id)
    blocked = {"version": "1", "stage": "blocked", "report": ""}
    mine = browse(owner)
    page = mine.post("governance.report_action", blocked, status=422, action_id=given.id)
    assert "Say why." in text_of(page)
    done = {"version": "1", "stage": "done", "report": "All told."}
    page = mine.post("governance.report_action", done, action_id=given.id)
    assert "All told." in text_of(page)
    assert not page.select("#reporting")
    other = browse(a_person(Role.MEMBER)).get("governance.show_action", action_id=given.id)
    assert not other.select("#reporting")


def test_a_meeting_that_is_not_there(secretary):
    for endpoint in ("show_meeting", "run_meeting", "show_minutes"):
        secretary.get(f"governance.{endpoint}", status=404, meeting_id=999)


def test_events_are_kept(secretary):
    meeting = an_open_meeting(a_full_body(2))
    assert len(meetings.events_of(meeting.id)) == 2
