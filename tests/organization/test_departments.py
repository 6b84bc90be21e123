"""Departments and service lines: what is said of them, who may say it, what a page shows."""

import pytest
from sqlalchemy import select

from app.audit.queries import history_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.facts import Refused, attributes_of, check
from app.organization.facts import DepartmentFacts, FacilityFacts, ServiceLineFacts
from app.organization.models import Department, Facility, ServiceLine
from app.organization.services.departments import change_department
from app.organization.services.service_lines import load_service_lines, shipped
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source
from tests.factories.organization import a_department, a_facility, a_service_line


@pytest.mark.parametrize(
    ("model", "facts"),
    [(Department, DepartmentFacts), (Facility, FacilityFacts), (ServiceLine, ServiceLineFacts)],
)
def test_every_fact_has_its_column_and_every_column_its_fact(model, facts):
    named = {f"{one.name}_id" if one.reference else one.name for one in attributes_of(facts)}
    assert set(model.__table__.c.keys()) - {"id", "version"} == named


def test_the_shipped_service_lines_are_eighty_two_and_load_twice_alike(session):
    assert [line.number for line in shipped()] == list(range(1, 83))
    assert len({line.code for line in shipped()}) == 82
    assert load_service_lines() == 82
    assert load_service_lines() == 0
    line = db.session.scalar(select(ServiceLine).where(ServiceLine.number == 1))
    line.name = "Something else"
    assert load_service_lines() == 1


def test_a_service_line_with_a_strange_word_is_refused():
    line = shipped()[0].model_dump() | {"workflow": "sometimes"}
    with pytest.raises(Refused, match="sometimes"):
        check(ServiceLineFacts, line)


def test_a_department_is_opened_with_references_and_history(session):
    lead, place, line = a_person("department_lead"), a_facility(), a_service_line()
    with unit_of_work(reason="Survey"):
        department = a_department(lead, facility=place.code, service_line=line.code)
    assert (department.lead_id, department.facility_id) == (lead.id, place.id)
    change = history_of("organization_department", department.id)[0]
    assert (change.reason, change.fields["lead_id"]) == ("Survey", [None, lead.id])


def test_codes_that_lead_nowhere_and_codes_taken_are_refused(session):
    a_department(code="EYE")
    with pytest.raises(Refused) as refused:
        a_department(facility="NOWHERE", lead=None, service_line="nothing")
    assert set(refused.value.problems) == {"facility", "service_line"}
    with pytest.raises(Refused, match="Another department has the code EYE"):
        a_department(code="eye")


@pytest.mark.parametrize(
    "given", [{"change_readiness": 6}, {"events_captured_percent": "101"}, {"tradition": ""}]
)
def test_facts_that_cannot_hold_are_refused(given):
    with pytest.raises(Refused):
        check(DepartmentFacts, {"code": "X", "name": "X"} | given)


def test_a_stale_change_is_refused(session):
    department = a_department()
    facts = DepartmentFacts(code=department.code, name="Other")
    change_department(department, facts, version=1)
    with pytest.raises(Conflict):
        change_department(department, facts, version=1)


def test_the_list_filters_counts_and_stays_cheap(browse, session, query_budget):
    place = a_facility(name="Quill General")
    a_department(name="Eye", facility=place.code, annual_imaging_events=100)
    a_department(name="Skin", tradition="traditional", onboarding_stage="live")
    browser = browse(a_person("viewer"))
    with query_budget(8):
        page = browser.get("organization.list_departments", sort="events")
    assert [a.text for a in page.select("tbody th a")] == ["Eye", "Skin"]
    facet = page.select_one('section[aria-label="Facility"]').get_text(" ", strip=True)
    assert facet == "Facility Quill General 1 (none) 1"
    narrowed = browser.get("organization.list_departments", stage="live")
    assert [a.text for a in narrowed.select("tbody th a")] == ["Skin"]
    assert "No department matches" in browser.get("organization.list_departments", q="zz").text


def test_a_department_shows_its_assets_and_facts(browse, session, query_budget):
    lead = a_person("department_lead", name="Ada Byron")
    department = a_department(lead, name="Eye", annual_imaging_events=1200)
    for number in range(12):
        a_source(name=f"Camera {number:02d}", department=department)
    browser = browse(a_person("viewer"))
    with query_budget(15):
        page = browser.get("organization.show_department", department_id=department.id)
    text = page.main.get_text(" ", strip=True)
    for shown in ("12 sources", "Camera 00", "All 12", "Ada Byron", "1,200 a year", "Not known"):
        assert shown in text
    browser.get("organization.show_department", status=404, department_id=999)


def test_a_planner_opens_and_edits_a_department(browse, session):
    planner, line = a_person("planner"), a_service_line(name="Retina")
    browser = browse(planner)
    browser.get("organization.new_department")
    typed = {
        "code": "EYE",
        "name": "Eye",
        "tradition": "non_traditional",
        "onboarding_stage": "assessed",
        "lead": planner.email,
        "service_line": line.code,
    }
    page = browser.post("organization.new_department", typed)
    assert "Retina" in page.text
    department = db.session.scalar(select(Department))
    browser.get("organization.edit_department", department_id=department.id)
    typed |= {"name": "Eye care", "version": "1", "reason": "Renamed"}
    page = browser.post("organization.edit_department", typed, department_id=department.id)
    assert page.h1.text == "Eye care"
    page = browser.post(
        "organization.edit_department", typed, status=409, department_id=department.id
    )
    assert "Both say the same now" in page.text


def test_the_service_lines_say_who_offers_them(browse, session):
    load_service_lines()
    line = db.session.scalar(select(ServiceLine).where(ServiceLine.number == 28))
    a_department(service_line=line.code)
    page = browse(a_person("viewer")).get("organization.list_service_lines")
    assert len(page.select("tbody tr")) == 82
    assert page.find(id=line.code).select("td")[-1].text == "1"
