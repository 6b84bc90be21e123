"""What a score opens to: gains, how firm an order is, its course, the map of departments."""

import json

import pytest
import time_machine

from app.kernel import clock
from app.kernel.db import db
from app.scoring.jobs import keep_period_ends
from app.scoring.models import Period, Snapshot
from app.scoring.queries.basis import months_before
from app.scoring.queries.scores import score_of
from app.standards.facts import Applies, Subject
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer

ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM


@pytest.fixture
def planner(session):
    return a_person("planner")


def text_of(tag):
    return " ".join(tag.get_text(" ").split())


def a_small_pack():
    return a_pack(
        a_criterion("PLT-01", weight=4, scale="L5", knock_out=True, applies_to=(Applies.SOURCE,)),
        a_criterion("PLT-02", weight=1, scale="L5", applies_to=(Applies.SOURCE,)),
        a_criterion("GOV-01", weight=2, scale="L5", applies_to=(Applies.DEPARTMENT,)),
    )


def an_assessed_source(pack):
    department = a_department()
    source = a_source(department=department, annual_studies=100)
    answer(pack, DEPARTMENT, department.id, GOV_01=4)
    answer(pack, ASSET, source.id, PLT_01=1, PLT_02=4)
    return source, department


def where(pack, subject, subject_id):
    return {"pack_id": pack.id, "subject": subject, "subject_id": subject_id}


def test_each_criterion_says_what_mending_it_gives_and_lifts(browse, planner):
    pack = a_small_pack()
    source, department = an_assessed_source(pack)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    row = text_of(page.select_one("tr#PLT-01"))
    assert "+60.0 confirmed" in row
    assert "department +36.000" in row
    assert "Lifts a knock-out" in row
    assert "Fit becomes fit" in row
    program = score_of(pack, PROGRAM, 0).confirmed
    said = row.partition("program +")[2].split()[0]
    answer(pack, ASSET, source.id, PLT_01=4)
    assert score_of(pack, PROGRAM, 0).confirmed - program == round(float(said) * 1000)
    assert score_of(pack, DEPARTMENT, department.id).confirmed == 100_000


def test_what_is_complete_has_nothing_to_mend(browse, planner):
    pack = a_small_pack()
    source, _ = an_assessed_source(pack)
    page = browse(planner).get("scoring.show_score", **where(pack, ASSET, source.id))
    assert "nothing to mend" in text_of(page.select_one("tr#PLT-02"))


def test_the_formulas_are_published_and_linked_from_every_score(browse, planner):
    pack = a_small_pack()
    source, department = an_assessed_source(pack)
    browser = browse(planner)
    formulas = text_of(browser.get("scoring.show_formulas"))
    assert "70% declared" in formulas
    assert "60% its sources" in formulas
    for subject, one in ((ASSET, source.id), (DEPARTMENT, department.id)):
        page = browser.get("scoring.show_score", **where(pack, subject, one))
        assert page.select("a[href$='/scores/formulas']")
    assert browser.get("scoring.show_program").select("a[href$='/scores/formulas']")


def a_ranked_list():
    pack = a_pack(
        a_criterion("PLT-01", weight=1, scale="L5"), a_criterion("PLT-02", weight=2, scale="L5")
    )
    first, second = a_viewer(name="Lens"), a_viewer(name="Prism")
    answer(pack, ASSET, first.id, PLT_01=4, PLT_02=0)
    answer(pack, ASSET, second.id, PLT_01=0, PLT_02=3)
    return pack, first, second


def test_a_ranking_says_which_weight_turns_it_and_which_pair(browse, planner):
    _, first, second = a_ranked_list()
    page = browse(planner).get("scoring.show_ranking", top=3)
    said = text_of(page.select_one("p.reading"))
    # level where 4 * 1 = 3 x; of equals the smaller code stands first
    assert f"to PLT-02 , weight 2. At 1.333 {first.code} passes {second.code}" in said
    assert "Prism" in text_of(page.select("table")[0].select("tbody tr")[0])


def test_a_ranking_can_be_narrowed_and_refuses_other_words(browse, planner):
    a_ranked_list()
    browser = browse(planner)
    assert "No score yet" in text_of(browser.get("scoring.show_ranking", kind="storage"))
    browser.get("scoring.show_ranking", kind="teapot", status=404)
    browser.get("scoring.show_ranking", top=7, status=404)


