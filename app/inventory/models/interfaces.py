"""An interface between two assets: standard, profile, status."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.inventory.facts.vocabulary import interfaces as words
from app.inventory.facts.vocabulary.applications import IheProfile
from app.inventory.facts.vocabulary.assets import AssetKind
from app.inventory.models.assets import Asset


class Interface(Asset):
    __tablename__ = "inventory_interface"

    id: Mapped[int] = mapped_column(ForeignKey(Asset.id), primary_key=True)
    __mapper_args__ = {
        "polymorphic_identity": AssetKind.INTERFACE,
        "polymorphic_load": "selectin",
        "inherit_condition": id == Asset.id,
    }

    from_asset_id: Mapped[int] = mapped_column(ForeignKey("inventory_asset.id"), index=True)
    carries: Mapped[words.Carries]
    to_asset_id: Mapped[int] = mapped_column(ForeignKey("inventory_asset.id"), index=True)
    standard: Mapped[words.Standard | None]
    profile: Mapped[IheProfile | None]
    message: Mapped[str | None]
    status: Mapped[words.InterfaceStatus]
    evidence_on: Mapped[date | None]
