"""What a sheet did is taken back; what has changed since is left and listed."""

import pytest
from sqlalchemy import func, select

from app.accounts.roles import Role
from app.audit.models import Action
from app.audit.queries import history_of
from app.inventory.facts import AssetKind
from app.inventory.facts.imports import SheetKind, SheetState
from app.inventory.models import Asset, SheetRow, Source, Standing
from app.inventory.queries.imports import get_for, lines_of
from app.inventory.services.imports.undoing import undo
from app.inventory.services.standing import set_standing
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.organization.models import Department, Facility
from tests.factories.accounts import an_actor
from tests.factories.imports import a_csv, a_staged_sheet, applied
from tests.factories.inventory import a_source, a_viewer, an_interface
from tests.factories.organization import a_department

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def planner() -> Actor:
    return an_actor(Role.PLANNER)


def brought(planner: Actor, *rows: str, kind: SheetKind = SheetKind.SOURCES):
    return applied(planner, a_staged_sheet(planner, a_csv(*rows), kind))


def taken_back(planner: Actor, sheet):
    with unit_of_work(reason="Wrong file"):
        locked = get_for(planner, sheet.id, lock=True)
        undo(locked, actor=planner, at=clock.now())
    return locked


def reasons(sheet) -> dict[str, str]:
    return {line.label: line.left_because for line in lines_of(sheet.id, left=True)}


def codes(model=Asset) -> set[str]:
    return set(db.session.scalars(select(model.code)))


def test_what_was_created_goes_and_what_was_changed_says_the_old_again(planner):
    kept = a_source(code="S-1", name="One", notes="Old", annual_license=5)
    db.session.commit()
    sheet = brought(planner, "code,name,notes,annual_license", "S-1,Uno,New,7", "S-2,Two,,")
    key = db.session.scalar(select(Source.id).where(Source.code == "S-2"))
    undone = taken_back(planner, sheet)
    assert (undone.state, undone.left, undone.undone_by_id) == (
        SheetState.UNDONE,
        0,
        planner.person_id,
    )
    assert (kept.name, kept.notes, kept.annual_license) == ("One", "Old", 5)
    assert codes() == {"S-1"}
    gone = history_of("inventory_asset", key)[0]
    assert (gone.action, gone.reason, gone.fields["name"]) == (
        Action.DELETED,
        "Wrong file",
        ["Two", None],
    )
    assert history_of("inventory_asset", kept.id)[0].fields["notes"] == ["New", "Old"]


def test_a_sheet_is_undone_once_and_only_after_it_was_applied(planner):
    staged = a_staged_sheet(planner, a_csv("code,name", "S-1,One"), SheetKind.SOURCES)
    with pytest.raises(Conflict, match="Only a sheet that was applied"):
        taken_back(planner, staged)
    sheet = taken_back(planner, applied(planner, staged))
    with pytest.raises(Conflict):
        taken_back(planner, sheet)


def test_what_has_changed_since_is_left_and_listed(planner):
    changed, same = a_source(code="S-1", name="One"), a_source(code="S-2", name="Two")
    db.session.commit()
    sheet = brought(planner, "code,name,notes", "S-1,Uno,", "S-2,Due,", "S-3,Three,", "S-4,Four,")
    changed.name = "Somebody's"
    same.notes = "Written since, but the name was not touched"
    db.session.scalar(select(Source).where(Source.code == "S-3")).vendor_name = "GE"
    db.session.commit()
    undone = taken_back(planner, sheet)
    assert undone.left == 2
    assert reasons(sheet) == {"S-1": "Changed since: Name.", "S-3": "Changed since: Vendor."}
    assert (changed.name, same.name) == ("Somebody's", "Two")
    assert codes() == {"S-1", "S-2", "S-3"}


def test_what_is_in_use_by_now_is_left(planner):
    viewer = a_viewer(code="V-1")
    db.session.commit()
    sheet = brought(planner, "code,name", "S-1,One", "S-2,Two")
    one = db.session.scalar(select(Source).where(Source.code == "S-1"))
    an_interface(one, viewer)
    db.session.commit()
    taken_back(planner, sheet)
    assert reasons(sheet) == {"S-1": "Used by now: inventory interface."}
    assert "S-2" not in codes()


def test_what_hangs_on_what_stays_stays_too(planner):
    sheet = brought(
        planner, "code,name,parent", "A,Top,", "B,Middle,A", "C,Below,B", kind=SheetKind.FACILITIES
    )
    middle = db.session.scalar(select(Facility).where(Facility.code == "B"))
    a_department(facility=middle.code)
    db.session.commit()
    taken_back(planner, sheet)
    assert codes(Facility) == {"A", "B"}
    assert set(reasons(sheet)) == {"A", "B"}


def test_rows_that_refer_to_each_other_go_together(planner):
    sheet = brought(planner, "code,name,duplicates", "S-1,One,S-2", "S-2,Two,S-1")
    assert taken_back(planner, sheet).left == 0
    assert codes() == set()


def test_what_was_computed_about_an_asset_goes_with_it(planner):
    sheet = brought(planner, "code,name", "S-1,One")
    key = db.session.scalar(select(Asset.id))
    set_standing(key, completeness=500)
    db.session.commit()
    taken_back(planner, sheet)
    assert db.session.scalar(select(func.count()).select_from(Standing)) == 0


def test_what_was_deleted_since_is_said_to_be_gone(planner):
    sheet = brought(planner, "code,name", "D-1,One", kind=SheetKind.DEPARTMENTS)
    db.session.delete(db.session.scalar(select(Department)))
    db.session.commit()
    assert taken_back(planner, sheet).left == 1
    assert reasons(sheet) == {"D-1": "It is no longer there."}


def test_a_reference_that_led_somewhere_before_is_not_restored_into_nothing(planner):
    a_department(code="OLD")
    source = a_source(code="S-1", department=a_department(code="GONE"))
    db.session.commit()
    sheet = brought(planner, "code,department", "S-1,OLD")
    db.session.delete(db.session.scalar(select(Department).where(Department.code == "GONE")))
    db.session.commit()
    taken_back(planner, sheet)
    assert reasons(sheet) == {"S-1": "“GONE”, which it named before, is no longer there."}
    assert db.session.get(Source, source.id).department_id is not None


def test_rows_of_a_sheet_keep_what_they_did(planner):
    brought(planner, "code,name", "S-1,One")
    row = db.session.scalar(select(SheetRow))
    assert row.subject_id == db.session.scalar(select(Asset.id))
    assert row.after["name"] == "One"
    assert row.subject_key == "inventory_asset"
    assert AssetKind.SOURCE.value not in row.before
