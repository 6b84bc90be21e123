"""What an asset is connected to, told from its side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.inventory.facts import AssetKind, Carries, InterfaceStatus, Standard
from app.inventory.models import Asset, Interface
from app.kernel.db import db


@dataclass(frozen=True, slots=True)
class Connection:
    """One sentence: this asset does something with another, in some way, and so far."""

    interface_id: int
    interface_code: str
    says: str
    other_id: int
    other_name: str
    other_kind: AssetKind
    standard: Standard | None
    message: str | None
    status: InterfaceStatus
    evidence_on: date | None


def connections_of(asset_id: int) -> Sequence[Connection]:
    """Interfaces in use, by what they do."""
    source, target = aliased(Asset, flat=True), aliased(Asset, flat=True)
    found = db.session.execute(
        select(
            Interface.id,
            Interface.code,
            Interface.carries,
            Interface.standard,
            Interface.message,
            Interface.status,
            Interface.evidence_on,
            Interface.from_asset_id,
            source.name.label("from_name"),
            source.kind.label("from_kind"),
            Interface.to_asset_id,
            target.name.label("to_name"),
            target.kind.label("to_kind"),
        )
        .join(source, source.id == Interface.from_asset_id)
        .join(target, target.id == Interface.to_asset_id)
        .where(or_(Interface.from_asset_id == asset_id, Interface.to_asset_id == asset_id))
        .where(Interface.retired_on.is_(None))
        .order_by(Interface.carries, Interface.id)
    )
    return [_told_by(asset_id, row) for row in found]


def _told_by(asset_id: int, row: Any) -> Connection:
    carries: Carries = row.carries
    outward = row.from_asset_id == asset_id
    end = "to" if outward else "from"
    return Connection(
        interface_id=row.id,
        interface_code=row.code,
        says=carries.label if outward else carries.inverse,
        other_id=getattr(row, f"{end}_asset_id"),
        other_name=getattr(row, f"{end}_name"),
        other_kind=getattr(row, f"{end}_kind"),
        standard=row.standard,
        message=row.message,
        status=row.status,
        evidence_on=row.evidence_on,
    )
