"""The tree of facilities: stays a tree, unfolds level by level, keeps codes as written."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.audit.queries import history_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.facts import Refused
from app.organization.facts import FacilityFacts
from app.organization.models import Facility
from app.organization.queries.facilities import ids_above, path_to
from app.organization.queries.references import directory_of_rows
from app.organization.services.facilities import change_facility
from app.organization.translate import facts_of
from tests.factories.accounts import a_person
from tests.factories.organization import a_department, a_facility


def moved(facility: Facility, parent: Facility | None) -> None:
    now = facts_of(FacilityFacts, facility, directory_of_rows([(FacilityFacts, facility)]))
    to = now.changed({"parent": parent.code if parent else None})
    change_facility(facility, to, version=facility.version)


def test_a_place_stands_under_another_and_leading_zeros_stay(session):
    region = a_facility(code="0010", level="region", name="North")
    clinic = a_facility(region, code="010001", name="Clinic")
    assert (clinic.parent_id, clinic.code) == (region.id, "010001")
    assert [one.name for one in path_to(clinic)] == ["North"]
    assert history_of("organization_facility", clinic.id) == []
    db.session.commit()
    assert history_of("organization_facility", clinic.id)[0].fields["code"] == [None, "010001"]


def test_a_code_names_one_place(session):
    a_facility(code="a1")
    with pytest.raises(Refused, match="Another facility has the code A1"):
        a_facility(code="A1")


def test_a_place_never_comes_below_itself(session):
    top = a_facility()
    middle = a_facility(top)
    bottom = a_facility(middle)
    for below in (top, middle, bottom):
        with pytest.raises(Refused, match="below itself"):
            moved(top, below)
    moved(bottom, top)
    assert ids_above(bottom.id) == {bottom.id, top.id}


def test_a_stale_move_is_refused(session):
    place = a_facility()
    with pytest.raises(Conflict):
        change_facility(place, FacilityFacts(code=place.code, name="Other"), version=7)


def test_two_moves_at_once_leave_a_tree(committed_app):
    """Each of two places is moved below the other, over and over, by eight at a time."""
    with committed_app.app_context():
        first_id, second_id = a_facility().id, a_facility().id
        db.session.commit()

    def move(number: int) -> None:
        pair = (first_id, second_id) if number % 2 else (second_id, first_id)
        with committed_app.app_context():
            try:
                with unit_of_work():
                    below, above = (db.session.get(Facility, one) for one in pair)
                    moved(below, None if number % 5 == 0 else above)
            except (Conflict, Refused):
                pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(move, range(40)))
    with committed_app.app_context():
        parents = dict(db.session.execute(select(Facility.id, Facility.parent_id)).all())
        assert parents[first_id] is None or parents[second_id] is None


def test_the_tree_unfolds_page_by_page(browse, session, query_budget):
    top = a_facility(name="All of it", level="enterprise")
    for number in range(60):
        a_facility(top, name=f"Site {number:02d}", city="Quill")
    browser = browse(a_person("viewer"))
    with query_budget(6):
        page = browser.get("organization.list_facilities")
    assert page.select_one("tbody tr th a").text == "All of it"
    with query_budget(12):
        page = browser.get("organization.show_facility", facility_id=top.id)
    assert len(page.select("tbody tr")) == 50
    rest = browser.check(browser.client.get(page.select_one("a[rel=next]")["href"]))
    assert next(a.text for a in rest.select("tbody th a")) == "Site 50"


def test_a_search_finds_places_at_every_level(browse, session):
    a_facility(a_facility(), name="Far Clinic", code="4029AA")
    browser = browse(a_person("viewer"))
    for text in ("far cl", "4029a"):
        page = browser.get("organization.list_facilities", q=text)
        assert [a.text for a in page.select("tbody th a")] == ["Far Clinic"]
    assert "No facility matches" in browser.get("organization.list_facilities", q="zzz").text


def test_a_planner_adds_below_and_edits(browse, session):
    top, planner = a_facility(name="Top"), a_person("planner")
    browser = browse(planner)
    form = browser.get("organization.new_facility", parent=top.code)
    assert form.select_one("#parent")["value"] == top.code
    typed = {"code": "007", "name": "Below", "level": "facility", "parent": top.code}
    page = browser.post("organization.new_facility", typed)
    assert [a.text for a in page.select(".breadcrumb a")] == ["Facilities", "Top"]
    again = browser.post("organization.new_facility", typed, status=422)
    assert "Another facility has the code" in again.select_one("#code-error").text


def test_a_stale_edit_shows_both(browse, session):
    place = a_facility(name="Old")
    browser = browse(a_person("planner"))
    typed = {"code": place.code, "name": "New", "level": "facility", "version": "1"}
    browser.post("organization.edit_facility", typed, facility_id=place.id)
    page = browser.post(
        "organization.edit_facility", typed | {"name": "Mine"}, status=409, facility_id=place.id
    )
    assert [cell.text for cell in page.select(".notice tbody td")] == ["New", "Mine"]
    assert page.select_one("#name")["value"] == "Mine"


@pytest.mark.parametrize("role", ["viewer", "member", "department_lead", "executive", "finance"])
def test_others_may_look_and_not_touch(browse, session, role):
    place, department = a_facility(), a_department()
    browser = browse(a_person(role))
    browser.get("organization.show_facility", facility_id=place.id)
    browser.get("organization.new_facility", status=403)
    browser.post("organization.edit_facility", {}, status=403, facility_id=place.id)
    browser.post("organization.new_department", {}, status=403)
    browser.post("organization.edit_department", {}, status=403, department_id=department.id)
    browser.get("organization.show_facility", status=404, facility_id=999)
