"""An asset as something one may decide on or look back at."""

from sqlalchemy import select

from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.subjects import SubjectKind


def _title(asset_id: int) -> str:
    asset = db.session.execute(
        select(Asset.code, Asset.name).where(Asset.id == asset_id)
    ).one_or_none()
    if asset is None:
        raise NotFound("There is no such asset.")
    return f"{asset.name} ({asset.code})"


ASSET = SubjectKind("inventory_asset", "asset", "inventory.show_asset", "asset_id", _title)
