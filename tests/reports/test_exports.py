from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from app.accounts.queries import actor_of
from app.accounts.roles import PERMISSIONS_OF, Role
from app.audit.queries import history_of
from app.kernel.permissions import Permission
from app.kernel.sqlite import only_reads
from app.reports import services
from app.reports.catalog import formats_of
from app.reports.document import Letterhead
from app.reports.facts import Format, Kind
from app.reports.queries.exports import latest
from tests.conftest import enter
from tests.factories.accounts import a_person
from tests.factories.roadmap import AS_OF, a_roadmap
from tests.reports import reading

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LETTERHEAD = Letterhead("Your health system", "USD", 1)


@pytest.fixture
def made(session):
    return a_roadmap()


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def executive(session):
    return a_person(Role.EXECUTIVE, name="Eve Executive")


def test_page_workbook_and_print_hold_the_same_figures(made, noon, executive, sign_in, browse):
    client = sign_in(executive)
    page = browse(executive).get("reports.show_report", kind=Kind.ROADMAP)
    workbook = client.get("/reports/roadmap.xlsx").data
    printed = client.get("/reports/roadmap.pdf").data
    document = services.build(Kind.ROADMAP, LETTERHEAD, AS_OF)

    shown, text = reading.words_of_page(page), reading.text_of(printed)
    held = {reading.comparable(value) for value in reading.cells_of(workbook)}
    assert "1,234,567.89" in shown
    for word in reading.words(document):
        assert reading.flat(word) in shown
        assert reading.flat(word) in text
    for column, cell in reading.figures(document):
        assert reading.as_a_workbook_holds(column, cell) in held, (column.heading, cell)


@pytest.mark.parametrize("form", formats_of(Kind.ROADMAP))
def test_a_file_has_the_name_of_its_report_and_day(made, noon, executive, sign_in, form):
    got = sign_in(executive).get(f"/reports/roadmap.{form}")
    assert got.status_code == 200
    wanted = f"attachment; filename=roadmap-2026-11-24.{form}"
    assert got.headers["Content-Disposition"] == wanted


def test_an_export_is_kept_with_who_what_and_as_of_when(made, noon, executive, sign_in):
    content = sign_in(executive).get("/reports/roadmap.xlsx").data
    (export,) = latest()
    assert (export.kind, export.format) == (Kind.ROADMAP, Format.XLSX)
    assert export.made_by.name == "Eve Executive"
    assert (export.as_of, export.made_at) == (AS_OF, NOON)
    assert export.filters == "Every phase, department and fund"
    assert export.digest == sha256(content).hexdigest()
    assert export.bytes == len(content)
    (change,) = history_of("reports_export", export.id)
    assert change.reason == "Exported roadmap-2026-11-24.xlsx"
    assert change.actor_name == "Eve Executive"


def test_the_workbook_says_who_made_it(made, noon, executive, sign_in):
    content = sign_in(executive).get("/reports/roadmap.xlsx").data
    cover = list(load_workbook(BytesIO(content))["Cover"].iter_rows(values_only=True))
    assert ("Made by", "Eve Executive") in cover
    assert ("Made at", "2026-11-24 12:00 UTC") in cover


def test_the_list_of_reports_shows_the_files_that_were_made(made, noon, executive, browse, sign_in):
    sign_in(executive).get("/reports/roadmap.pdf")
    text = reading.flat(browse(executive).get("reports.list_reports").text)
    for word in ("Roadmap", "Print (PDF)", "Eve Executive", "Every phase, department and fund"):
        assert word in text


def test_before_the_first_file_the_list_says_how_to_begin(executive, browse):
    assert "No file was made yet" in browse(executive).get("reports.list_reports").text


@pytest.mark.parametrize("role", Role)
def test_who_may_export(made, sign_in, role):
    may = Permission.REPORTS_EXPORT in PERMISSIONS_OF[role]
    got = sign_in(a_person(role)).get("/reports/roadmap.xlsx")
    assert got.status_code == (200 if may else 403)
    assert len(latest()) == may


def test_who_may_not_export_sees_no_button(made, browse):
    page = browse(a_person(Role.MEMBER)).get("reports.show_report", kind=Kind.ROADMAP)
    assert page.select("a[download]") == []


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/reports/roadmap.xlsx").status_code == 302


@pytest.mark.parametrize(
    "path", ["/reports/roadmap.exe", "/reports/gossip.xlsx", "/reports/gossip"]
)
def test_an_unknown_report_or_format_is_not_found(executive, sign_in, path):
    assert sign_in(executive).get(path).status_code == 404


def test_text_of_users_is_only_text_in_each_format(session, noon, executive, sign_in, browse):
    hostile = '=HYPERLINK("http://evil.example") <script>alert(1)</script> #panic() *b*'
    a_roadmap(title=hostile)
    client = sign_in(executive)
    page = browse(executive).get("reports.show_report", kind=Kind.ROADMAP)
    assert f"I01 {hostile}" in reading.words_of_page(page)
    assert not [
        tag for tag in page.select("script") if "alert" in tag.text and tag.get("type") is None
    ]
    workbook = load_workbook(BytesIO(client.get("/reports/roadmap.xlsx").data))
    told = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in told} <= {"s", "n", "d"}
    assert f"I01 {hostile}" in [cell.value for cell in told]
    printed = client.get("/reports/roadmap.pdf").data
    assert hostile.replace(" ", "") in reading.text_of(printed).replace(" ", "")
    assert b"/URI" not in printed


def test_the_page_asks_few_questions(made, executive, browse, query_budget):
    browser = browse(executive)
    with query_budget(20):
        browser.get("reports.show_report", kind=Kind.ROADMAP)


def test_a_file_is_the_same_for_everybody_who_may_read(made):
    one, other = actor_of(a_person(Role.EXECUTIVE)), actor_of(a_person(Role.AUDITOR))
    document = services.build(Kind.ROADMAP, LETTERHEAD, AS_OF)
    files = [
        services.make_file(Kind.ROADMAP, Format.XLSX, document, actor=actor, at=NOON)
        for actor in (one, other)
    ]
    tables = [reading.cells_of(file.content)[60:] for file in files]
    assert tables[0] == tables[1]


def test_an_export_is_kept_though_others_write_meanwhile(committed_app, monkeypatch):
    """What was read is let go before the one row is written, or SQLite would refuse it."""
    with committed_app.app_context():
        executive = a_person(Role.EXECUTIVE)
        client = enter(committed_app.test_client(), executive)
    make_file = services.make_file

    def while_others_write(*given, **more):
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(write_elsewhere, committed_app).result()
        return make_file(*given, **more)

    monkeypatch.setattr(services, "make_file", while_others_write)
    assert client.get("/reports/roadmap.xlsx").status_code == 200
    with committed_app.app_context():
        assert len(latest()) == 1


def write_elsewhere(app):
    only_reads.set(False)
    with app.app_context():
        a_person(Role.VIEWER, name="Meanwhile")
