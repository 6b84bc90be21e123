"""What is to become of an asset, as a decision settled it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.engine.fit.disposition import Disposition
from app.governance.models import Decision
from app.inventory.models import Asset


class DispositionDecision(Audited):
    """Never edited: a later decision about the same asset takes its place."""

    __tablename__ = "strategy_disposition_decision"
    __table_args__ = (
        UniqueConstraint("asset_id", "decision_id"),
        CheckConstraint("asset_id <> target_asset_id", name="moves_to_another_asset"),
    )

    asset_id: Mapped[int] = mapped_column(ForeignKey("inventory_asset.id"))
    disposition: Mapped[Disposition]
    target_asset_id: Mapped[int | None] = mapped_column(
        ForeignKey("inventory_asset.id"), index=True
    )
    target_on: Mapped[date | None]
    decision_id: Mapped[int] = mapped_column(ForeignKey("governance_decision.id"), index=True)

    asset: Mapped[Asset] = relationship(lazy="raise_on_sql", foreign_keys=asset_id)
    target_asset: Mapped[Asset | None] = relationship(
        lazy="raise_on_sql", foreign_keys=target_asset_id
    )
    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")
