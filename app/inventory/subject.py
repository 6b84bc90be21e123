"""An asset as something one may decide on or look back at."""

from sqlalchemy import select

from app.inventory.models import Asset
from app.inventory.queries.estate import kinds_and_first
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel, PanelSource, SubjectKind


def _title(asset_id: int) -> str:
    asset = db.session.execute(
        select(Asset.code, Asset.name).where(Asset.id == asset_id)
    ).one_or_none()
    if asset is None:
        raise NotFound("There is no such asset.")
    return f"{asset.name} ({asset.code})"


ASSET = SubjectKind("inventory_asset", "asset", "inventory.show_asset", "asset_id", _title)


def assets_of(facet: str) -> PanelSource:
    """A panel with the assets of a department or a facility, on the page of that."""

    def panel(actor: Actor, owner_id: int) -> Panel | None:
        if not actor.may(Permission.INVENTORY_READ):
            return None
        kinds, first = kinds_and_first(facet, owner_id)
        values = {"kinds": kinds, "assets": first, "facet": facet, "owner_id": owner_id}
        return Panel("Assets", "inventory/assets/_of_owner.html", values)

    return panel
