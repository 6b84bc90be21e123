"""The governance clock and representation: recomputed here from the rows themselves."""

from datetime import timedelta

import pytest

from app.engine.meetings.meeting import ItemKind, ItemStage
from app.engine.voting.ballot import Choice
from app.governance.models import AgendaItem, Body, Meeting
from app.governance.queries import bodies
from app.inventory.models import Asset
from app.kernel import clock as now
from app.kernel.db import db
from app.organization.models import ServiceLine
from app.reports.content import clock, representation
from app.reports.document import Document, Letterhead
from app.reports.queries.representation import speakers
from app.reports.renderers.words import written_rows
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    a_seat,
    a_submitted_proposal,
    an_open_ballot,
    voted,
)
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department
from tests.factories.roadmap import a_roadmap

LETTERHEAD = Letterhead("Quillwater Health", "USD", 1)
TODAY = now.today()
pytestmark = pytest.mark.usefixtures("session")


def rows(document: Document, title: str) -> list[list[str]]:
    return written_rows(next(one for one in document.tables() if one.title == title))


def told(document: Document) -> str:
    return " ".join(one.text for one in document.sections[0].blocks)


def test_without_decisions_nothing_is_known_and_nothing_is_zero():
    document = clock.build(LETTERHEAD, TODAY)
    assert "No decision has been taken yet." in told(document)
    way = rows(document, "The way of a decision")
    assert {row[1] for row in way} == {"not known"}


def test_the_clock_counts_from_proposal_to_money_and_first_use():
    made = a_roadmap()
    document = clock.build(LETTERHEAD, TODAY)
    way = {row[0]: row for row in rows(document, "The way of a decision")}
    decided = way["From proposal to decision"]
    assert decided[3:] == [made.decision_number, "1", "0"]
    assert way["From decision to money"][4] == "1"
    assert way["From proposal to first use"][1] == "not known"
    (each,) = rows(document, "Each decision")
    assert each[0] == made.decision_number
    assert [one.title for one in document.charts()] == ["Where does the time go?"]


def test_quorums_missed_are_counted_by_body():
    one, two, three = (a_member() for _ in range(3))
    body = a_body(one, two, three)
    a_closed_ballot(voted(an_open_ballot(body), (one, Choice.APPROVE)))
    document = clock.build(LETTERHEAD, TODAY)
    (row,) = rows(document, "Quorums missed")
    assert row[:3] == [body.name, "1", "1"]
    assert "1 ballot of 1 is without a quorum" in told(document)


def test_what_is_put_off_costs_what_is_paid_meanwhile():
    body = a_body(a_member())
    asset = a_viewer(name="Old viewer")
    asset.annual_operating_cost = 365_000_00
    proposal = a_submitted_proposal(body, subject=("inventory_asset", asset.id), title="Retire it")
    _deferred(body, days_ago=10, title="Retire it", proposal_id=proposal.id)
    _deferred(body, days_ago=4, title="Retire it", proposal_id=proposal.id)
    _deferred(body, days_ago=4, title="Another", proposal_id=None)
    first, second = rows(clock.build(LETTERHEAD, TODAY), "Put off and not decided")
    assert (first[0], first[3]) == ("Retire it", "10")
    assert "10,000" in first[4]
    assert (second[0], second[4]) == ("Another", "not known")


def _deferred(body: Body, *, days_ago: int, title: str, proposal_id: int | None) -> None:
    starts_at = now.now() - timedelta(days=days_ago)
    meeting = Meeting(
        body_id=body.id,
        charter_id=bodies.charter_in_force(body.id).id,
        number=db.session.query(Meeting).count() + 1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    db.session.add(meeting)
    db.session.flush()
    item = AgendaItem(meeting_id=meeting.id, position=1, kind=ItemKind.DECISION, title=title)
    item.proposal_id, item.stage = proposal_id, ItemStage.DEFERRED
    db.session.add(item)
    db.session.commit()


def test_the_clock_tells_bodies_and_specialties_apart():
    department = a_department()
    department.division = "Heart"
    asset = a_viewer()
    db.session.get(Asset, asset.id).department_id = department.id
    member = a_member()
    decision = a_decision(member=member, subject=("inventory_asset", asset.id))
    document = clock.build(LETTERHEAD, TODAY)
    assert rows(document, "By specialty")[0][:2] == ["Heart", "1"]
    assert rows(document, "By body")[0][:2] == [decision.body.name, "1"]


def a_line(code: str) -> ServiceLine:
    line = ServiceLine(
        number=db.session.query(ServiceLine).count() + 1,
        code=code,
        name=code,
        tradition="traditional",
        sources="",
        workflow="order",
    )
    db.session.add(line)
    db.session.flush()
    return line


def test_silent_departments_are_named_with_what_they_make():
    heart, skin = a_department(name="Echo"), a_department(name="Skin")
    heart.service_line_id = a_line("echocardiography").id
    skin.service_line_id = a_line("dermatology").id
    for department, studies in ((heart, 300), (skin, 100), (skin, None)):
        source = a_source()
        source.department_id, source.annual_studies = department.id, studies
    body, member = a_body(), a_member()
    a_seat(body, member, constituency="medicine_ologies")
    db.session.commit()
    document = representation.build(LETTERHEAD, TODAY)
    assert ["Echo", "Cardiology"] in rows(document, "Silent departments")
    heard = {row[0]: row for row in rows(document, "Who makes images and who is heard")}
    assert heard["Cardiology (silent)"][1:6] == ["1", "300", "0", "0", "0"]
    assert heard["Medical specialties"][1:6] == ["1", "100", "1", "1", "1"]
    assert heard["Medical specialties"][6] == "nothing held yet"
    assert "1 department with 75 % of the studies has no filled voting seat" in told(document)


def test_taking_part_is_counted_where_something_was_held():
    one, two = a_member(), a_member()
    ballot = an_open_ballot(a_body(one, two, quorum_basis="count"))
    a_closed_ballot(voted(ballot, (one, Choice.APPROVE)))
    document = representation.build(LETTERHEAD, TODAY)
    (row,) = rows(document, "Who makes images and who is heard")
    assert row[0] == "Radiology"
    assert row[4:6] == ["2", "2"]
    assert row[6].startswith("50")


def test_no_service_line_has_two_speakers_and_each_word_is_known():
    assert speakers()["echocardiography"].value == "cardiology"
    assert len(speakers()) > 70
