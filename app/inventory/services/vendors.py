"""Bring spellings together under one vendor: by rule first, then as a planner says."""

import tomllib
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from sqlalchemy import select

from app.audit.bulk import Changed, update_many
from app.engine.naming import Group, KnownNames, grouped, known_names, maker_of
from app.inventory.models import Asset, Vendor, VendorSpelling
from app.inventory.queries.references import vendor_ids
from app.inventory.queries.vendors import assets_written, uses_of
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.facts import clean
from app.kernel.permissions import Actor

LONGEST_NAME = 200


@cache
def shipped_names() -> KnownNames:
    text = files("app.inventory").joinpath("reference/vendors.toml").read_text("utf-8")
    known = tomllib.loads(text)
    return known_names(known["aliases"], known["nobody"])


def group_estate() -> int:
    """Give every spelling in the estate its vendor; how many spellings were new."""
    used = uses_of()
    added = group_new_spellings(used)
    ids = vendor_ids(used)
    for vendor_id in sorted(set(ids.values())):
        _link([spelling for spelling, key in ids.items() if key == vendor_id], vendor_id)
    return added


def group_new_spellings(spellings: Iterable[str]) -> int:
    """Suggest a vendor for each spelling that has none; how many were added."""
    wanted = set(spellings)
    new = wanted - vendor_ids(wanted).keys()
    if not new:
        return 0
    counts = uses_of(new)
    groups = grouped({one: counts.get(one, 0) for one in sorted(new)}, shipped_names())
    makers = _vendors_by_maker() if groups else {}
    for group in groups:
        maker = maker_of(group.spellings[0], shipped_names()) or ""
        vendor = makers.get(maker) or _new_vendor(group)
        db.session.add_all(VendorSpelling(vendor=vendor, spelling=one) for one in group.spellings)
    db.session.flush()
    return sum(len(group.spellings) for group in groups)


def confirm_vendor(vendor: Vendor, name: str, *, actor: Actor, at: datetime) -> None:
    """Say that these spellings are one vendor, and what it is called."""
    name = _checked(name)
    _refuse_taken(name, vendor.id)
    vendor.name, vendor.confirmed_at, vendor.confirmed_by_id = name, at, actor.person_id
    db.session.flush()


def merge_vendors(kept: Vendor, other: Vendor) -> None:
    """The other's spellings and assets become those of the kept one."""
    if kept.id == other.id:
        raise RuleBroken("Choose another vendor to merge with this one.")
    spellings = [one.spelling for one in other.spellings]
    _move(list(other.spellings), kept)
    _link(spellings, kept.id)
    db.session.refresh(other, ["spellings"])
    db.session.delete(other)
    db.session.flush()


def split_vendor(vendor: Vendor, spelling_ids: Collection[int], name: str) -> Vendor:
    """Some spellings stand for another vendor: a new one, or one that has this name."""
    leaving = [one for one in vendor.spellings if one.id in set(spelling_ids)]
    if not leaving:
        raise RuleBroken("Tick the spellings that stand for another vendor.")
    if len(leaving) == len(vendor.spellings):
        raise RuleBroken("One spelling must stay. To call the vendor otherwise, change its name.")
    name = _checked(name)
    target = db.session.scalar(select(Vendor).where(Vendor.name == name))
    if target is None:
        target = Vendor(name=name)
        db.session.add(target)
        db.session.flush()
    elif target.id == vendor.id:
        raise RuleBroken("Give the other vendor a name of its own.")
    spellings = [one.spelling for one in leaving]
    _move(leaving, target)
    _link(spellings, target.id)
    return target


def _move(spellings: Iterable[VendorSpelling], vendor: Vendor) -> None:
    for one in spellings:
        one.vendor_id = vendor.id
    db.session.flush()


def _link(spellings: Collection[str], vendor_id: int) -> None:
    """The assets written so belong to the vendor; what they are written with stays as it is."""
    update_many(
        Asset,
        [
            Changed(key, {"vendor_id": now}, {"vendor_id": vendor_id})
            for key, now in assets_written(spellings)
            if now != vendor_id
        ],
    )
    db.session.expire_all()


def _vendors_by_maker() -> dict[str, Vendor]:
    """Who each maker is, as the spellings so far say; what a planner confirmed comes first."""
    rows = db.session.execute(
        select(VendorSpelling.spelling, Vendor)
        .join(Vendor)
        .order_by(Vendor.confirmed_at.is_(None), Vendor.id)
    )
    makers: dict[str, Vendor] = {}
    for spelling, vendor in rows:
        if maker := maker_of(spelling, shipped_names()):
            makers.setdefault(maker, vendor)
    return makers


def _new_vendor(group: Group) -> Vendor:
    """Under the group's name, or with a number if another vendor has it."""
    taken = set(db.session.scalars(select(Vendor.name).where(Vendor.name.startswith(group.name))))
    name, number = group.name, 1
    while name in taken:
        number += 1
        name = f"{group.name} ({number})"
    vendor = Vendor(name=name)
    db.session.add(vendor)
    db.session.flush()
    return vendor


def _checked(name: str) -> str:
    name = clean(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise RuleBroken(f"Give the vendor a name of at most {LONGEST_NAME} characters.")
    return name


def _refuse_taken(name: str, own_id: int) -> None:
    holder = db.session.scalar(select(Vendor.id).where(Vendor.name == name))
    if holder not in (None, own_id):
        raise Conflict(f"Another vendor is called {name}. Merge the two, or choose another name.")
