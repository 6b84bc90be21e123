"""Places, departments and assets of a sample, brought in from sheets like anybody's."""

from sqlalchemy import select

from app.inventory.facts.imports import RowFate, SheetKind
from app.inventory.models import Vendor
from app.inventory.services.vendors import confirm_vendor
from app.kernel.db import db
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.seeding.sheets import Bringing, bring

SHEETS = {
    "facilities.csv": SheetKind.FACILITIES,
    "departments.csv": SheetKind.DEPARTMENTS,
    "storage.csv": SheetKind.STORAGE,
    "applications.csv": SheetKind.APPLICATIONS,
    "viewers.csv": SheetKind.VIEWERS,
    "sources.csv": SheetKind.SOURCES,
    "interfaces.csv": SheetKind.INTERFACES,
}
"""In this order, because later sheets name what earlier ones bring."""

BROUGHT = -240
"""The day the first inventory was brought in, counted from the day of seeding."""

CALLED = {"Northlight": "Northlight Medical"}
"""What the planner calls a vendor whose shortest spelling was suggested."""


def bring_estate(folder: Folder, cast: Cast) -> dict[SheetKind, int]:
    """How many rows of each kind were created."""
    created = {}
    for hour, (name, kind) in enumerate(SHEETS.items(), start=8):
        plan = bring(
            Bringing(name, folder.sheet(name).encode(), kind, f"First inventory: {name}"),
            actor=cast.actor("planner"),
            at=folder.moment(BROUGHT, hour),
        )
        created[kind] = plan.counts[RowFate.CREATE]
    return created


def confirm_vendors(folder: Folder, cast: Cast) -> int:
    """The planner agrees with some of the suggested vendors; the others wait."""
    planner = cast.actor("planner")
    names = [row["Vendor"] for row in folder.rows("vendors.csv")]
    with acting(planner, "Vendors looked through"):
        vendors = db.session.scalars(select(Vendor).where(Vendor.name.in_(names))).all()
        for vendor in vendors:
            at = folder.moment(BROUGHT + 3, 10)
            confirm_vendor(vendor, CALLED.get(vendor.name, vendor.name), actor=planner, at=at)
    return len(vendors)
