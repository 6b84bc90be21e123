"""The pages of imports and exports."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.accounts.roles import Role
from app.inventory.facts.imports import SheetKind, SheetState
from app.inventory.models import Asset, SavedMapping, Sheet, Source
from app.kernel.db import db
from app.kernel.spreadsheets.reading import read_table
from tests.factories.accounts import a_person, an_actor
from tests.factories.imports import a_csv, a_staged_sheet
from tests.factories.inventory import a_source
from tests.kernel import hostile

pytestmark = pytest.mark.usefixtures("session")
ROWS = ("Tag,Manufacturer,Label,Modality", "S-1,GE,One,CT", "S-2,Siemens,Two,MR")


@pytest.fixture
def planner(browse):
    return browse(a_person(Role.PLANNER))


def upload(browser, data: bytes, name: str = "estate.csv", **given):
    status = given.pop("status", 303)
    form = {"file": (BytesIO(data), name), "kind": "sources"} | given
    return browser.post("inventory.new_import", form, status=status)


def the_sheet() -> Sheet:
    db.session.expire_all()
    return db.session.scalars(select(Sheet).order_by(Sheet.id.desc())).first()


def chosen(page) -> dict[str, object]:
    """The form of the columns page as it stands, to be sent back."""
    form = {}
    for field in page.select("form[method=post] select"):
        option = field.select_one("option[selected]")
        form[field["name"]] = option["value"] if option else ""
    for field in page.select("form[method=post] input:is([type=hidden], [type=text])"):
        form[field["name"]] = field.get("value", "")
    form["keys"] = [box["value"] for box in page.select("input[name=keys][checked]")]
    return form


def test_a_sheet_from_file_to_estate_and_back(planner, query_budget):
    page = upload(planner, a_csv(*ROWS))
    assert page.h1.text == "What the columns hold"
    form = chosen(page)
    assert [form[f"columns-{n}"] for n in range(4)] == ["", "vendor_name", "", "modality"]
    form |= {"columns-0": "code", "columns-2": "name", "keys": ["code"], "save_as": "Tags"}
    sheet = the_sheet()
    page = planner.post("inventory.choose_import_columns", form, sheet_id=sheet.id)
    assert "2 to create, 0 to change, 0 the same, 0 with a problem" in page.text
    assert db.session.scalar(select(func.count(Asset.id))) == 0
    with query_budget(8):
        page = planner.get("inventory.show_import", sheet_id=sheet.id)
    digest = page.select_one("input[name=digest]")["value"]
    page = planner.post(
        "inventory.apply_import", {"digest": digest, "reason": "First list"}, sheet_id=sheet.id
    )
    assert "Applied. It can be undone" in page.text
    assert set(db.session.scalars(select(Source.code))) == {"S-1", "S-2"}
    assert page.find("a", string="S-1")["href"].startswith("/inventory/assets/")
    page = planner.post("inventory.undo_import", {"reason": "Wrong list"}, sheet_id=sheet.id)
    assert "Taken back." in page.text
    assert db.session.scalar(select(func.count(Asset.id))) == 0
    assert the_sheet().state is SheetState.UNDONE
    assert db.session.scalar(select(SavedMapping.name)) == "Tags"


def test_a_kept_mapping_reads_the_next_file(planner):
    upload(planner, a_csv(*ROWS))
    sheet = the_sheet()
    form = chosen(planner.get("inventory.choose_import_columns", sheet_id=sheet.id))
    form |= {"columns-0": "code", "columns-2": "name", "keys": ["code"], "save_as": "Tags"}
    planner.post("inventory.choose_import_columns", form, sheet_id=sheet.id)
    mapping_id = db.session.scalar(select(SavedMapping.id))
    upload(planner, a_csv("Tag,Label", "S-9,Nine"))
    page = planner.get(
        "inventory.choose_import_columns", sheet_id=the_sheet().id, mapping=mapping_id
    )
    assert [chosen(page)[f"columns-{n}"] for n in range(2)] == ["code", "name"]
    page = planner.post("inventory.forget_mapping", mapping_id=mapping_id)
    assert "The mapping is forgotten." in page.text


def test_another_table_or_kind_is_suggested_anew(planner):
    upload(planner, a_csv("code,name,city", "F-1,Clinic,Bath"))
    page = planner.get(
        "inventory.choose_import_columns", sheet_id=the_sheet().id, kind="facilities"
    )
    assert [chosen(page)[f"columns-{n}"] for n in range(3)] == ["code", "name", "city"]


def test_a_mapping_that_cannot_work_is_refused_on_its_page(planner):
    form = chosen(upload(planner, a_csv(*ROWS)))
    form |= {"columns-0": "vendor_name"}
    page = planner.post(
        "inventory.choose_import_columns", form, sheet_id=the_sheet().id, status=422
    )
    assert "is chosen twice" in page.text


def test_every_problem_is_shown_with_row_and_column(planner):
    rows = [f"S-{n},,WRONG" for n in range(60)]
    actor = an_actor(Role.PLANNER)
    sheet = a_staged_sheet(actor, a_csv("code,name,modality", *rows), SheetKind.SOURCES)
    page = planner.get("inventory.show_import", sheet_id=sheet.id)
    assert "With a problem (60)" in page.text
    assert len(page.select("tbody tr")) == 50
    assert "modality" in page.select_one("tbody tr").text
    more = planner.client.get(page.select_one("a[rel=next]")["href"])
    assert more.text.count("“WRONG” is not one of the words") == 10
    file = planner.client.get(planner.url("inventory.show_refused_rows", sheet_id=sheet.id))
    (table,) = read_table(file.data, "problems.xlsx").tables
    assert table.headings == ("Row", "code", "name", "modality", "What is wrong")
    assert table.rows[0].cells[:2] == ("2", "S-0")
    assert "name: This must be said." in table.rows[0].cells[4]


def test_good_rows_alone_need_a_tick(planner):
    upload(planner, a_csv("code,name", "S-1,One", "S-2,"))
    sheet = the_sheet()
    form = chosen(planner.get("inventory.choose_import_columns", sheet_id=sheet.id))
    page = planner.post("inventory.choose_import_columns", form, sheet_id=sheet.id)
    data = {"digest": page.select_one("input[name=digest]")["value"], "reason": "Some"}
    page = planner.post("inventory.apply_import", data, sheet_id=sheet.id, status=422)
    assert "1 rows have a problem" in page.text
    planner.post("inventory.apply_import", data | {"only_good_rows": "y"}, sheet_id=sheet.id)
    assert db.session.scalar(select(func.count(Asset.id))) == 1


def test_a_preview_that_is_no_longer_true_is_a_conflict(planner):
    upload(planner, a_csv("code,name", "S-1,Uno"))
    sheet = the_sheet()
    form = chosen(planner.get("inventory.choose_import_columns", sheet_id=sheet.id))
    page = planner.post("inventory.choose_import_columns", form, sheet_id=sheet.id)
    data = {"digest": page.select_one("input[name=digest]")["value"], "reason": "x"}
    a_source(code="S-1", name="One")
    db.session.commit()
    page = planner.post("inventory.apply_import", data, sheet_id=sheet.id, status=409)
    assert "changed since this sheet was checked" in page.text
    page = planner.post("inventory.check_import", sheet_id=sheet.id)
    assert "0 to create, 1 to change" in page.text


def test_applying_needs_a_reason(planner):
    upload(planner, a_csv("code,name", "S-1,Uno"))
    sheet = the_sheet()
    form = chosen(planner.get("inventory.choose_import_columns", sheet_id=sheet.id))
    planner.post("inventory.choose_import_columns", form, sheet_id=sheet.id)
    page = planner.post("inventory.apply_import", {}, sheet_id=sheet.id, status=422)
    assert "Say why this is brought in." in page.text
    key = sheet.id
    page = planner.post("inventory.discard_import", sheet_id=key)
    assert "nothing was changed" in page.text
    planner.get("inventory.show_import", sheet_id=key, status=404)


@pytest.mark.parametrize("what", ["a billion laughs", "121 columns", "half a file", "a PDF"])
def test_a_hostile_workbook_is_refused_on_the_page(planner, what):
    page = upload(planner, hostile.WORKBOOKS[what](), "estate.xlsx", status=422)
    assert page.select_one("[role=alert]")
    assert the_sheet() is None


def test_a_form_without_a_file_is_refused(planner):
    page = planner.post("inventory.new_import", {"kind": "sources"}, status=422)
    assert "Choose a file." in page.text


def test_the_list_of_sheets(planner, query_budget):
    for number in range(3):
        upload(planner, a_csv("code,name", f"S-{number},One"))
    with query_budget(6):
        page = planner.get("inventory.list_imports")
    assert len(page.select("th[scope=row] small")) == 3


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNER}))
def test_only_those_who_may_import_see_sheets(browse, role):
    browser = browse(a_person(role))
    for page in ("list_imports", "new_import"):
        browser.get(f"inventory.{page}", status=403)
    for page in ("show_import", "choose_import_columns", "show_refused_rows"):
        browser.get(f"inventory.{page}", status=403, sheet_id=1)
    for act in ("apply_import", "undo_import", "discard_import", "check_import"):
        browser.post(f"inventory.{act}", status=403, sheet_id=1)


@pytest.mark.parametrize("kind", SheetKind)
def test_each_kind_has_a_template_that_the_importer_understands(planner, kind):
    file = planner.client.get(planner.url("inventory.show_template", kind=kind))
    assert file.status_code == 200
    (guide,) = read_table(file.data, "template.xlsx").tables
    assert guide.headings[0] == "Heading"
