"""Real sheets, as they are: their preview, their plan, their undo; all of it or nothing."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.accounts.roles import Role
from app.audit.models import Change, Head
from app.audit.services import verify
from app.inventory.facts.imports import SheetKind, SheetState
from app.inventory.importing.mapping import Mapping
from app.inventory.models import Asset, Source, Vendor
from app.inventory.queries.imports import get_for
from app.inventory.services.imports import writing
from app.inventory.services.imports.applying import Consent, apply
from app.inventory.services.imports.undoing import undo
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.organization.models import Facility
from tests.factories.accounts import an_actor
from tests.factories.imports import a_csv, a_staged_sheet, applied

DATA = Path(__file__).parents[1] / "data"
VETERANS = Mapping(
    columns=(
        ("parent_station", "system"),
        ("station_number", "code"),
        ("name", "name"),
        ("official_name", "official_name"),
    ),
    texts=(("region", "VISN-{visn}"),),
    keys=("code",),
)
EQUIPMENT = Mapping(
    columns=(
        ("modality", "modality"),
        ("manufacturer", "vendor_name"),
        ("model", "product"),
        ("first_study_date", "first_study_on"),
        ("last_study_date", "last_study_on"),
        ("body_parts", "body_parts"),
    ),
    texts=(("name", "{modality} in {collection_id}"),),
    keys=("name", "vendor_name", "product", "first_study_on"),
)


def count(model, *where) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


def read(folder: str, name: str) -> bytes:
    return (DATA / folder / name).read_bytes()


def test_the_facilities_of_two_real_systems(session):
    planner = an_actor(Role.PLANNER)
    veterans = read("va-facilities", "va_facilities.csv")
    sheet = a_staged_sheet(planner, veterans, SheetKind.FACILITIES, mapping=VETERANS)
    applied(planner, sheet)
    levels = select(Facility.level, func.count()).group_by(Facility.level)
    found = {level.value: number for level, number in db.session.execute(levels)}
    assert found == {"region": 18, "system": 122, "facility": 1999 - 122}
    again = a_staged_sheet(planner, veterans, SheetKind.FACILITIES, mapping=VETERANS)
    assert (again.created, again.changed, again.same) == (0, 0, 1999)
    hospitals = read("cms-hospitals", "Hospital_General_Information.csv")
    sheet = a_staged_sheet(planner, hospitals)
    assert sheet.kind is SheetKind.FACILITIES
    applied(planner, sheet)
    assert count(Facility) == 2017 + 5334
    assert db.session.scalar(select(Facility.city).where(Facility.code == "010005")) == "BOAZ"
    assert verify().fault is None


def test_a_real_estate_and_back_again(session):
    planner = an_actor(Role.PLANNER)
    data = read("idc-imaging-estate", "equipment_by_collection.csv")
    before = count(Change)
    sheet = applied(planner, a_staged_sheet(planner, data, SheetKind.SOURCES, mapping=EQUIPMENT))
    assert (sheet.created, sheet.problems) == (2362, 0)
    assert count(Source) == 2362
    assert count(Asset, Asset.vendor_name.is_(None)) == 85
    spelled = select(func.count(Asset.vendor_name.distinct())).join(Vendor)
    assert db.session.scalar(spelled.where(Vendor.name == "Siemens")) == 11
    assert db.session.scalar(spelled.where(Vendor.name == "Philips")) == 8
    again = a_staged_sheet(planner, data, SheetKind.SOURCES, mapping=EQUIPMENT)
    assert (again.created, again.changed, again.same) == (0, 0, 2362)
    with unit_of_work(reason="Only a try"):
        undo(get_for(planner, sheet.id, lock=True), actor=planner, at=clock.now())
    assert count(Asset) == 0
    assert count(Change) > before + 2 * 2362
    assert verify().fault is None


def test_a_failure_in_the_middle_leaves_nothing(session, monkeypatch):
    planner = an_actor(Role.PLANNER)
    rows = [f"S-{number},Name {number}" for number in range(500)]
    sheet = a_staged_sheet(planner, a_csv("code,name", *rows), SheetKind.SOURCES)
    head = db.session.scalar(select(Head.hash))
    update_many = writing.update_many

    def full_disk(*given):
        update_many(*given)
        raise OSError("No space left on device")

    monkeypatch.setattr(writing, "update_many", full_disk)
    with pytest.raises(OSError, match="No space"):
        applied(planner, sheet)
    assert count(Asset) == 0
    assert db.session.scalar(select(Head.hash)) == head
    assert get_for(planner, sheet.id).state is SheetState.STAGED
    monkeypatch.undo()
    applied(planner, sheet)
    assert count(Asset) == 500


def at_once(app, planner, wanted: list[tuple[int, Consent]]) -> list[str]:
    """What became of sheets that are applied in the same moment, each by a thread of its own."""
    barrier, answers = threading.Barrier(len(wanted)), []

    def press(key: int, consent: Consent) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with unit_of_work(reason=consent.reason):
                    locked = get_for(planner, key, lock=True)
                    apply(locked, consent, actor=planner, at=clock.now())
                answers.append("applied")
            except Conflict:
                answers.append("conflict")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=press, args=one) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_two_who_apply_the_same_sheet_at_once_apply_it_once(committed_app):
    with committed_app.app_context():
        planner = an_actor(Role.PLANNER)
        rows = [f"S-{number},Name {number}" for number in range(50)]
        sheet = a_staged_sheet(planner, a_csv("code,name", *rows), SheetKind.SOURCES)
        wanted = [(sheet.id, Consent(sheet.plan_digest, "Together"))] * 4
        db.session.remove()
    answers = at_once(committed_app, planner, wanted)
    assert answers == ["applied", "conflict", "conflict", "conflict"]
    with committed_app.app_context():
        assert count(Asset) == 50
        assert verify().fault is None
        db.session.remove()


def test_sheets_that_create_the_same_asset_at_once_create_it_once(committed_app):
    with committed_app.app_context():
        planner = an_actor(Role.PLANNER)
        sheets = [
            a_staged_sheet(planner, a_csv("code,name", f"S-1,Name {number}"), SheetKind.SOURCES)
            for number in range(3)
        ]
        wanted = [(sheet.id, Consent(sheet.plan_digest, "Race")) for sheet in sheets]
        db.session.remove()
    assert at_once(committed_app, planner, wanted) == ["applied", "conflict", "conflict"]
    with committed_app.app_context():
        assert count(Asset) == 1
        db.session.remove()
