"""Meetings in calendars: by mail, as a file, and under a private address."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.accounts import services as accounts
from app.accounts.models import Feed, Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.models import Change
from app.governance.models import Recusal
from app.governance.queries import bodies, meetings
from app.governance.services import ballots
from app.governance.services import meetings as services
from app.governance.services.proxies import Days, give_proxy
from app.kernel import clock
from app.kernel.db import db
from app.mail import jobs
from app.mail.models import Message
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_seat, a_secret_ballot, a_secretary
from tests.factories.governance import an_open_ballot as a_ballot
from tests.factories.meetings import a_called_meeting, a_full_body, a_meeting, meeting_facts

pytestmark = pytest.mark.usefixtures("session")


def calendar_in(message):
    """The calendar part of a mail, parsed again, with the one entry in it."""
    assert message.get_content_type() == "multipart/alternative"
    words, part = message.iter_parts()
    assert (words.get_content_type(), part.get_content_type()) == ("text/plain", "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return calendar["METHOD"], event


def sent_by(post) -> dict[str, tuple[str, object]]:
    """What was sent since the last time, by address."""
    post.received.clear()
    jobs.send_due(clock.now() + timedelta(days=2))
    return {one["To"].addresses[0].addr_spec: calendar_in(one) for one in post.received}


def changed(meeting, **said):
    facts = meeting_facts(meeting.starts_at, **said)
    version = meetings.get(meeting.id).version
    services.change_meeting(meeting, facts, actor=a_secretary(), at=clock.now(), version=version)
    db.session.commit()


def test_whoever_sits_there_is_asked_by_mail(post):
    body = a_full_body(2)
    substitute = a_member()
    a_seat(body, a_member(), alternate=substitute, title="With a substitute")
    meeting = a_called_meeting(body, place="Room; 4, north", link="https://meet.example.org/x")
    asked = sent_by(post)
    holders = {seat.holder.email for seat in bodies.get(body.id).seats}
    assert asked.keys() == holders | {substitute.email}
    assert said_in(asked) == {("REQUEST", 0, "CONFIRMED")}
    for address, (_, event) in asked.items():
        assert event["ATTENDEE"] == f"mailto:{address}"
        assert event["ORGANIZER"] == "mailto:isocenter@example.org"
        times = event.decoded("DTSTART"), event.decoded("DTEND")
        assert times == (meeting.starts_at, meeting.ends_at)
        assert str(event["LOCATION"]) == "Room; 4, north"
        assert event["URL"].endswith(f"/governance/meetings/{meeting.id}")
    assert asked[substitute.email][1]["ATTENDEE"].params["ROLE"] == "OPT-PARTICIPANT"


def test_a_change_of_time_or_place_and_calling_off_are_told_under_one_uid(post):
    meeting = a_called_meeting(a_full_body(2), place="Room 4")
    asked = sent_by(post)
    changed(meeting, place="Room 4", purpose="More")
    assert sent_by(post) == {}, "neither time nor place has changed"
    changed(meeting, place="Room 5", length=90)
    moved = sent_by(post)
    assert said_in(moved) == {("REQUEST", 1, "CONFIRMED")}
    services.cancel_meeting(meeting, actor=a_secretary(), at=clock.now(), why="The line is down")
    db.session.commit()
    off = sent_by(post)
    assert said_in(off) == {("CANCEL", 2, "CANCELLED")}
    assert asked.keys() == moved.keys() == off.keys()
    entries = [*asked.values(), *moved.values(), *off.values()]
    assert len({str(event["UID"]) for _, event in entries}) == 1
    assert db.session.query(Message).filter(Message.calendar.is_not(None)).count() == 0


def said_in(sent):
    return {(method, event["SEQUENCE"], event["STATUS"]) for method, event in sent.values()}


def test_a_meeting_that_was_never_called_is_called_off_in_silence(post):
    meeting = a_meeting(a_full_body(2))
    services.cancel_meeting(meeting, actor=a_secretary(), at=clock.now(), why="Nobody can come")
    db.session.commit()
    assert sent_by(post) == {}


def test_whoever_left_the_body_is_told_and_whoever_came_is_asked(post):
    body = a_full_body(2)
    meeting = a_called_meeting(body)
    sent_by(post)
    seat = next(one for one in bodies.get(body.id).seats if not one.is_chair)
    left, came = seat.holder.email, a_member()
    seat.holder_id = came.id
    db.session.commit()
    changed(meeting, place="Elsewhere")
    told = sent_by(post)
    assert (told[left][0], told[left][1]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert told[came.email][0] == "REQUEST"
    services.cancel_meeting(meeting, actor=a_secretary(), at=clock.now(), why="No room")
    db.session.commit()
    assert left not in sent_by(post)


def test_calling_again_after_a_crash_writes_no_second_invitation(post):
    body = a_full_body(3)
    meeting = a_meeting(body)
    for number in range(2):
        services.invitations.invite(meeting, at=clock.now())
        db.session.commit()
        assert len(sent_by(post)) == (3 if number == 0 else 0)


def test_a_called_meeting_is_taken_over_from_its_page(browse):
    meeting = a_called_meeting(a_full_body(2), place="Room 4")
    reader = browse(a_member())
    link = reader.get("governance.show_meeting", meeting_id=meeting.id).find(
        "a", string="Add to calendar"
    )
    answer = reader.client.get(link["href"])
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["LOCATION"]) == "Room 4"
    planned = a_meeting(a_full_body(2))
    page = reader.get("governance.show_meeting", meeting_id=planned.id)
    assert page.find("a", string="Add to calendar") is None
    reader.get("governance.download_meeting", meeting_id=planned.id, status=404)


@pytest.fixture
def followed(app):
    """The titles in the calendar of a person, as a program without a session reads it."""

    def titles(person: Person) -> list[str]:
        secret = accounts.renew_feed(person.id, at=clock.now())
        db.session.commit()
        answer = app.test_client().get(f"/governance/calendars/{secret}.ics")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        calendar = Calendar.from_ical(answer.data)
        return [str(one["SUMMARY"]) for one in calendar.walk("VEVENT")]

    return titles


def holder(body, number: int) -> Person:
    return bodies.get(body.id).seats[number].holder


def test_a_person_follows_the_meetings_of_their_bodies_and_no_others(followed):
    body, other = a_full_body(2), a_full_body(2)
    called = a_called_meeting(body)
    a_meeting(body, starts=clock.now() + timedelta(days=50))
    a_called_meeting(other)
    off = a_called_meeting(body, starts=clock.now() + timedelta(days=30))
    services.cancel_meeting(off, actor=a_secretary(), at=clock.now(), why="No room")
    title = f"{body.name}, meeting "
    assert followed(holder(body, 1)) == [f"{title}{called.number}", f"{title}{off.number}"]
    assert followed(a_person(Role.MEMBER)) == []
    assert followed(a_person(Role.SECRETARY)) == [], "a secretary runs them and sits on none"


def test_meetings_leave_the_calendar_with_the_term(followed):
    body = a_full_body(2)
    a_called_meeting(body)
    seat, today = bodies.get(body.id).seats[1], clock.today()
    person = seat.holder
    seat.term_starts_on, seat.term_ends_on = today - timedelta(9), today - timedelta(1)
    db.session.commit()
    assert followed(person) == []


def test_ends_of_ballots_are_shown_to_who_may_vote_and_nothing_of_the_vote_is(followed, app):
    voter, observer, stranger = a_member(), a_member(), a_member()
    body = a_body(voter, chair=a_member())
    a_seat(body, observer, is_voting=False, role="observer")
    title = "Vote ends: One viewer"
    ballot = a_ballot(body)
    assert followed(voter) == [title]
    assert followed(observer) == followed(stranger) == []
    ballots.cast_vote(ballot, actor=actor_of(voter), choice="approve", at=clock.now())
    db.session.commit()
    assert followed(voter) == [title], "it may still be changed, and the calendar tells nothing"
    secret = accounts.renew_feed(voter.id, at=clock.now())
    db.session.commit()
    text = app.test_client().get(f"/governance/calendars/{secret}.ics").text
    assert "approve" not in text.lower()
    seat = next(one for one in ballot.seats if one.holder_id == voter.id)
    db.session.add(
        Recusal(ballot_id=ballot.id, seat_id=seat.seat_id, reason="Shares", recused_at=clock.now())
    )
    db.session.commit()
    assert followed(voter) == []


def test_whoever_holds_the_proxy_follows_the_ballot(followed):
    giver, taker, today = a_member(), a_member(), clock.today()
    body = a_body(giver, taker, proxies_per_holder=1)
    seat = next(one for one in bodies.get(body.id).seats if one.holder_id == giver.id)
    days = Days(today, today + timedelta(days=9))
    give_proxy(seat, holder_id=taker.id, days=days, actor=actor_of(giver), at=clock.now())
    db.session.commit()
    a_secret_ballot(body)
    assert followed(giver) == []
    assert followed(taker) == ["Vote ends: One viewer"]


def test_an_address_is_made_renewed_and_taken_back_on_the_account_page(browse, app):
    me = a_member()
    page = browse(me)

    def follow(shown) -> int:
        address = shown.select_one(".notice code").text
        return app.test_client().get(address.removeprefix("http://localhost")).status_code

    first = page.post("accounts.renew_feed", {}, status=200)
    assert follow(first) == 200
    assert "/governance/calendars/" not in page.get("accounts.show_profile").text
    second = page.post("accounts.renew_feed", {}, status=200)
    assert (follow(first), follow(second)) == (404, 200)
    secret = second.select_one(".notice code").text.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret not in str(db.session.query(Feed.digest).all())
    assert not any(secret in str(one.fields) for one in db.session.query(Change))
    page.post("accounts.end_feed", {})
    assert follow(second) == 404
    page.post("accounts.end_feed", {}, status=404)


def test_whoever_is_disabled_is_followed_no_more(app):
    me = a_member()
    secret = accounts.renew_feed(me.id, at=clock.now())
    accounts.set_active(me, active=False, actor=actor_of(a_person(Role.ADMINISTRATOR)))
    db.session.commit()
    assert app.test_client().get(f"/governance/calendars/{secret}.ics").status_code == 404


def test_a_token_opens_no_calendar_and_a_calendar_no_endpoint(app):
    me = a_member()
    token = accounts.issue_token(me.id, label="Program", today=clock.today())
    secret = accounts.renew_feed(me.id, at=clock.now())
    db.session.commit()
    client = app.test_client()
    assert client.get(f"/governance/calendars/{token}.ics").status_code == 404
    answer = client.get("/api/v1/bodies", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_calendar_costs_few_queries(app, query_budget):
    me = a_member()
    for _ in range(4):
        body = a_body(me, chair=a_member())
        a_called_meeting(body)
        a_ballot(body)
    secret = accounts.renew_feed(me.id, at=clock.now())
    db.session.commit()
    client = app.test_client()
    with query_budget(4):
        assert client.get(f"/governance/calendars/{secret}.ics").data.count(b"BEGIN:VEVENT") == 8
