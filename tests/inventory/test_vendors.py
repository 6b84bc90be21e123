"""Spellings under one vendor: by rule, and as a planner says."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.naming import grouped
from app.inventory.models import Asset, Vendor, VendorSpelling
from app.inventory.queries.vendors import Wanted, get_for, list_for, totals
from app.inventory.services import vendors
from app.inventory.services.vendors import shipped_names
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, NotFound, RuleBroken
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source

pytestmark = pytest.mark.usefixtures("session")
EQUIPMENT = Path("tests/data/idc-imaging-estate/equipment_by_collection.csv")


def real_spellings() -> dict[str, int]:
    counts: dict[str, int] = {}
    with EQUIPMENT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts[row["manufacturer"]] = counts.get(row["manufacturer"], 0) + 1
    return counts


def an_estate(*spellings: str | None) -> list[Asset]:
    assets = [a_source(vendor_name=spelling) for spelling in spellings]
    db.session.commit()
    return assets


def named(name: str) -> Vendor:
    return get_for(an_actor(), db.session.scalar(select(Vendor.id).where(Vendor.name == name)))


def spelled(vendor: Vendor) -> list[str]:
    return [one.spelling for one in vendor.spellings]


def test_the_spellings_of_a_real_estate_come_together():
    counts = real_spellings()
    assert counts.pop("") == 85
    groups = {group.name: group.spellings for group in grouped(counts, shipped_names())}
    assert len(groups["Siemens"]) == 11
    assert len(groups["Philips"]) == 8
    assert {"GE", "GEMS", "GE MEDICAL S]STEMS", '"GE Healthcare"'} < set(groups["GE"])
    assert len(groups["GE"]) == 13
    assert not {"NA", "0000000", "Unknown manufacturer"} & {s for g in groups.values() for s in g}
    assert groups["highdicom"] == ("highdicom",)


def test_grouping_gives_every_asset_its_vendor_and_leaves_what_is_written():
    assets = an_estate("SIEMENS", "Siemens Healthineers", "GEMS", None, "NA")
    assert vendors.group_estate() == 3
    db.session.commit()
    assert [asset.vendor_name for asset in assets] == [
        *("SIEMENS", "Siemens Healthineers", "GEMS", None, "NA")
    ]
    by_name = {one.name: one.id for one in db.session.scalars(select(Vendor))}
    assert [asset.vendor_id for asset in assets] == [
        *(by_name["Siemens"], by_name["Siemens"], by_name["GE"], None, None)
    ]
    assert history_of("inventory_asset", assets[0].id)[0].fields == {
        "vendor_id": [None, by_name["Siemens"]]
    }
    found = totals()
    assert (found.vendors, found.confirmed, found.spellings) == (2, 0, 3)
    assert (found.assets, found.without_name, found.without_vendor) == (5, 1, 1)


def test_grouping_again_adds_nothing():
    an_estate("SIEMENS", "GEMS")
    vendors.group_estate()
    assert vendors.group_estate() == 0


def test_a_new_spelling_joins_the_vendor_that_was_confirmed():
    an_estate("Acme")
    vendors.group_estate()
    acme = named("Acme")
    vendors.confirm_vendor(acme, "Acme Imaging", actor=an_actor(), at=clock.now())
    an_estate("ACME Inc.")
    vendors.group_estate()
    assert spelled(named("Acme Imaging")) == ["ACME Inc.", "Acme"]


def test_confirming_names_the_vendor_and_who_said_so():
    an_estate("Acme")
    vendors.group_estate()
    actor, vendor = an_actor(Role.PLANNER), named("Acme")
    vendors.confirm_vendor(vendor, "  Acme   Imaging ", actor=actor, at=clock.now())
    db.session.commit()
    assert (vendor.name, vendor.confirmed_by_id) == ("Acme Imaging", actor.person_id)
    assert history_of("inventory_vendor", vendor.id)[0].fields["name"] == ["Acme", "Acme Imaging"]


@pytest.mark.parametrize(("name", "error"), [("", RuleBroken), ("Zeiss", Conflict)])
def test_a_vendor_needs_a_name_of_its_own(name, error):
    an_estate("Acme", "ZEISS")
    vendors.group_estate()
    with pytest.raises(error):
        vendors.confirm_vendor(named("Acme"), name, actor=an_actor(), at=clock.now())


def test_merging_moves_spellings_and_assets_and_the_other_goes():
    assets = an_estate("Toshiba", "Canon Inc.")
    vendors.group_estate()
    kept, other = named("Canon"), named("Toshiba")
    vendors.merge_vendors(kept, other)
    db.session.commit()
    assert spelled(named("Canon")) == ["Canon Inc.", "Toshiba"]
    assert {asset.vendor_id for asset in assets} == {kept.id}
    assert db.session.scalar(select(func.count(Vendor.id))) == 1
    with pytest.raises(RuleBroken):
        vendors.merge_vendors(named("Canon"), named("Canon"))


def test_splitting_moves_what_is_ticked_to_another_vendor():
    assets = an_estate("SIEMENS", "Siemens Corporate Research")
    vendors.group_estate()
    siemens = named("Siemens")
    research = next(one for one in siemens.spellings if "Research" in one.spelling)
    made = vendors.split_vendor(siemens, [research.id], "Siemens Research")
    db.session.commit()
    assert [asset.vendor_id for asset in assets] == [siemens.id, made.id]
    assert spelled(named("Siemens")) == ["SIEMENS"]
    assert db.session.scalar(select(func.count(VendorSpelling.id))) == 2


@pytest.mark.parametrize("which", ["none", "all", "same name"])
def test_a_split_must_leave_something_and_take_something(which):
    an_estate("SIEMENS", "Siemens AG")
    vendors.group_estate()
    siemens = named("Siemens")
    ids = [one.id for one in siemens.spellings]
    leaving = {"none": [], "all": ids, "same name": ids[:1]}[which]
    with pytest.raises(RuleBroken):
        vendors.split_vendor(siemens, leaving, "Siemens")


def test_vendors_are_found_by_name_spelling_and_state():
    an_estate("GEMS", "SIEMENS", "Acme")
    vendors.group_estate()
    actor = an_actor()
    vendors.confirm_vendor(named("Acme"), "Acme", actor=actor, at=clock.now())

    def names(**wanted):
        return [one.name for one in list_for(actor, Wanted(**wanted))]

    assert names() == ["Acme", "GE", "Siemens"]
    assert names(search="gems") == ["GE"]
    assert names(confirmed=True) == ["Acme"]
    assert names(confirmed=False, after="GE") == ["Siemens"]
    with pytest.raises(NotFound):
        get_for(actor, 999)


def test_the_pages_of_vendors(browse, query_budget):
    an_estate("SIEMENS", "Siemens AG", "GEMS", None)
    planner = browse(a_person(Role.PLANNER))
    page = planner.post("inventory.group_vendors")
    assert "3 new spellings" in page.text
    with query_budget(12):
        page = planner.get("inventory.list_vendors")
    assert "2 vendors behind 3 spellings" in page.text
    assert "1 of 4 assets name no vendor" in page.text
    vendor = named("Siemens")
    page = planner.get("inventory.show_vendor", vendor_id=vendor.id)
    assert "Siemens AG" in page.text
    page = planner.post(
        "inventory.confirm_vendor", {"name": "Siemens Healthineers"}, vendor_id=vendor.id
    )
    assert page.h1.text.strip() == "Siemens Healthineers"
    page = planner.post(
        "inventory.split_vendor",
        {"spelling": [vendor.spellings[0].id], "name": "SIEMENS"},
        vendor_id=vendor.id,
    )
    other = named("SIEMENS")
    page = planner.post("inventory.merge_vendors", {"other_id": str(other.id)}, vendor_id=vendor.id)
    assert "Merged." in page.text
    refused = planner.post(
        "inventory.confirm_vendor", {"name": ""}, vendor_id=vendor.id, status=422
    )
    assert "Give it a name." in refused.text
    planner.post("inventory.confirm_vendor", {"name": "GE"}, vendor_id=vendor.id, status=409)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNER}))
def test_only_planners_change_vendors(browse, role):
    an_estate("SIEMENS")
    vendors.group_estate()
    db.session.commit()
    browser, vendor_id = browse(a_person(role)), named("Siemens").id
    browser.get("inventory.show_vendor", vendor_id=vendor_id)
    for act in ("confirm_vendor", "merge_vendors", "split_vendor"):
        browser.post(f"inventory.{act}", status=403, vendor_id=vendor_id)
    browser.post("inventory.group_vendors", status=403)
