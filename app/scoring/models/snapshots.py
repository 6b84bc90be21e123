"""Scores as they were: a row for every change that moved one, and for the end of each period."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.engine.scoring.status import FitStatus
from app.kernel.db import Base


class Period(Base):
    """The end of a month under one pack, once it has been kept."""

    __tablename__ = "scoring_period"
    __table_args__ = (UniqueConstraint("pack_id", "ends_on"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    ends_on: Mapped[date]
    taken_at: Mapped[datetime]


class Snapshot(Base):
    """One score as it was from `taken_at` on. Written with the change, and never changed itself.

    Values as in Score; all None once the subject has no score any more. `parts`, where many
    subjects make one score: by element, confirmed and provisional points. `period_id` where it was
    kept for the end of a period; then `behind` and `fresh` are the shares in thousandths of the
    records behind the figure, and of those with fresh evidence.
    """

    __tablename__ = "scoring_snapshot"
    __table_args__ = (Index(None, "pack_id", "subject_key", "subject_id", "taken_at"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    taken_at: Mapped[datetime]
    confirmed: Mapped[int | None]
    provisional: Mapped[int | None]
    best: Mapped[int | None]
    completeness: Mapped[int | None]
    evidenced: Mapped[int | None]
    fit: Mapped[FitStatus]
    parts: Mapped[dict[str, list[int | None]] | None] = mapped_column(JSON(none_as_null=True))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("scoring_period.id"), index=True)
    behind: Mapped[int | None]
    fresh: Mapped[int | None]
