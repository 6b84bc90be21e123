"""Vendors with the spellings that stand for them, and how many assets use each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from app.inventory.models import Asset, Vendor, VendorSpelling
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.facts import key_of
from app.kernel.permissions import Actor
from app.organization.queries.references import BATCH

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which vendors: by a part of a name or spelling, confirmed or not; after a name."""

    search: str = ""
    confirmed: bool | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """How the names of vendors stand over the whole inventory."""

    vendors: int
    confirmed: int
    spellings: int
    assets: int
    without_name: int
    without_vendor: int


def visible_to(_actor: Actor) -> Select[Vendor]:
    """Everyone who may read the inventory sees every vendor."""
    return select(Vendor)


def list_for(actor: Actor, wanted: Wanted) -> Sequence[Vendor]:
    """By name, one more than a page, with their spellings."""
    vendors = (
        visible_to(actor)
        .options(selectinload(Vendor.spellings))
        .order_by(func.lower(Vendor.name), Vendor.id)
        .limit(PAGE_SIZE + 1)
    )
    if wanted.after:
        vendors = vendors.where(func.lower(Vendor.name) > wanted.after.lower())
    if wanted.confirmed is not None:
        said = Vendor.confirmed_at.is_not(None)
        vendors = vendors.where(said if wanted.confirmed else ~said)
    if wanted.search:
        part = key_of(wanted.search)
        spelled = select(VendorSpelling.vendor_id).where(
            func.lower(VendorSpelling.spelling).contains(part, autoescape=True)
        )
        named = func.lower(Vendor.name).contains(part, autoescape=True)
        vendors = vendors.where(named | Vendor.id.in_(spelled))
    return db.session.scalars(vendors).all()


def get_for(actor: Actor, vendor_id: int, *, lock: bool = False) -> Vendor:
    vendors = (
        visible_to(actor).where(Vendor.id == vendor_id).options(selectinload(Vendor.spellings))
    )
    if lock:
        vendors = vendors.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(vendors)
    if found is None:
        raise NotFound("There is no such vendor.")
    return found


def choices(but: int | None = None) -> list[tuple[str, str]]:
    vendors = select(Vendor.id, Vendor.name).order_by(func.lower(Vendor.name))
    return [(str(one.id), one.name) for one in db.session.execute(vendors) if one.id != but]


def uses_of(spellings: Collection[str] | None = None) -> dict[str, int]:
    """How many assets are written with each spelling; all spellings where none are given."""
    uses = (
        select(Asset.vendor_name, func.count())
        .where(Asset.vendor_name.is_not(None))
        .group_by(Asset.vendor_name)
    )
    if spellings is None:
        return {name: count for name, count in db.session.execute(uses) if name is not None}
    found: dict[str, int] = {}
    wanted = sorted(spellings)
    for start in range(0, len(wanted), BATCH):
        here = Asset.vendor_name.in_(wanted[start : start + BATCH])
        found |= {
            name: count for name, count in db.session.execute(uses.where(here)) if name is not None
        }
    return found


def totals() -> Totals:
    def count(*where: object) -> int:
        return db.session.scalar(select(func.count()).select_from(Asset).where(*where)) or 0  # type: ignore[arg-type]

    vendors = db.session.execute(select(func.count(Vendor.id), func.count(Vendor.confirmed_at)))
    all_vendors, confirmed = vendors.one()
    return Totals(
        vendors=all_vendors,
        confirmed=confirmed,
        spellings=db.session.scalar(select(func.count(VendorSpelling.id))) or 0,
        assets=count(),
        without_name=count(Asset.vendor_name.is_(None)),
        without_vendor=count(Asset.vendor_name.is_not(None), Asset.vendor_id.is_(None)),
    )


def assets_written(spellings: Collection[str]) -> list[tuple[int, int | None]]:
    """Key and vendor of each asset written with one of these spellings, locked."""
    found: list[tuple[int, int | None]] = []
    wanted = sorted(spellings)
    for start in range(0, len(wanted), BATCH):
        here = Asset.vendor_name.in_(wanted[start : start + BATCH])
        rows = db.session.execute(
            select(Asset.id, Asset.vendor_id).where(here).with_for_update(of=Asset)
        )
        found += [(row.id, row.vendor_id) for row in rows]
    return found
