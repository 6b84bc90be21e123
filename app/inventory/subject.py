"""An asset as something one may decide on or look back at."""

from collections.abc import Sequence

from sqlalchemy import select

from app.inventory.models import Asset, Vendor
from app.inventory.queries.estate import kinds_and_first
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel, PanelSource, Subject, SubjectKind


def _title(asset_id: int) -> str:
    asset = db.session.execute(
        select(Asset.code, Asset.name).where(Asset.id == asset_id)
    ).one_or_none()
    if asset is None:
        raise NotFound("There is no such asset.")
    return f"{asset.name} ({asset.code})"


def _owners(asset_id: int) -> Sequence[Subject]:
    """The vendor who makes it and the department that has it, as far as they are known."""
    row = db.session.execute(
        select(Asset.vendor_id, Asset.department_id).where(Asset.id == asset_id)
    ).one_or_none()
    if row is None:
        return ()
    owners = (("inventory_vendor", row.vendor_id), ("organization_department", row.department_id))
    return tuple((key, one) for key, one in owners if one is not None)


ASSET = SubjectKind(
    "inventory_asset", "asset", "inventory.show_asset", "asset_id", _title, belongs_to=_owners
)


def _vendor(vendor_id: int) -> str:
    vendor = db.session.get(Vendor, vendor_id)
    if vendor is None:
        raise NotFound("There is no such vendor.")
    return vendor.name


def _vendors() -> Sequence[tuple[int, str]]:
    rows = db.session.execute(select(Vendor.id, Vendor.name).order_by(Vendor.name, Vendor.id))
    return [(one.id, one.name) for one in rows]


VENDOR = SubjectKind(
    "inventory_vendor",
    "vendor",
    "inventory.show_vendor",
    "vendor_id",
    _vendor,
    choices=_vendors,
)


def assets_of(facet: str) -> PanelSource:
    """A panel with the assets of a department or a facility, on the page of that."""

    def panel(actor: Actor, owner_id: int) -> Panel | None:
        if not actor.may(Permission.INVENTORY_READ):
            return None
        kinds, first = kinds_and_first(facet, owner_id)
        values = {"kinds": kinds, "assets": first, "facet": facet, "owner_id": owner_id}
        return Panel("Assets", "inventory/assets/_of_owner.html", values)

    return panel
