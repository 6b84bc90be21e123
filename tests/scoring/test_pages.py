import json

import pytest

from app.accounts.roles import Role
from app.engine.scoring.answer import AnswerState
from app.kernel.subjects import panels_for
from app.standards.facts import Applies, EvidenceKind, Subject
from app.standards.queries.catalog import leading_pack
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, said, the_shipped_pack

ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM


@pytest.fixture
def planner(session):
    return a_person("planner")


def worked(**more):
    return a_pack(
        a_criterion("PLT-01", weight=5, scale="L5", axis="technical", **more),
        a_criterion("PLT-02", weight=3, axis="functional"),
        a_criterion("PLT-03", weight=4, scale="L5", axis="technical"),
        a_criterion("PLT-04", weight=2),
        a_criterion("PLT-05", weight=3),
    )


def answered(pack, source):
    left_out = said(state=AnswerState.NOT_APPLICABLE, reason="No plates there.")
    tested = said(3, evidence_kind=EvidenceKind.TESTED)
    answer(pack, ASSET, source.id, PLT_01=tested, PLT_02=2, PLT_03=4, PLT_04=left_out)


def where(pack, subject=ASSET, subject_id=0):
    return {"pack_id": pack.id, "subject": subject, "subject_id": subject_id}


def text_of(tag):
    return " ".join(tag.text.split())


def test_a_score_opens_to_what_it_is_made_of(browse, planner):
    pack, source = worked(knock_out=True, test="platform_suitable"), a_source(workflow="encounter")
    answered(pack, source)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    shown = text_of(page)
    assert "77.1" in shown
    assert "61.7 of 100" in shown
    assert "3 of 4 criteria that apply are answered" in shown
    assert "The answers earn 9.25" in shown
    assert "9.25 of the weight 15 that is asked" in shown
    assert "9.25 of the weight 12 that is answered" in shown
    rows = {row["id"]: text_of(row) for row in page.select("tr[id]")}
    assert "25.0 of 33.3" in rows["PLT-01"]
    assert "Tested" in rows["PLT-01"]
    assert "Knock-out: Passes" in rows["PLT-01"]
    assert "left out" in rows["PLT-04"]
    assert "open of 20.0" in rows["PLT-05"]
    assert "R0: Too little is known" in shown
    assert "R10: Technical fit 60 or more, functional fit less (this one)" in shown


def test_points_given_add_up_to_the_confirmed_score(browse, planner):
    pack, source = worked(), a_source()
    answered(pack, source)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    cells = [row.select("td")[2].text.split(" of ") for row in page.select("tr[id]")]
    given = [float(cell[0]) for cell in cells if len(cell) == 2 and cell[0].strip() != "open"]
    assert sum(given) == pytest.approx(61.7, abs=0.1)


def test_what_stands_in_the_way_is_listed_and_linked(browse, planner):
    pack, source = worked(knock_out=True), a_source()
    answer(pack, ASSET, source.id, PLT_01=1, PLT_02=4, PLT_03=4, PLT_04=4, PLT_05=4)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    assert "Not fit" in text_of(page)
    blocking = page.select_one('ul:not(nav ul) > li > a[href="#PLT-01"]').parent
    assert "Fails" in text_of(blocking)
    assert "1, ad hoc" in text_of(blocking)


def test_an_asset_without_answers_is_not_assessed_rather_than_zero(browse, planner):
    pack, source = worked(), a_source()
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    assert "Not assessed yet" in text_of(page)
    assert "0.0 of 100" not in text_of(page)


def test_the_path_of_a_source_is_drawn_link_by_link(browse, planner):
    pack = worked()
    source = a_source(workflow="encounter", patient_id_entry="manual")
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    assert "First break: the device is told patient and visit" in text_of(page)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, a_source().id))
    assert "Nobody has said whether capture begins with an order" in text_of(page)
    none = a_source(workflow="none")
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, none.id))
    assert "without any rule" in text_of(page)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, a_viewer().id))
    assert "Followed from capture" not in text_of(page)


def department_pack():
    return a_pack(
        a_criterion("PLT-01", applies_to=(Applies.SOURCE,), scale="L5", knock_out=True),
        a_criterion("GOV-01", applies_to=(Applies.DEPARTMENT,), scale="L5"),
    )


def test_a_departments_readiness_opens_to_its_sources_and_its_own_answers(browse, planner):
    pack, department = department_pack(), a_department()
    busy = a_source(department=department, annual_studies=3000)
    quiet = a_source(department=department, annual_studies=1000)
    answer(pack, ASSET, busy.id, PLT_01=4)
    answer(pack, ASSET, quiet.id, PLT_01=0)
    answer(pack, DEPARTMENT, department.id, GOV_01=2)
    page = browse(planner).get("scoring.show_score", **where(pack, DEPARTMENT, department.id))
    shown = text_of(page)
    assert "65.0 of 100" in shown
    assert "own 50.0 points" in shown
    assert "75%" in shown
    assert "1 failed" in shown
    page = browse(planner).get("scoring.list_departments")
    row = next(row for row in page.select("tbody tr") if department.name in row.text)
    assert "65.0" in row.text
    assert "1 of 1 departments are assessed" in page.text


def test_a_department_says_what_its_readiness_still_lacks(browse, planner):
    pack, department, other = department_pack(), a_department(), a_department()
    browser = browse(planner)
    page = browser.get("scoring.show_score", **where(pack, DEPARTMENT, department.id))
    assert "Not assessed yet" in page.text
    answer(pack, DEPARTMENT, department.id, GOV_01=2)
    page = browser.get("scoring.show_score", **where(leading_pack(), DEPARTMENT, department.id))
    assert "There is no readiness yet" in page.text
    page = browser.get("scoring.list_departments")
    assert "Not assessed" in page.text
    assert other.name in page.text


