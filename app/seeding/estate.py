"""Places, departments and assets of a sample, brought in from sheets like anybody's."""

from app.inventory.facts.imports import RowFate, SheetKind
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
