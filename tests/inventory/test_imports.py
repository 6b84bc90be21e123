"""Sheets brought, applied and taken back."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.roles import Role
from app.audit.models import Action, Change
from app.audit.queries import history_of
from app.inventory.facts import AssetKind
from app.inventory.facts.imports import RowFate, SheetKind, SheetState
from app.inventory.importing.mapping import Mapping
from app.inventory.models import Asset, Interface, SavedMapping, SheetRow, Source, Vendor
from app.inventory.queries.imports import get_for, lines_of, list_for
from app.inventory.services.imports import mappings, staging
from app.inventory.services.imports.undoing import undo
from app.inventory.translate import facts_of
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor, Permission
from app.organization.models import Department, Facility
from tests.factories.accounts import an_actor
from tests.factories.imports import a_csv, a_staged_sheet, applied
from tests.factories.inventory import a_source, a_storage, a_viewer, an_asset
from tests.factories.organization import a_department
from tests.kernel.hostile import a_sheet, a_workbook, text_cell

pytestmark = pytest.mark.usefixtures("session")
THREE = a_csv(
    "code,name,vendor,modality,annual license",
    "S-1,One,GE,CT,1250.50",
    "S-2,Two,ge,MR,",
    "S-3,Three,Siemens,US,7",
)


@pytest.fixture
def planner() -> Actor:
    return an_actor(Role.PLANNER)


def problems_of(sheet) -> list[tuple[int, str, str]]:
    return [
        (line.row_number, heading, text)
        for line in lines_of(sheet.id, RowFate.PROBLEM)
        for heading, text in line.problems
    ]


def taken_back(actor: Actor, sheet) -> None:
    with unit_of_work(reason="Wrong file"):
        undo(get_for(actor, sheet.id, lock=True), actor=actor, at=clock.now())


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_sheet_creates_assets_with_codes_vendors_and_history(planner):
    sheet = applied(planner, a_staged_sheet(planner, THREE))
    assert (sheet.created, sheet.changed, sheet.same, sheet.problems) == (3, 0, 0, 0)
    one, two, three = db.session.scalars(select(Source).order_by(Source.name_key)).all()
    assert (one.code, one.vendor_name, one.annual_license) == ("S-1", "GE", 125050)
    assert (two.code, three.code) == ("S-3", "S-2")
    (made,) = history_of("inventory_asset", one.id)
    assert (made.action, made.reason, made.actor_name) == (
        Action.CREATED,
        "First load",
        planner.name,
    )
    assert made.fields["annual_license"] == [None, 125050]
    assert made.fields["kind"] == [None, "source"]
    uses = select(Vendor.name, func.count(Asset.id)).join(Asset).group_by(Vendor.name)
    names = dict(db.session.execute(uses).all())
    assert names == {"GE": 2, "Siemens": 1}


def test_history_in_bulk_says_what_history_one_by_one_says(planner):
    by_hand = an_asset(name="By hand", vendor_name="GE", modality="CT", annual_license=5)
    db.session.commit()
    data = a_csv("code,name,vendor,modality,annual license", "S-5,By sheet,GE,CT,0.05")
    applied(planner, a_staged_sheet(planner, data))
    by_sheet = db.session.scalar(select(Source).where(Source.code == "S-5"))
    first, second = (history_of("inventory_asset", one.id)[0] for one in (by_hand, by_sheet))
    assert set(first.fields) | {"vendor_id"} == set(second.fields)
    assert (by_sheet.version, by_sheet.search_text) == (1, "s-5 by sheet ge")


def test_a_sheet_without_codes_gets_the_next_free_ones(planner):
    an_asset(AssetKind.VIEWER, code="VWR-0007")
    db.session.commit()
    data = a_csv("name,vendor", "Lens,A", "Loupe,B")
    applied(planner, a_staged_sheet(planner, data, SheetKind.VIEWERS))
    codes = set(db.session.scalars(select(Asset.code)))
    assert codes == {"VWR-0007", "VWR-0008", "VWR-0009"}


def test_the_same_sheet_again_changes_nothing(planner):
    data = a_csv("code,name,vendor,modality", "S-1,One,GE,CT", "S-2,Two,,")
    applied(planner, a_staged_sheet(planner, data))
    changes = count(Change)
    again = a_staged_sheet(planner, data)
    assert (again.created, again.changed, again.same) == (0, 0, 2)
    with pytest.raises(RuleBroken, match="nothing to apply"):
        applied(planner, again)
    assert count(Change) == changes + 2  # the sheet itself: brought, and its columns chosen


def test_a_change_is_shown_and_written_field_by_field(planner):
    asset = a_source(code="S-1", name="One", vendor_name="GE", notes="Keep")
    db.session.commit()
    data = a_csv("code,name,vendor", "s-1,Uno,Siemens")
    sheet = a_staged_sheet(planner, data, SheetKind.SOURCES)
    (line,) = lines_of(sheet.id, RowFate.CHANGE)
    assert line.before == {"name": "One", "vendor_name": "GE"}
    assert line.after == {"name": "Uno", "vendor_name": "Siemens"}
    applied(planner, sheet)
    assert (asset.name, asset.notes, asset.version, asset.name_key) == ("Uno", "Keep", 2, "uno")
    latest = history_of("inventory_asset", asset.id)[0]
    assert latest.fields["name"] == ["One", "Uno"]
    assert set(latest.fields) == {"name", "vendor_name", "vendor_id"}


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_one_bad_row_wherever_it_stands_stops_all(planner, bad):
    rows = ["S-1,One,CT", "S-2,Two,MR", "S-3,Three,US"]
    rows[bad] = "S-9,,NONSENSE"
    sheet = a_staged_sheet(planner, a_csv("code,name,modality", *rows))
    found = problems_of(sheet)
    assert [(row, heading) for row, heading, _ in found] == [
        (bad + 2, "name"),
        (bad + 2, "modality"),
    ]
    with pytest.raises(RuleBroken, match="1 rows have a problem"):
        applied(planner, sheet)
    assert count(Asset) == 0
    assert get_for(planner, sheet.id).state is SheetState.STAGED


def test_good_rows_alone_are_applied_when_the_planner_says_so(planner):
    data = a_csv("code,name", "S-1,One", "S-2,")
    sheet = applied(planner, a_staged_sheet(planner, data, SheetKind.SOURCES), only_good_rows=True)
    assert set(db.session.scalars(select(Asset.code))) == {"S-1"}
    assert sheet.problems == 1


def test_nothing_happens_if_anything_changed_since_the_preview(planner):
    asset = a_source(code="S-1", name="One")
    db.session.commit()
    data = a_csv("code,name,vendor", "S-1,Uno,GE", "S-2,Two,GE")
    sheet = a_staged_sheet(planner, data, SheetKind.SOURCES)
    asset.name = "Elsewhere"
    db.session.commit()
    with pytest.raises(Conflict, match="changed since this sheet was checked"):
        applied(planner, sheet)
    assert set(db.session.scalars(select(Asset.name))) == {"Elsewhere"}
    with unit_of_work():
        staging.look_again(get_for(planner, sheet.id, lock=True), actor=planner)
    applied(planner, sheet)
    assert set(db.session.scalars(select(Asset.name))) == {"Uno", "Two"}


def test_another_preview_than_the_one_that_was_seen_is_not_applied(planner):
    sheet = a_staged_sheet(planner, THREE)
    with pytest.raises(Conflict):
        applied(planner, sheet, digest="0" * 64)


def test_a_sheet_is_applied_once(planner):
    sheet = applied(planner, a_staged_sheet(planner, THREE))
    with pytest.raises(Conflict, match="applied already"):
        applied(planner, sheet)


def test_references_are_codes_that_must_lead_somewhere(planner):
    a_department(code="RAD")
    a_storage(code="STO-1")
    db.session.commit()
    data = a_csv(
        "code,name,department,store they go to,business owner",
        "S-1,One,rad,sto-1,",
        "S-2,Two,NOWHERE,STO-9,nobody@example.org",
    )
    found = problems_of(a_staged_sheet(planner, data, SheetKind.SOURCES))
    assert found == [
        (3, "department", "Nothing is known by “NOWHERE”."),
        (3, "business owner", "Nothing is known by “nobody@example.org”."),
        (3, "store they go to", "Nothing is known by “STO-9”."),
    ]


def test_a_row_with_wrong_cells_still_says_what_leads_nowhere(planner):
    data = a_csv("code,name,department,modality", "S-1,,NOWHERE,WRONG")
    found = problems_of(a_staged_sheet(planner, data, SheetKind.SOURCES))
    assert [heading for _, heading, _ in found] == ["name", "modality", "department"]


def test_rows_may_refer_to_rows_of_the_same_sheet_in_any_order(planner):
    data = a_csv("code,name,duplicates", "S-1,One,S-2", "S-2,Two,S-1", "S-3,Three,S-1")
    applied(planner, a_staged_sheet(planner, data, SheetKind.SOURCES))
    assets = {one.code: one for one in db.session.scalars(select(Source))}
    assert facts_of(assets["S-1"]).duplicate_of == "S-2"
    assert facts_of(assets["S-2"]).duplicate_of == "S-1"


def test_a_row_that_refers_to_a_row_with_a_problem_has_a_problem_too(planner):
    data = a_csv("code,name,duplicates", "S-1,,", "S-2,Two,S-1", "S-3,Three,S-2", "S-4,Four,")
    sheet = a_staged_sheet(planner, data, SheetKind.SOURCES)
    assert [row for row, _, _ in problems_of(sheet)] == [2, 3, 4]


def test_interfaces_are_brought_like_everything_else(planner):
    source, viewer = a_source(code="S-1"), a_viewer(code="V-1")
    db.session.commit()
    data = a_csv("name,from,carries,to,status", "Opens,S-1,sends_images,V-1,live")
    sheet = a_staged_sheet(planner, data, SheetKind.INTERFACES)
    assert problems_of(sheet) == []
    applied(planner, sheet)
    (made,) = db.session.scalars(select(Interface)).all()
    assert (made.code, made.from_asset_id, made.to_asset_id) == ("INT-0001", source.id, viewer.id)


def test_a_code_names_one_asset_whatever_its_kind(planner):
    a_viewer(code="X-1")
    db.session.commit()
    found = problems_of(a_staged_sheet(planner, a_csv("code,name", "X-1,One"), SheetKind.SOURCES))
    assert found == [(2, "code", "This is the code of another asset, one of kind viewer.")]


def test_columns_that_nobody_listed_are_never_applied(planner):
    a_source(code="S-1", name="One")
    db.session.commit()
    data = a_csv(
        "code,name,vendor_id,kind,version_id,name_key,password", "S-1,One,99,viewer,9,zzz,1"
    )
    sheet = a_staged_sheet(planner, data, SheetKind.SOURCES)
    assert (sheet.same, sheet.changed) == (1, 0)
    columns = (("code", "code"), ("version_id", "version"))
    choice = staging.Choice(SheetKind.SOURCES, sheet.table_name, Mapping(columns, keys=("code",)))
    with pytest.raises(RuleBroken, match="no fact “version”"):
        staging.choose(sheet, choice, actor=planner)


def test_an_importer_of_some_departments_stays_within_them(planner):
    own, other = a_department(code="OWN"), a_department(code="OTHER")
    a_source(code="S-1", name="Mine", department=own)
    a_source(code="S-2", name="Theirs", department=other)
    db.session.commit()
    lead = Actor(
        planner.person_id,
        "Lead",
        frozenset({Permission.INVENTORY_IMPORT}),
        departments=frozenset({own.id}),
        only_own_departments=True,
    )
    data = a_csv(
        "code,name,department",
        "S-1,Mine now,OWN",
        "S-2,Mine now,OWN",
        "S-3,New,OTHER",
        "S-4,New,",
        "S-1,Given away,OTHER",
    )
    sheet = a_staged_sheet(lead, data, SheetKind.SOURCES)
    assert {row for row, _, _ in problems_of(sheet)} == {3, 4, 5, 6}
    stranger = Actor(0, "x", lead.permissions, frozenset(), only_own_departments=True)
    with pytest.raises(NotFound):
        get_for(stranger, sheet.id)
    assert list_for(stranger) == []


def test_formulas_are_problems_of_their_cells_where_the_column_counts(planner):
    rows = (
        f'<row r="1">{text_cell("A1", "code")}{text_cell("B1", "name")}'
        f"{text_cell('C1', 'ignored')}</row>"
        f'<row r="2">{text_cell("A2", "S-1")}<c r="B2"><f>A1</f><v>2</v></c></row>'
        f'<row r="3">{text_cell("A3", "S-2")}{text_cell("B3", "Two")}<c r="C3"><f>1</f></c></row>'
    )
    data = a_workbook(a_sheet(rows))
    sheet = a_staged_sheet(planner, data, SheetKind.SOURCES, file_name="estate.xlsx")
    assert problems_of(sheet) == [
        (2, "name", "This cell holds a formula; paste its value in its place.")
    ]


def test_the_tree_of_facilities_comes_from_one_flat_file_and_stays_a_tree(planner):
    flat = a_csv("visn,parent_station,station_number,name", "1,402,402HB,Sub", "1,402,402,Main")
    mapping = Mapping(
        columns=(("parent_station", "system"), ("station_number", "code"), ("name", "name")),
        texts=(("region", "VISN-{visn}"),),
        keys=("code",),
    )
    applied(planner, a_staged_sheet(planner, flat, SheetKind.FACILITIES, mapping=mapping))
    places = {one.code: one for one in db.session.scalars(select(Facility))}
    assert places["402HB"].parent_id == places["402"].id
    assert places["402"].parent_id == places["VISN-1"].id
    assert [places[code].level.value for code in ("VISN-1", "402", "402HB")] == [
        *("region", "system", "facility")
    ]
    turned = a_csv("code,parent", "402,402HB")
    sheet = a_staged_sheet(planner, turned, SheetKind.FACILITIES)
    assert problems_of(sheet) == [(2, "parent", "With this, the place would stand below itself.")]


def test_only_who_may_change_the_organization_brings_facilities(planner):
    few = Actor(planner.person_id, "Few", frozenset({Permission.INVENTORY_IMPORT}))
    with pytest.raises(Forbidden):
        a_staged_sheet(few, a_csv("code,name", "F-1,One"), SheetKind.DEPARTMENTS)
    sheet = a_staged_sheet(planner, a_csv("code,name", "F-1,One"), SheetKind.DEPARTMENTS)
    with pytest.raises(Forbidden):
        applied(few, sheet)


def test_departments_are_brought_with_service_line_and_lead(planner):
    lead = db.session.scalars(select(Person)).first()
    data = a_csv("code,name,lead,rooms", f"derm,Dermatology,{lead.email},4")
    applied(planner, a_staged_sheet(planner, data, SheetKind.DEPARTMENTS))
    (made,) = db.session.scalars(select(Department)).all()
    assert (made.code, made.lead_id, made.rooms) == ("DERM", lead.id, 4)


def test_a_mapping_is_kept_by_name_and_replaced_by_the_same_name(planner):
    mapping = Mapping(columns=(("a", "code"),), keys=("code",))
    mappings.save_mapping(" Quarterly  list ", SheetKind.SOURCES, mapping)
    kept = mappings.save_mapping("Quarterly  list", SheetKind.SOURCES, Mapping(keys=("code",)))
    db.session.commit()
    assert count(SavedMapping) == 1
    assert kept.mapping["columns"] == []
    mappings.forget_mapping(kept)
    db.session.commit()
    assert count(SavedMapping) == 0
    with pytest.raises(RuleBroken):
        mappings.save_mapping(" ", SheetKind.SOURCES, mapping)


def test_a_sheet_that_was_not_applied_can_be_forgotten(planner):
    sheet = a_staged_sheet(planner, THREE)
    with unit_of_work():
        staging.discard(sheet)
    assert count(SheetRow) == 0
    with pytest.raises(NotFound):
        get_for(planner, sheet.id)
