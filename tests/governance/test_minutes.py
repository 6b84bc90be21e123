"""A scripted meeting, and the minutes it writes; edited, approved by a motion, sealed for good."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.meetings.meeting import ItemKind, Manner
from app.engine.meetings.motions import Method, MotionKind
from app.governance.facts.meetings import ActionFacts
from app.governance.models import Body
from app.governance.queries import agendas as agenda_queries
from app.governance.queries import bodies
from app.governance.queries import meetings as meeting_queries
from app.governance.queries import minutes as queries
from app.governance.services import actions, agendas, attendance, meetings, minutes, motions
from app.governance.services.agendas import About
from app.governance.services.attendance import Arrival
from app.governance.services.minutes import Wording
from app.governance.services.motions import Count
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_seat
from tests.factories.meetings import a_meeting, a_motion, an_item, seat_of

pytestmark = pytest.mark.usefixtures("session")
START = datetime(2026, 11, 30, 14, tzinfo=UTC)
AMENDED = "We keep one viewer, from May."
EXPECTED = """
Opening
  Meeting 1 of the Steering Committee, a regular meeting, was opened at 14:00 UTC with Dr. Aldo in the chair. Joan kept the minutes. Notice was given 14 working days ahead; the charter asks for 5 working days. Present: Dr. Aldo (Chair), Dr. Bly (Cardiology), Cora (Finance, remotely). Absent: Dan.
  3 of 4 seats were present and 3 were needed: there was a quorum.
  The consent agenda was adopted without objection: Dates of next year.
2. One viewer
  Cora introduced the item.
  Motion 1, a main motion, moved by Dr. Aldo: “We keep one viewer.”
  Motion 1 was seconded by Dr. Bly.
  14:10 UTC: Dan (Pathology) joined.
  Motion 2, to amend the wording on motion 1, moved by Dan: “We keep one viewer, from May.”
  Motion 2 was seconded by Cora.
  Motion 2 carried on a show of hands: 3 for, 1 against, 0 abstained; 3 were needed.
  As amended by motion 2, motion 1 reads: “We keep one viewer, from May.”
  Motion 1 carried without objection.
  Action: Cora, by 2026-12-15: Tell the departments.
  Dermatology asked for training first.
  The item was closed.
Between items
  14:30 UTC: Dr. Bly (Cardiology) left.
  14:31 UTC: Cora (Finance) left.
  2 of 4 seats were present and 3 were needed: there was no quorum and no vote could be taken.
Close
  The meeting was adjourned at 14:40 UTC. Not reached and carried over: Storage costs.
