"""How an asset stands: what scoring and strategy computed, kept so that lists can ask for it."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, synonym

from app.engine.fit.disposition import Disposition
from app.engine.scoring.status import FitStatus
from app.kernel.db import Base


class Standing(Base):
    """Derived, so without a history; points and shares are thousandths (65.5 points: 65500)."""

    __tablename__ = "inventory_standing"
    __table_args__ = (
        Index(None, "provisional", "asset_id"),
        Index(None, "completeness", "asset_id"),
        Index(None, "fit", "asset_id"),
    )

    id: Mapped[int] = mapped_column(
        "asset_id", ForeignKey("inventory_asset.id", ondelete="CASCADE"), primary_key=True
    )
    asset_id = synonym("id")
    confirmed: Mapped[int | None]
    provisional: Mapped[int | None]
    completeness: Mapped[int | None]
    fit: Mapped[FitStatus | None]
    functional: Mapped[int | None]
    technical: Mapped[int | None]
    open_knock_outs: Mapped[int | None]
    suggested: Mapped[Disposition | None]
    decided: Mapped[Disposition | None]


class StandingChange(Base):
    """One row that counts the changes of all standings, so that what was counted can be kept."""

    __tablename__ = "inventory_standing_change"

    number: Mapped[int]
