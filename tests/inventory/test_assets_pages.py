"""The pages of assets: who may, what they show, how many queries."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.audit.models import Change
from app.inventory.facts import AssetKind, SourceFacts
from app.inventory.models import Asset
from app.inventory.queries.assets import get_for
from app.inventory.queries.columns import COLUMNS
from app.inventory.services import assets as services
from app.inventory.services.standing import set_standing
from app.inventory.translate import facts_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.standards.facts import Subject
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import (
    a_source,
    a_storage,
    a_viewer,
    an_application,
    an_asset,
    an_interface,
)
from tests.factories.organization import a_department, a_facility
from tests.factories.standards import a_criterion, a_pack, answer


@pytest.fixture
def planner(session):
    return a_person("planner")


def names(page) -> list[str]:
    return [link.text for link in page.select("tbody th a")]


def test_the_empty_list_says_how_to_start(browse, planner):
    page = browse(planner).get("inventory.list_assets")
    assert page.h1.text == "0 assets"
    assert "No assets yet" in page.text
    assert "Add the first one" in page.text


def test_the_list_names_each_asset_and_how_it_stands(browse, planner):
    asset = a_source(name="CT 1", department=a_department(name="Radiology"), vendor_name="Acme")
    set_standing(asset.id, fit="not_fit", provisional=31_500, completeness=640)
    page = browse(planner).get("inventory.list_assets")
    row = page.select_one("tbody tr").get_text(" ", strip=True)
    for text in (
        "CT 1",
        asset.code,
        "Source",
        "Radiology",
        "Acme",
        "Active",
        "Not fit",
        "64 %",
    ):
        assert text in row
    assert page.select_one(".lead-line").text == "0 fit, 1 do not; 0 cannot be judged yet."


def test_a_viewer_sees_no_way_to_add(browse, session):
    page = browse(a_person("viewer")).get("inventory.list_assets")
    assert "Add the first one" not in page.text
    assert not page.select(".page-head__action a")


def test_filters_have_counts_and_none(browse, planner):
    owned = a_source(department=a_department(name="Radiology"))
    a_viewer(name="Lens")
    page = browse(planner).get("inventory.list_assets")
    facet = page.select_one('section[aria-label="Department"]').get_text(" ", strip=True)
    assert facet == "Department Radiology 1 (none) 1"
    narrowed = browse(planner).get("inventory.list_assets", department="-")
    assert names(narrowed) == ["Lens"]
    assert narrowed.select_one(".chip").get_text(strip=True).startswith("Department: (none)")
    assert names(browse(planner).get("inventory.list_assets", department=owned.department_id)) == [
        owned.name
    ]


def test_a_filter_shows_what_else_it_offers_under_the_others(browse, planner):
    a_source(lifecycle="pilot")
    a_viewer(lifecycle="pilot")
    a_viewer(lifecycle="active")
    page = browse(planner).get("inventory.list_assets", kind="viewer", lifecycle="pilot")
    kinds = page.select_one('section[aria-label="Kind"]').get_text(" ", strip=True)
    assert kinds == "Kind Source 1 Viewer 1"
    assert page.select_one('section[aria-label="Kind"] [aria-current]').span.text == "Viewer"


def test_the_best_match_comes_first(browse, planner):
    for name in ("Old retina camera", "Retina", "Retina Pro", "A macroretinal stand"):
        a_source(name=name)
    page = browse(planner).get("inventory.list_assets", q="RETINA ")
    assert names(page) == ["Retina", "Retina Pro", "Old retina camera", "A macroretinal stand"]


def test_a_search_without_a_match_says_so(browse, planner):
    a_source()
    page = browse(planner).get("inventory.list_assets", q="nothing like it")
    assert "No asset matches" in page.text


def test_chosen_columns_stand_in_the_address(browse, planner):
    a_source(name="CT 1", annual_operating_cost="12,000", hosting="public_cloud")
    page = browse(planner).get(
        "inventory.list_assets", columns=["hosting", "annual_operating_cost"]
    )
    heads = [head.get_text(strip=True) for head in page.select("thead th")]
    assert heads == ["Name↑", "Hosted", "Operating cost"]
    assert "Public cloud" in page.select_one("tbody").text
    assert "$12,000" in page.select_one("tbody").text


def test_every_column_can_be_shown_at_once(browse, planner):
    asset = a_source(business_owner=planner.email, facility=a_facility().code)
    page = browse(planner).get("inventory.list_assets", columns=",".join(COLUMNS))
    assert len(page.select("tbody td")) == len(COLUMNS)
    assert asset.name in page.text


@pytest.mark.parametrize(
    "damage", [{"sort": "luck"}, {"kind": "spoon"}, {"after": "x"}, {"vendor": "0"}]
)
def test_an_address_that_makes_no_sense_is_refused_in_words(browse, planner, damage):
    page = browse(planner).get("inventory.list_assets", status=422, **damage)
    assert page.select_one("main").text.strip()


def test_the_list_costs_eight_queries_at_most(browse, planner, query_budget):
    for number in range(60):
        a_source(name=f"Source {number:02d}", department=a_department())
    browser = browse(planner)
    with query_budget(8):
        page = browser.get("inventory.list_assets", sort="score")
    assert len(names(page)) == 50
    with query_budget(8):
        browser.get("inventory.list_assets", q="source", lifecycle="active")


def test_counts_are_kept_until_something_changes(browse, planner, query_budget):
    with unit_of_work():
        a_source()
    browser = browse(planner)
    browser.get("inventory.list_assets")
    with query_budget(4):
        browser.get("inventory.list_assets")
    with unit_of_work():
        a_source()
    assert browser.get("inventory.list_assets").h1.text == "2 assets"


def test_the_record_says_what_is_known_and_what_is_not(browse, planner):
    asset = a_source(
        name="CT 1",
        department=a_department(name="Radiology"),
        modality="CT",
        business_owner=planner.email,
        annual_operating_cost="1,200",
    )
    page = browse(planner).get("inventory.show_asset", asset_id=asset.id)
    text = page.main.get_text(" ", strip=True)
    for known in ("Radiology", "Computed tomography", planner.name, "$1,200 a year"):
        assert known in text
    assert "Not known: Facility; Vendor" in page.select_one("#facts-identity .record__unknown").text
    assert "Worklist" in page.select_one("#facts-unknown").text


def test_interfaces_read_as_sentences_from_both_ends(browse, planner):
    camera, vault = a_source(name="Camera"), a_storage(name="Vault")
    an_interface(camera, vault, standard="dicom", status="live", message="C-STORE")
    there = browse(planner).get("inventory.show_asset", asset_id=camera.id)
    assert "Sends images to Vault by DICOM (DIMSE) (C-STORE)." in _sentence(there)
    back = browse(planner).get("inventory.show_asset", asset_id=vault.id)
    assert "Stores for Camera by DICOM (DIMSE) (C-STORE)." in _sentence(back)


def _sentence(page) -> str:
    return " ".join(page.select_one("#interfaces li").text.split())


@pytest.mark.parametrize("kind", list(AssetKind))
def test_a_record_without_scores_costs_thirteen_queries_at_most(
    browse, planner, query_budget, kind
):
    first, second = a_source(department=a_department()), a_storage()
    an_interface(first, second)
    more = {"from_asset": first.code, "to_asset": second.code, "carries": "queries"}
    asset = an_asset(
        kind,
        department=a_department(),
        facility=a_facility().code,
        business_owner=planner.email,
        duplicate_of=second.code,
        **more if kind is AssetKind.INTERFACE else {},
    )
    browser, asset_id = browse(planner), asset.id
    db.session.commit()
    db.session.expunge_all()
    with query_budget(13):
        browser.get("inventory.show_asset", asset_id=asset_id)


def test_a_record_with_scores_path_and_decisions_costs_its_budget(browse, planner, query_budget):
    """The pack costs one query, whatever is in it: each process keeps it."""
    pack, archive = a_pack(a_criterion("PLT-01"), a_criterion("PLT-02")), a_storage()
    source = a_source(department=a_department(), destination=archive.code, workflow="order")
    an_interface(source, archive)
    answer(pack, Subject.ASSET, source.id, PLT_01=2, PLT_02=4)
    browser, asset_id = browse(planner), source.id
    browser.get("inventory.show_asset", asset_id=asset_id)
    db.session.expunge_all()
    with query_budget(14):
        browser.get("inventory.show_asset", asset_id=asset_id)


def test_an_asset_that_is_not_there_is_not_found(browse, planner):
    browse(planner).get("inventory.show_asset", status=404, asset_id=987)


def test_every_kind_can_be_added_from_its_page(browse, planner):
    browser = browse(planner)
    browser.get("inventory.choose_asset_kind")
    for kind in (AssetKind.SOURCE, AssetKind.APPLICATION, AssetKind.VIEWER, AssetKind.STORAGE):
        page = browser.get("inventory.new_asset", kind=kind)
        assert page.select_one("#name")
        shown = browser.post(
            "inventory.new_asset", {"name": f"A {kind}", "lifecycle": "active"}, kind=kind
        )
        assert shown.h1.text == f"A {kind}"
        assert "is added as" in shown.text


def test_every_problem_is_said_at_its_field(browse, planner):
    typed = {"name": "", "lifecycle": "active", "annual_studies": "many", "modality": "CT"}
    page = browse(planner).post("inventory.new_asset", typed, status=422, kind=AssetKind.SOURCE)
    assert page.select_one("#name-error").text == "This must be said."
    assert page.select_one("#annual_studies-error").text == "Write a whole number."
    assert page.select_one('#modality option[selected][value="CT"]')
    assert db.session.scalars(select(Asset)).all() == []


def _form(page) -> dict:
    """What a browser would send if nothing were typed."""
    form = page.select_one("main form[method=post]")
    sent: dict = {}
    for field in form.select("input, select, textarea"):
        name = field.get("name")
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            sent[name] = chosen["value"] if chosen else ""
        elif field.get("type") == "checkbox":
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field["value"])
        else:
            sent[name] = field.get("value", field.text)
    return sent


def test_saving_an_untouched_form_changes_nothing(browse, planner):
    asset = a_source(
        name="CT 1",
        performed_by="nurse; physician",
        annual_operating_cost="1,200.50",
        average_study_mb="1.25",
        mds2_on_file="no",
        notes="two\nlines",
        device_models="A; B",
        go_live_on="2020-02-29",
        department=a_department(),
    )
    db.session.commit()
    before = db.session.scalars(select(Change)).all()
    browser = browse(planner)
    browser.post(
        "inventory.edit_asset",
        _form(browser.get("inventory.edit_asset", asset_id=asset.id)),
        asset_id=asset.id,
    )
    assert len(db.session.scalars(select(Change)).all()) == len(before)


def test_an_edit_is_saved_with_its_reason(browse, planner):
    asset = a_viewer(name="Lens", content_supported="wsi; pdf")
    browser = browse(planner)
    typed = _form(browser.get("inventory.edit_asset", asset_id=asset.id))
    typed |= {"name": "Lens 2", "content_supported": ["pdf"], "reason": "Renamed by its vendor"}
    page = browser.post("inventory.edit_asset", typed, asset_id=asset.id)
    assert page.h1.text == "Lens 2"
    change = db.session.scalars(select(Change).order_by(Change.id.desc())).first()
    assert change.reason == "Renamed by its vendor"
    assert change.fields == {
        "name": ["Lens", "Lens 2"],
        "content_supported": [["pdf", "wsi"], ["pdf"]],
    }


def test_a_stale_edit_shows_both_versions_and_loses_nothing(browse, planner):
    asset = an_application(name="Archive", users_named="10")
    first, second = browse(planner), browse(a_person("planner", name="Ada"))
    typed = _form(first.get("inventory.edit_asset", asset_id=asset.id))
    theirs = dict(typed) | {"users_named": "20"}
    second.post("inventory.edit_asset", theirs, asset_id=asset.id)
    yours = typed | {"name": "Old archive", "users_named": "30"}
    page = first.post("inventory.edit_asset", yours, status=409, asset_id=asset.id)
    assert "Ada changed this asset" in page.select_one(".notice").text
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select(".notice tbody tr")]
    assert rows == [["Name", "Archive", "Old archive"], ["Named users", "20", "30"]]
    again = _form(page)
    assert (again["name"], again["users_named"]) == ("Old archive", "30")
    assert first.post("inventory.edit_asset", again, asset_id=asset.id).h1.text == "Old archive"


def test_a_department_lead_edits_what_is_theirs_alone(browse, session):
    lead = a_person("department_lead")
    own, other = a_department(lead), a_department()
    mine, foreign = a_source(department=own), a_source(department=other)
    browser = browse(lead)
    typed = _form(browser.get("inventory.edit_asset", asset_id=mine.id))
    browser.post("inventory.edit_asset", typed | {"name": "Mine"}, asset_id=mine.id)
    browser.get("inventory.edit_asset", status=403, asset_id=foreign.id)
    browser.get("inventory.retire_asset", status=403, asset_id=foreign.id)
    given_away = typed | {"department": other.code, "version": mine.version}
    page = browser.post("inventory.edit_asset", given_away, status=403, asset_id=mine.id)
    assert "departments you lead" in page.text or "not a valid choice" in page.text


@pytest.mark.parametrize(
    "role", ["viewer", "member", "executive", "auditor", "finance", "secretary"]
)
def test_others_may_look_and_not_touch(browse, session, role):
    asset = a_source()
    browser = browse(a_person(role))
    browser.get("inventory.show_asset", asset_id=asset.id)
    for endpoint in ("edit_asset", "retire_asset", "connect_asset"):
        browser.get(f"inventory.{endpoint}", status=403, asset_id=asset.id)
        browser.post(f"inventory.{endpoint}", {}, status=403, asset_id=asset.id)
    browser.get("inventory.new_asset", status=403, kind=AssetKind.SOURCE)


def test_retiring_asks_why_and_keeps_everything(browse, planner):
    asset = a_source(name="CT 1")
    browser = browse(planner)
    browser.post("inventory.retire_asset", {"on": "2026-01-31"}, status=422, asset_id=asset.id)
    page = browser.post(
        "inventory.retire_asset", {"on": "2026-01-31", "reason": "Beyond repair"}, asset_id=asset.id
    )
    assert "Retired" in page.select_one(".lead-line").text
    assert "Beyond repair" in page.select_one("#history").text
    again = {"on": "2026-02-01", "reason": "Again"}
    page = browser.post("inventory.retire_asset", again, status=422, asset_id=asset.id)
    assert "retired already" in page.text


def test_two_assets_are_connected_by_a_sentence(browse, planner):
    camera, vault = a_source(name="Camera"), a_storage(name="Vault")
    browser = browse(planner)
    typed = _form(browser.get("inventory.connect_asset", asset_id=camera.id))
    assert typed["from_asset"] == camera.code
    typed |= {"carries": "sends_images", "to_asset": vault.code, "standard": "dicom"}
    page = browser.post("inventory.connect_asset", typed, asset_id=camera.id)
    assert "Sends images to Vault by DICOM (DIMSE)." in _sentence(page)
    same = browser.post(
        "inventory.connect_asset", typed | {"to_asset": camera.code}, status=422, asset_id=camera.id
    )
    assert "two different assets" in same.select_one("#to_asset-error").text


def test_of_many_edits_at_once_one_is_accepted(committed_app):
    with committed_app.app_context():
        asset_id = a_source(name="CT 1").id
        actor = an_actor("planner")
        db.session.commit()

    def edit(number: int) -> bool:
        with committed_app.app_context():
            asset = get_for(actor, asset_id)
            facts = facts_of(asset).changed({"name": f"Edited {number}"})
            try:
                with unit_of_work():
                    services.change_asset(asset, facts, actor=actor, version=1)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        accepted = sum(pool.map(edit, range(24)))
    with committed_app.app_context():
        assert db.session.get(Asset, asset_id).version == 1 + accepted
        assert accepted == 1


def test_many_who_add_at_once_never_share_a_code(committed_app):
    with committed_app.app_context():
        actor = an_actor("planner")

    def add(number: int) -> bool:
        with committed_app.app_context():
            try:
                with unit_of_work():
                    services.add_asset(SourceFacts(name=f"CT {number}"), actor=actor)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        accepted = sum(pool.map(add, range(16)))
    with committed_app.app_context():
        codes = db.session.scalars(select(Asset.code)).all()
        assert accepted == len(codes) == len(set(codes))
        assert accepted >= 1
