from datetime import date

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.accounts.services import issue_token
from app.governance.models import DecisionStatus
from app.inventory.facts import Lifecycle
from app.inventory.facts.imports import SheetKind
from app.inventory.models import Asset
from app.inventory.queries.imports import get_for, lines_of
from app.inventory.services.assets import retire_asset
from app.inventory.services.imports.staging import look_again
from app.inventory.services.imports.undoing import undo
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.leaving import what_blocks
from app.strategy.services.retirement import waiting_to_leave
from tests.factories.accounts import a_person
from tests.factories.imports import a_csv, a_staged_sheet, applied
from tests.factories.inventory import (
    ANYBODY,
    a_source,
    a_storage,
    a_viewer,
    an_application,
    an_interface,
)
from tests.strategy.test_dispositions import decided

pytestmark = pytest.mark.usefixtures("session")


def an_archive(**given):
    """Emptied, with somebody who answers for what must be kept."""
    owner = a_person(Role.PLANNER)
    usual = {
        "name": "Old archive",
        "business_owner": owner.email,
        "studies_held": "1000",
        "studies_migrated": "990",
        "migration_exceptions": "10",
    }
    return a_storage(**usual | given)


def a_ready(**given):
    archive, new = an_archive(**given), a_storage(name="New archive")
    decision = decided(archive, "replace", target_asset=new.code)
    return archive, new, decision


def test_what_is_ready_may_go():
    archive, *_ = a_ready()
    assert what_blocks([archive.id]) == {}
    retire_asset(archive, actor=ANYBODY, on=date(2026, 1, 31))
    assert archive.lifecycle is Lifecycle.RETIRED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"business_owner": None}, "Nobody is named"),
        ({"studies_held": None}, "Nobody has said how many studies"),
        ({"studies_migrated": "900"}, "90 of 1,000 studies"),
    ],
)
def test_an_unmet_condition_of_its_own_blocks(given, sentence):
    archive, *_ = a_ready(**given)
    with pytest.raises(RuleBroken, match=sentence):
        retire_asset(archive, actor=ANYBODY, on=date(2026, 1, 31))


def test_without_a_decision_in_force_nothing_goes():
    archive = an_archive()
    with pytest.raises(RuleBroken, match="No decision in force says that it is to go"):
        retire_asset(archive, actor=ANYBODY, on=date(2026, 1, 31))
    ready, _, decision = a_ready()
    decision.status = DecisionStatus.SUPERSEDED
    db.session.commit()
    assert "No decision in force" in what_blocks([ready.id])[ready.id][0]
    kept = an_archive()
    decided(kept, "retire")
    decided(kept, "retain")
    assert "No decision in force" in what_blocks([kept.id])[kept.id][0]


def test_a_successor_has_to_be_live():
    archive, new, _ = a_ready()
    new.lifecycle = Lifecycle.PLANNED
    db.session.commit()
    assert what_blocks([archive.id])[archive.id] == ["New archive is to take over and is not live."]


def test_sources_are_repointed_and_interfaces_switched_off():
    archive, new, _ = a_ready()
    camera = a_source(name="Camera", destination_kind="storage", destination=archive.code)
    wire = an_interface(an_application(), archive, status="live")
    assert what_blocks([archive.id])[archive.id] == [
        "Camera still sends images to it.",
        f"{wire.code} is still live.",
    ]
    camera.destination_id = new.id
    wire.lifecycle = Lifecycle.RETIRED
    db.session.commit()
    assert what_blocks([archive.id]) == {}


def test_a_device_goes_without_a_decision():
    camera = a_source()
    retire_asset(camera, actor=ANYBODY, on=date(2026, 1, 31))
    assert camera.lifecycle is Lifecycle.RETIRED