def test_the_course_of_a_score_is_drawn_and_listed(browse, planner):
    pack = a_small_pack()
    with time_machine.travel("2026-03-10 09:00Z"):
        source, _ = an_assessed_source(pack)
    with time_machine.travel("2026-04-10 09:00Z"):
        answer(pack, ASSET, source.id, PLT_01=2)
        answer(pack, ASSET, source.id, PLT_01=4)
    page = browse(planner).get(
        "scoring.show_trend", pack_id=pack.id, key=ASSET.key, subject_id=source.id
    )
    assert "stands at 100.0 now, and began at 40.0" in text_of(page)
    figure = json.loads(page.select_one("figure script").text)
    assert figure["data"][0]["y"] == [40.0, 100.0]
    assert len(page.select("tbody tr")) == 2


def test_two_days_are_compared_element_by_element(browse, planner):
    pack = a_small_pack()
    with time_machine.travel("2026-03-10"):
        source, department = an_assessed_source(pack)
    with time_machine.travel("2026-04-10"):
        answer(pack, ASSET, source.id, PLT_01=4)
    page = browse(planner).get("scoring.compare_dates", since="2026-03-31", until="2026-04-30")
    rows = {text_of(row.th): text_of(row) for row in page.select("tbody tr")}
    assert rows["Element PLT"].endswith("40.0 100.0 +60.0")
    assert rows["Element GOV"].endswith("100.0 100.0 0.0")
    assert rows[department.name].endswith("64.0 100.0 +36.0")


def test_a_bad_day_is_refused_in_words(browse, planner):
    a_small_pack()
    browse(planner).get("scoring.compare_dates", since="yesterday", status=404)


def test_departments_stand_by_element_now_and_as_they_were(browse, planner):
    pack = a_small_pack()
    with time_machine.travel("2026-03-10"):
        source, department = an_assessed_source(pack)
    with time_machine.travel("2026-04-10"):
        answer(pack, ASSET, source.id, PLT_01=4)
    browser = browse(planner)
    now, then = browser.get("scoring.show_heat"), browser.get("scoring.show_heat", on="2026-03-31")
    assert text_of(now.select_one("tbody tr")) == f"{department.name} 100.0 100.0"
    assert text_of(then.select_one("tbody tr")) == f"{department.name} 40.0 100.0"
    assert f"{department.name} stands lowest, in Element PLT: 40.0" in text_of(then)
    assert "Nothing to show" in text_of(browser.get("scoring.show_heat", on="2026-01-01"))


def test_a_figure_says_what_stands_behind_it(browse, planner):
    pack = a_small_pack()
    source = a_source()
    answer(pack, ASSET, source.id, PLT_02=4)
    browser = browse(planner)
    said = text_of(browser.get("scoring.show_heat"))
    assert "Provisional As of" in said
    assert "1 of 2 answers asked for are known; 0 of them" in said
    answer(pack, ASSET, source.id, PLT_01=4)
    assert "Provisional As of" not in text_of(browser.get("scoring.show_heat"))


def test_the_end_of_a_month_is_kept_once_as_it_was(session):
    pack = a_small_pack()
    with time_machine.travel("2026-03-10"):
        source, _ = an_assessed_source(pack)
    with time_machine.travel("2026-04-02"):
        answer(pack, ASSET, source.id, PLT_01=4)
        assert keep_period_ends(clock.now()) == 2
        assert keep_period_ends(clock.now()) == 0
    kept = db.session.query(Snapshot).filter(Snapshot.period_id.is_not(None)).all()
    assert {one.subject_key: one.provisional for one in kept} == {
        PROGRAM.key: 70_000,
        DEPARTMENT.key: 64_000,
    }
    assert db.session.query(Period).one().ends_on.isoformat() == "2026-03-31"


def test_before_the_first_score_no_month_is_kept(session):
    a_small_pack()
    with time_machine.travel("2026-04-02"):
        assert keep_period_ends(clock.now()) == 0


def test_months_back_end_on_the_last_day_there_is():
    day = clock.today().replace(year=2026, month=3, day=31)
    assert months_before(day, 1).isoformat() == "2026-02-28"
    assert months_before(day, 24).isoformat() == "2024-03-31"
