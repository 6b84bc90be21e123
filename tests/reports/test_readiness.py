"""Every score that leaves the house says what stands behind it: read back from the files."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.engine.scoring.basis import Floors
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.facts import check
from app.reports import services
from app.reports.document import Letterhead
from app.reports.facts import Format, Kind
from app.reports.renderers import html
from app.standards.facts import Subject
from app.standards.facts.evidence import EvidenceFacts
from app.standards.models import Answer, Assessment, Evidence
from app.standards.queries.evidence import answer_for
from app.standards.services.evidence import add
from app.web.filters import day
from tests.factories.accounts import an_actor
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer
from tests.reports import reading

LETTERHEAD = Letterhead("Quillwater Health", "USD", 1, Floors(behind=60, fresh=50), 24)
TODAY = clock.today()
pytestmark = pytest.mark.usefixtures("session")


def made(form: Format, kind: Kind = Kind.READINESS) -> bytes:
    document = services.build(kind, LETTERHEAD, TODAY)
    file = services.make_file(kind, form, document, actor=an_actor("planner"), at=clock.now())
    return file.content


def sheet_rows(title: str) -> dict[str, list[object]]:
    """Rows of one sheet of the workbook by their first cell, without it."""
    for sheet in load_workbook(BytesIO(made(Format.XLSX))).worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if any(row[0] == title for row in rows) and any("Stands" in row for row in rows):
            return {str(row[0]): row[1:] for row in rows}
    raise AssertionError(f"no sheet has {title!r}")


@pytest.fixture
def two_departments():
    """One that answers both criteria on fresh evidence, one that answers one of two on none."""
    pack = a_pack(*(a_criterion(code, applies_to=("SRC",)) for code in ("A-1", "A-2")))
    good, poor = a_department(name="Cardiology"), a_department(name="Wound care")
    lens, camera = a_source(department=good), a_source(department=poor)
    answer(pack, Subject.ASSET, lens.id, A_1=4, A_2=2)
    answer(pack, Subject.ASSET, camera.id, A_1=2)
    sheet = select(Assessment.id).where(Assessment.subject_id == lens.id)
    for one in db.session.scalars(select(Answer.id).where(Answer.assessment_id.in_(sheet))).all():
        a_note(one)
    return good, poor


def a_note(answer_id: int) -> None:
    planner = an_actor("planner")
    facts = {"title": "Seen on site", "kind": "tested", "dated_on": TODAY, "note": "It works."}
    with unit_of_work():
        served = answer_for(planner, answer_id)
        add(served, check(EvidenceFacts, facts), actor=planner, at=clock.now())


def test_each_figure_in_the_workbook_says_whether_it_is_provisional(two_departments):
    good, poor = two_departments
    rows = sheet_rows(f"{good.code} {good.name}")
    assert rows[f"{good.code} {good.name}"][2:5] == [1, 1, "Enough is known"]
    assert rows[f"{poor.code} {poor.name}"][2:5] == [0.5, 0, "Provisional"]


def test_the_label_follows_the_age_of_the_evidence(two_departments):
    good, _ = two_departments
    name = f"{good.code} {good.name}"
    for one in db.session.query(Evidence):
        one.dated_on = TODAY - timedelta(3 * 365)
    db.session.commit()
    assert sheet_rows(name)[name][2:5] == [1, 0, "Provisional"]


def test_page_and_print_say_the_same(two_departments):
    document = services.build(Kind.READINESS, LETTERHEAD, TODAY)
    said = f"As of {day(TODAY)}: 3 of 4 answers asked for are known; 2 of them stand on"
    assert html.render(document).sections[0].blocks[1].text.startswith(said)
    text = reading.text_of(made(Format.PDF))
    assert said in text
    assert [word for word in reading.words(document) if word not in text] == []
    assert "Enough is known" in text
    assert "Provisional" in text


def test_a_report_that_prints_what_follows_from_scores_says_so_too(two_departments):
    said = f"As of {day(TODAY)}: 3 of 4 answers asked for are known"
    assert said in reading.text_of(made(Format.PDF, Kind.ROADMAP))
    cells = {str(one) for one in reading.cells_of(made(Format.XLSX, Kind.ROADMAP))}
    assert any(said in one for one in cells)


def test_without_a_pack_nothing_is_scored():
    assert "nothing is scored" in reading.text_of(made(Format.PDF))


def test_the_least_ready_come_first_and_are_drawn_to_a_tenth():
    own = [a_criterion(code, applies_to=("DEP",)) for code in ("D-1", "D-2", "D-3")]
    pack = a_pack(a_criterion("A-1", applies_to=("SRC",)), *own)
    good, poor, unasked = (a_department(name=name) for name in ("Cardiology", "Wounds", "Burns"))
    for department, level in ((good, 4), (poor, 0)):
        source = a_source(department=department, annual_studies=1000)
        answer(pack, Subject.ASSET, source.id, A_1=level)
        answer(pack, Subject.DEPARTMENT, department.id, D_1=4, D_2=0, D_3=0)
    departments = html.render(services.build(Kind.READINESS, LETTERHEAD, TODAY)).sections[2]
    chart, table = departments.blocks
    (bars,) = chart.figure["data"]
    assert bars["customdata"] == [f"{poor.code} Wounds", f"{good.code} Cardiology"]
    assert bars["x"] == [13.3, 73.3]  # six tenths sources, four tenths a third of their own
    assert table.rows[-1][0] == f"{unasked.code} Burns"