def test_the_page_refuses_and_says_why(browse):
    archive = an_archive()
    planner = browse(a_person(Role.PLANNER))
    page = planner.get("inventory.retire_asset", asset_id=archive.id)
    assert "No decision in force" in page.select_one(".notice").text
    given = {"on": "2026-01-31", "reason": "Full"}
    page = planner.post("inventory.retire_asset", given, status=422, asset_id=archive.id)
    assert "cannot be retired yet" in page.text
    assert db.session.get(Asset, archive.id).lifecycle is Lifecycle.ACTIVE


def test_the_way_by_editing_refuses_too(browse):
    viewer = a_viewer()
    planner = browse(a_person(Role.PLANNER))
    form = planner.get("inventory.edit_asset", asset_id=viewer.id)
    given = {
        "name": viewer.name,
        "lifecycle": "retired",
        "version": form.select_one("[name=version]")["value"],
        "reason": "Gone",
    }
    page = planner.post("inventory.edit_asset", given, status=422, asset_id=viewer.id)
    assert "cannot be retired yet" in page.text


def test_the_list_names_what_is_left(browse, query_budget):
    ready, *_ = a_ready()
    waiting, *_ = a_ready(studies_migrated="0")
    rows = waiting_to_leave(clock.today())
    assert [(row.asset_id, len(row.residuals)) for row in rows] == [(ready.id, 0), (waiting.id, 1)]
    page = browse(a_person(Role.PLANNER)).get("strategy.list_retirements")
    assert "1 of 2 assets that are to go may be retired now" in page.text
    assert "990 of 1,000 studies" in page.table.text
    assert "Retire" in page.table.text
    reader = browse(a_person())
    with query_budget(9):
        reader.get("strategy.list_retirements")


def test_nothing_to_go_is_said(browse):
    assert "Nothing is to go" in browse(a_person()).get("strategy.list_retirements").text


def test_the_api_refuses_too(app):
    viewer = a_viewer()
    with unit_of_work():
        token = issue_token(a_person(Role.PLANNER).id, label="test", today=clock.today())
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    given = {"version": viewer.version, "facts": {"lifecycle": "retired"}}
    answered = client.patch(f"/api/v1/assets/{viewer.id}", json=given)
    assert answered.status_code == 422
    assert "cannot be retired yet" in answered.text
    assert db.session.get(Asset, viewer.id).lifecycle is Lifecycle.ACTIVE


def test_a_sheet_is_refused_row_by_row():
    planner = actor_of(a_person(Role.PLANNER))
    viewer, ready = a_viewer(name="Lens"), a_viewer(name="Glass")
    decided(ready, "retire")
    rows = a_csv(
        "Code,Name,Lifecycle",
        f"{viewer.code},Lens,retired",
        f"{ready.code},Glass,retired",
    )
    sheet = a_staged_sheet(planner, rows, SheetKind.VIEWERS)
    lines = look_again(get_for(planner, sheet.id), actor=planner).lines
    by_label = {line.label: line for line in lines}
    assert "No decision in force" in by_label[viewer.code].problems[0].text
    assert by_label[ready.code].problems == ()


def test_undoing_a_sheet_does_not_retire_behind_the_back():
    planner = actor_of(a_person(Role.PLANNER))
    viewer = a_viewer(name="Lens", lifecycle="retired")
    other = a_viewer(name="Glass", lifecycle="pilot")
    rows = a_csv(
        "Code,Name,Lifecycle",
        f"{viewer.code},Lens,active",
        f"{other.code},Glass,active",
    )
    sheet = applied(planner, a_staged_sheet(planner, rows, SheetKind.VIEWERS))
    with unit_of_work(reason="Wrong file"):
        undo(get_for(planner, sheet.id, lock=True), actor=planner, at=clock.now())
    assert (viewer.lifecycle, other.lifecycle) == (Lifecycle.ACTIVE, Lifecycle.PILOT)
    (left,) = lines_of(sheet.id, left=True)
    assert "It cannot be retired again yet. No decision in force" in left.left_because
