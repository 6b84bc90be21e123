"""What leaves can come back: read by the importer, an export changes nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.roles import Role
from app.inventory.facts import FACTS_OF, AssetKind, SourceFacts
from app.inventory.facts.imports import SheetKind
from app.inventory.importing.layouts import LAYOUTS
from app.inventory.importing.mapping import from_plain
from app.inventory.models import Asset
from app.inventory.services.assets import add_asset
from app.inventory.services.exports import Cover, export_estate, export_kind
from app.inventory.services.imports.staging import Choice, Upload, choose, stage
from app.inventory.translate import facts_of
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.facts import Facts, Shape, attributes_of, clean
from app.kernel.listing import Wanted
from app.kernel.permissions import Actor
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Format
from tests.factories.accounts import a_person, an_actor
from tests.factories.imports import a_staged_sheet, applied
from tests.factories.inventory import ANYBODY, a_source, a_storage, a_viewer
from tests.factories.organization import a_department, a_facility

pytestmark = pytest.mark.usefixtures("session")
COVER = Cover("Assets", "A. Planner", datetime(2026, 11, 24, 9, tzinfo=UTC))
LIVE = '=HYPERLINK("http://x")'


@pytest.fixture
def planner() -> Actor:
    return an_actor(Role.PLANNER)


def full(model: type[Facts], **given) -> dict[str, object]:
    """Something said about every fact that refers to nothing."""
    usual = {
        Shape.DAY: date(2025, 3, 1),
        Shape.DECIMAL: Decimal("12.5"),
        Shape.INTEGER: 7,
        Shape.LINES: ("1.2.840", "1.2.3"),
        Shape.MONEY: 125050,
        Shape.PARAGRAPHS: "One\n=Two",
        Shape.YES_NO: False,
    }
    said = {}
    for one in attributes_of(model):
        if one.reference:
            continue
        word = one.words[-1] if one.words else None
        said[one.name] = {Shape.CHOICE: word, Shape.CHOICES: one.words}.get(
            one.shape, usual.get(one.shape, f"{LIVE} {one.name}"[:60])
        )
    return said | {"code": "X-1", "lifecycle": "retired"} | given


def an_estate() -> list[Asset]:
    department, facility, store = a_department(), a_facility(), a_storage(code="STO-1")
    given = {"department": department.code, "facility": facility.code}
    full_source = SourceFacts(
        **full(SourceFacts, destination_kind="storage", destination=store.code, **given)
    )
    assets = [add_asset(full_source, actor=ANYBODY), a_source(name="'=x", code="S-2")]
    db.session.commit()
    return assets


@pytest.mark.parametrize("format", Format)
def test_every_fact_of_an_asset_comes_back_as_it_left(planner, format):
    assets = an_estate()
    before = [facts_of(asset) for asset in assets]
    data = export_kind(SheetKind.SOURCES, format, COVER)
    sheet = a_staged_sheet(planner, data, file_name=f"a.{format.value}")
    assert (sheet.kind, sheet.same, sheet.changed, sheet.problems) == (SheetKind.SOURCES, 2, 0, 0)
    for asset in assets:
        db.session.delete(asset)
    db.session.commit()
    again = a_staged_sheet(planner, data, file_name=f"a.{format.value}")
    assert again.created == 2
    applied(planner, again)
    codes = [one.code for one in before]
    back = {one.code: one for one in db.session.scalars(select(Asset).where(Asset.code.in_(codes)))}
    assert [facts_of(back[code]) for code in codes] == before
    assert export_kind(SheetKind.SOURCES, format, COVER) == data


@pytest.mark.parametrize("kind", [SheetKind.FACILITIES, SheetKind.DEPARTMENTS])
@pytest.mark.parametrize("format", Format)
def test_the_organization_comes_back_as_it_left(planner, kind, format):
    top = a_facility(name="Top", level="region", city="Bath")
    a_department(facility=a_facility(top, closed_on=date(2024, 1, 1)).code, rooms=3)
    db.session.commit()
    data = export_kind(kind, format, COVER)
    sheet = a_staged_sheet(planner, data, kind, file_name=f"a.{format.value}")
    assert (sheet.created, sheet.changed, sheet.problems) == (0, 0, 0)
    assert sheet.same == {SheetKind.FACILITIES: 2, SheetKind.DEPARTMENTS: 1}[kind]


@given(texts=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(texts=["\ufdd0", "a\U0001ffffb"])  # no characters: a file cannot hold them
def test_whatever_people_write_comes_back(planner, texts):
    with db.session.begin_nested() as undone:
        for number, text in enumerate(texts):
            given = {"name": f"N {text}", "notes": text, "vendor_name": f"{text}x"}
            said = {name: clean(one) for name, one in given.items()}
            facts = SourceFacts(code=f"T-{number}", **said)
            add_asset(facts, actor=ANYBODY)
        for format in Format:
            data = export_kind(SheetKind.SOURCES, format, COVER)
            sheet = a_staged_sheet_uncommitted(planner, data, f"a.{format.value}")
            assert (sheet.created, sheet.changed, sheet.problems) == (0, 0, 0)
        undone.rollback()


def a_staged_sheet_uncommitted(planner, data, file_name):
    sheet = stage(Upload(data, file_name, SheetKind.SOURCES), actor=planner, at=COVER.at)
    choose(sheet, Choice(sheet.kind, sheet.table_name, from_plain(sheet.mapping)), actor=planner)
    return sheet


def test_the_list_leaves_with_its_filter_order_and_columns(planner):
    department = a_department(name="Eye clinic")
    a_source(code="S-1", name="B", department=department, vendor_name="GE")
    a_source(code="S-2", name="A", department=department)
    a_viewer(code="V-1", name="C")
    db.session.commit()
    wanted = Wanted(filters={"kind": ("source",)}, columns=("vendor_name", "department", "fit"))
    cover = Cover("Assets", "A. Planner", COVER.at, [("Filter: Kind", "Source")])
    book = read_table(export_estate(planner, wanted, Format.XLSX, cover), "a.xlsx")
    assert [table.name for table in book.tables] == ["Sources", "About this file"]
    assert book.tables[0].headings == ("Code", "Name", "Vendor", "Department", "Fit")
    assert [row.cells for row in book.tables[0].rows] == [
        ("S-2", "A", "", department.code, ""),
        ("S-1", "B", "GE", department.code, ""),
    ]
    about = dict(row.cells for row in book.tables[1].rows)
    assert about["When"] == "2026-11-24 09:00 UTC"
    assert about["Filter: Kind"] == "Source"
    sheet = a_staged_sheet(
        planner, export_estate(planner, wanted, Format.XLSX, cover), file_name="a.xlsx"
    )
    assert (sheet.kind, sheet.same, sheet.problems) == (SheetKind.SOURCES, 2, 0)


def test_a_csv_file_holds_one_kind(planner):
    a_source(), a_viewer()
    db.session.commit()
    with pytest.raises(RuleBroken, match="one kind"):
        export_estate(planner, Wanted(), Format.CSV, COVER)
    names = read_table(export_estate(planner, Wanted(), Format.XLSX, COVER), "a.xlsx").tables
    assert [table.name for table in names] == ["Sources", "Viewers", "About this file"]


def test_no_cell_of_an_export_is_live(planner):
    an_estate()
    book = openpyxl.load_workbook(BytesIO(export_kind(SheetKind.SOURCES, Format.XLSX, COVER)))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert not kinds & {"f", "e"}


def test_the_same_estate_gives_the_same_bytes(planner):
    an_estate()
    first, second = (export_estate(planner, Wanted(), Format.XLSX, COVER) for _ in range(2))
    assert first == second


def test_files_are_downloads_with_the_day_in_their_name(browse):
    a_source()
    db.session.commit()
    browser = browse(a_person(Role.EXECUTIVE))
    for endpoint, values in (
        ("export_assets", {"format": "xlsx", "kind": "source"}),
        ("export_kind", {"format": "csv", "kind": "departments"}),
    ):
        answer = browser.client.get(browser.url(f"inventory.{endpoint}", **values))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER, Role.DEPARTMENT_LEAD])
def test_who_may_not_export_gets_no_file(browse, role):
    browser = browse(a_person(role))
    browser.get("inventory.export_assets", status=403, format="xlsx")
    browser.get("inventory.export_kind", status=403, format="csv", kind="sources")


@pytest.mark.parametrize("kind", AssetKind)
def test_each_kind_of_asset_has_its_layout(kind):
    (layout,) = [one for one in LAYOUTS.values() if one.asset_kind is kind]
    assert layout.facts is FACTS_OF[kind]


def test_a_csv_is_offered_where_one_kind_is_listed(browse):
    browser = browse(a_person(Role.PLANNER))
    a_source()
    whole = browser.get("inventory.list_assets")
    sources = browser.get("inventory.list_assets", kind="source")
    assert not whole.select("a[href*='export.csv']")
    link = sources.select_one("a[href*='export.csv']")["href"]
    assert browser.client.get(link).status_code == 200


def test_who_may_not_import_is_not_led_there(browse):
    lead = a_person(Role.DEPARTMENT_LEAD)
    assert not browse(lead).get("inventory.choose_asset_kind").select("main a[href*='imports']")