def test_the_program_opens_to_elements_and_an_element_to_criteria(browse, planner):
    pack = a_pack(
        a_criterion("GOV-01", applies_to=(Applies.PROGRAM,)),
        a_criterion("PLT-01", applies_to=(Applies.SOURCE,), scale="L5"),
        a_criterion("PLT-02", applies_to=(Applies.STORAGE,)),
    )
    for level in (4, 1):
        answer(pack, ASSET, a_source().id, PLT_01=level)
    answer(pack, PROGRAM, 0, GOV_01=4)
    browser = browse(planner)
    page = browser.get("scoring.show_program")
    assert "2 of 2 assets" in text_of(page)
    rows = {row.th.text.strip(): text_of(row) for row in page.select("tbody tr")}
    assert "62.5" in rows["Element PLT"]
    assert "100.0" in rows["Element GOV"]
    figure = json.loads(page.select_one("figure script").text)
    assert figure["data"][0]["x"] == [100.0, 62.5]
    assert "Element GOV stands highest, Element PLT lowest." in page.text
    page = browser.get("scoring.show_element", pack_id=pack.id, element="PLT")
    cells = [cell.text for cell in page.select_one("tbody tr").select("td")]
    assert cells == ["1", "2", "2", "5", "62.5", "62.5"]
    assert "PLT-02" in page.text
    browser.get("scoring.show_element", pack_id=pack.id, element="XXX", status=404)
    page = browser.get("scoring.show_score", **where(leading_pack(), PROGRAM, 0))
    assert "The program's own answers" in page.text


def test_without_a_pack_or_an_answer_the_pages_say_so(browse, planner):
    browser = browse(planner)
    assert "Nothing can be scored yet" in browser.get("scoring.show_program").text
    assert "Nothing can be scored yet" in browser.get("scoring.list_departments").text
    pack = the_shipped_pack()
    assert "Nothing has been answered yet" in browser.get("scoring.show_program").text
    assert "No element can be scored yet." in browser.get("scoring.show_program").text
    assert "No department yet" in browser.get("scoring.list_departments").text
    page = browser.get("scoring.show_element", pack_id=pack.id, element="GOV")
    assert "Nothing asked yet" in page.text


def test_a_second_pack_has_pages_of_its_own(browse, planner):
    worked()
    other, source = worked(), a_source()
    answered(other, source)
    page = browse(planner).get("scoring.show_program", pack=other.id)
    assert other.title in page.select_one("[aria-current=page]").text or other.title in page.text
    assert "1 of 1 assets" in text_of(page)


def test_computing_everything_is_for_those_who_manage_standards(sign_in, browse, planner):
    pack, source = worked(), a_source()
    answered(pack, source)
    page = browse(planner).post("scoring.compute_scores", pack_id=pack.id)
    assert "2 scores are computed anew." in page.text
    for role in Role:
        status = sign_in(a_person(role)).post(f"/scores/packs/{pack.id}/compute").status_code
        assert status == (303 if role in {Role.PLANNER, Role.ADMINISTRATOR} else 403)


def test_the_command_computes_every_pack(app, session):
    pack, source = worked(), a_source()
    answered(pack, source)
    run = app.test_cli_runner().invoke(args=["scores", "compute"])
    assert run.output == f"{leading_pack().title}, version 1: 2 scores.\n"


def test_the_asset_page_shows_fit_and_scores_with_their_reasons(browse, planner):
    pack, source = worked(knock_out=True), a_source(workflow="encounter")
    other = a_pack(a_criterion("X-1"))
    page = browse(planner).get("inventory.show_asset", asset_id=source.id)
    assert "Not assessed yet" in page.text
    answered(pack, source)
    answer(other, ASSET, source.id, X_1=4)
    page = browse(planner).get("inventory.show_asset", asset_id=source.id)
    shown = text_of(page)
    assert "Fit and scores" in shown
    assert "Suggested: contain. It is sound and does too little" in shown
    assert "Image path" in shown
    assert f"{other.title}, version 1: 100.0" in shown


def test_the_panel_is_for_readers_of_standards_and_needs_a_pack(session):
    source, actor = a_source(), an_actor("viewer")
    mine = [one.title for one in panels_for("inventory_asset", actor, source.id)]
    assert "Fit and scores" not in mine
    worked()
    assert "Fit and scores" in [
        one.title for one in panels_for("inventory_asset", actor, source.id)
    ]
    stranger = type(actor)(0, "Nobody")
    assert "Fit and scores" not in [
        one.title for one in panels_for("inventory_asset", stranger, source.id)
    ]


def test_pages_cost_the_same_for_many(browse, planner, query_budget):
    pack = the_shipped_pack()
    for _ in range(3):
        department = a_department()
        answer(pack, ASSET, a_source(department=department).id, PLT_02=4, VWR_01=3)
        answer(pack, DEPARTMENT, department.id, GOV_10=4)
    source, browser = a_source(workflow="mixed", department=department), browse(planner)
    answer(pack, ASSET, source.id, PLT_02=4)
    pack = leading_pack()
    pages = [
        ("scoring.show_program", {}),
        ("scoring.show_element", {"pack_id": pack.id, "element": "PLT"}),
        ("scoring.list_departments", {}),
        ("scoring.show_score", where(pack, ASSET, source.id)),
        ("scoring.show_score", where(pack, DEPARTMENT, department.id)),
    ]
    for endpoint, values in pages:
        with query_budget(18):
            browser.get(endpoint, **values)