""".strip()  # noqa: E501 (minutes are long sentences)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@pytest.fixture
def joan():
    return actor_of(a_person(Role.SECRETARY, name="Joan"))


@pytest.fixture
def body() -> Body:
    body = a_body()
    body.name = "Steering Committee"
    people = [a_member(name) for name in ("Dr. Aldo", "Dr. Bly", "Cora", "Dan")]
    for number, title in enumerate(("Chair", "Cardiology", "Finance", "Pathology")):
        a_seat(body, people[number], title=title, is_chair=not number)
    db.session.commit()
    return body


@pytest.fixture
def held(body, joan):
    """The meeting of the script, adjourned."""
    seats = [one.id for one in meeting_seats(body)]
    meeting, viewer = called(body, joan)
    chair, cardiology, finance, _ = seats
    present = {chair: Manner.IN_THE_ROOM, cardiology: Manner.IN_THE_ROOM, finance: Manner.REMOTE}
    meetings.open_meeting(meeting, actor=joan, at=at(0), present=present)
    agendas.adopt_consent(meeting, actor=joan, at=at(2))
    agendas.take_up(viewer, actor=joan, at=at(3))
    deliberate(meeting, viewer, seats, joan)
    due = ActionFacts(title="Tell the departments", due_on=date(2026, 12, 15))
    actions.assign(meeting, due, owner_id=viewer.owner_id, actor=joan, at=at(15))
    agendas.remark(meeting, "Dermatology asked for training first", actor=joan, at=at(16))
    agendas.close_item(viewer, actor=joan, at=at(17))
    for minute, seat_id in ((30, cardiology), (31, finance)):
        spans = meeting_queries.get(meeting.id).attendances
        span = next(one for one in spans if one.seat_id == seat_id)
        attendance.depart(meeting, span.id, actor=joan, at=at(minute))
    meetings.adjourn_meeting(meeting, actor=joan, at=at(40))
    db.session.commit()
    return meeting


def called(body, joan):
    meeting = a_meeting(body, starts=START, by=joan)
    cora = meeting_seats(body)[2].holder_id
    an_item(meeting, by=joan, title="Dates of next year", is_consent=True)
    viewer = an_item(meeting, by=joan, title="One viewer", about=About(owner_id=cora))
    an_item(meeting, by=joan, title="Storage costs")
    meetings.call_meeting(meeting, actor=joan, at=START - timedelta(days=20))
    return meeting, viewer


def deliberate(meeting, viewer, seats, joan):
    """A motion, one who comes late, an amendment carried by hands, then consent."""
    chair, cardiology, finance, pathology = seats
    said = {"item_id": viewer.id, "by": joan, "seconded": False}
    words = "We keep one viewer."
    main = a_motion(meeting, text=words, at=at(4), mover_seat_id=chair, **said)
    motions.second(main, cardiology, actor=joan, at=at(5))
    attendance.arrive(meeting, Arrival(pathology), actor=joan, at=at(10))
    kind = MotionKind.AMEND
    amendment = a_motion(meeting, kind, text=AMENDED, at=at(11), mover_seat_id=pathology, **said)
    motions.second(amendment, finance, actor=joan, at=at(12))
    motions.decide(amendment, Count(Method.SHOW_OF_HANDS, 3, 1), actor=joan, at=at(13))
    motions.decide(main, Count(Method.CONSENT), actor=joan, at=at(14))


def meeting_seats(body):
    by_title = {one.title: one for one in bodies.get(body.id).seats}
    return [by_title[title] for title in ("Chair", "Cardiology", "Finance", "Pathology")]


def as_text(found) -> str:
    lines, heading = [], ""
    for one in found.statements:
        if one.heading != heading:
            heading = one.heading
            lines.append(heading)
        lines.append(f"  {one.text}")
    return "\n".join(lines)


def test_a_scripted_meeting_writes_the_expected_minutes(held):
    found = queries.of_meeting(held.id)
    assert as_text(found) == EXPECTED
    events = {one.id for one in meeting_queries.events_of(held.id)}
    assert [one.event_id for one in found.statements] == sorted(events)


def test_the_secretary_edits_and_what_was_first_written_stays(held, joan):
    found = queries.of_meeting(held.id)
    first = found.statements[0]
    told = first.text
    wording = Wording(first.id, found.version, "The meeting began at two.")
    minutes.edit_statement(found, wording, actor=joan, at=at(60))
    db.session.commit()
    found = queries.of_meeting(held.id)
    assert found.statements[0].text == "The meeting began at two."
    assert found.statements[0].written == told
    assert found.statements[0].is_edited
    with pytest.raises(Conflict):
        minutes.edit_statement(found, wording, actor=joan, at=at(61))


def test_an_own_sentence_is_added_and_removed_and_an_event_is_not(held, joan):
    found = queries.of_meeting(held.id)
    count = len(found.statements)
    wording = Wording(found.statements[0].id, found.version, "Coffee was served.")
    own = minutes.add_statement(found, wording, actor=joan, at=at(60))
    db.session.commit()
    found = queries.of_meeting(held.id)
    assert [one.position for one in found.statements] == list(range(1, count + 2))
    assert (found.statements[1].text, found.statements[1].event_id) == ("Coffee was served.", None)
    event = Wording(found.statements[0].id, found.version)
    with pytest.raises(RuleBroken, match="something that happened"):
        minutes.remove_statement(found, event, actor=joan, at=at(61))
    minutes.remove_statement(found, Wording(own.id, found.version), actor=joan, at=at(61))
    db.session.commit()
    assert len(queries.of_meeting(held.id).statements) == count


@pytest.mark.parametrize("act", [minutes.edit_statement, minutes.add_statement])
def test_an_empty_sentence_and_a_stranger_are_refused(held, joan, act):
    found = queries.of_meeting(held.id)
    with pytest.raises(RuleBroken, match="cannot be empty"):
        act(found, Wording(found.statements[0].id, found.version, " "), actor=joan, at=at(60))
    stranger = actor_of(a_member())
    with pytest.raises(Forbidden):
        act(found, Wording(found.statements[0].id, found.version, "x"), actor=stranger, at=at(60))


@pytest.fixture
def approved(held, body, joan):
    """Approved at the next meeting, by a motion on the item that came by itself."""
    following = a_meeting(body, starts=START + timedelta(days=30), by=joan)
    item = agenda_queries.items_of(following.id)[0]
    assert (item.kind, item.minutes_of_id) == (ItemKind.MINUTES, held.id)
    meetings.call_meeting(following, actor=joan, at=START + timedelta(days=10))
    seats = {one.id: Manner.IN_THE_ROOM for one in meeting_seats(body)}
    then = START + timedelta(days=30)
    meetings.open_meeting(following, actor=joan, at=then, present=seats)
    agendas.take_up(item, actor=joan, at=then)
    following = meeting_queries.get(following.id)
    said = {"item_id": item.id, "at": then, "by": joan, "mover_seat_id": seat_of(following)}
    motion = a_motion(following, text="The minutes are approved.", **said)
    motions.decide(motion, Count(Method.CONSENT), actor=joan, at=then)
    db.session.commit()
    return queries.of_meeting(held.id)


def test_a_motion_of_the_next_meeting_seals_them(approved, joan):
    assert approved.approved_at is not None
    assert len(approved.seal) == 64
    assert minutes.is_intact(approved)
    said = [one.kind for one in meeting_queries.events_of(approved.approved_by.meeting_id)]
    assert "minutes_approved" in said


@pytest.mark.parametrize(
    "act", [minutes.edit_statement, minutes.add_statement, minutes.remove_statement]
)
def test_sealed_minutes_refuse_every_service(approved, joan, act):
    wording = Wording(approved.statements[0].id, approved.version, "Otherwise")
    with pytest.raises(RuleBroken, match="sealed"):
        act(approved, wording, actor=joan, at=START + timedelta(days=31))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_minutes SET approved_at = NULL",
        "UPDATE governance_minutes SET seal = 'x'",
        "DELETE FROM governance_minutes",
        "UPDATE governance_statement SET text = 'x'",
        "DELETE FROM governance_statement",
        (
            "INSERT INTO governance_statement (minutes_id, position, heading, text) "
            "SELECT id, 99, 'x', 'x' FROM governance_minutes"
        ),
    ],
)
def test_the_database_refuses_to_change_sealed_minutes(approved, statement):
    with (
        pytest.raises(DatabaseError, match="approved minutes are sealed"),
        db.session.begin_nested(),
    ):
        db.session.execute(text(statement))


def test_a_changed_word_shows(approved, monkeypatch):
    with db.session.no_autoflush:
        approved.statements[0].text = "Otherwise"
        assert not minutes.is_intact(approved)
    db.session.expire_all()


def test_minutes_are_not_approved_at_their_own_meeting(held, joan):
    found = queries.of_meeting(held.id)
    assert not minutes.is_intact(found)
    own = agenda_queries.motions_of(held.id)[0]
    with pytest.raises(RuleBroken, match="at a later meeting"):
        minutes.approve(found, own, actor=joan, at=at(60))
