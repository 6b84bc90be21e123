"""The latest score of each subject under each pack, and what the program's score is summed from."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from app.engine.fit.disposition import Disposition
from app.engine.scoring.knockout import Passage
from app.engine.scoring.status import FitStatus
from app.kernel.db import Base
from app.standards.models import Pack


class Score(Base):
    """Derived, so it has no history of its own: answers and facts have.

    Points of 100, and the share answered, are in thousandths; None where there is nothing to say.
    The worst that can come true is the confirmed score: every open answer counts as nothing.
    `evidenced` is provisional with each answer cut to the share its evidence carries. `sheet` holds
    what this was computed from, one byte for each criterion of the pack; a facility has none, it
    is the mean of its departments. `volume`: the studies a year behind a department or facility.
    """

    __tablename__ = "scoring_score"
    __table_args__ = (
        UniqueConstraint("pack_id", "subject_key", "subject_id"),
        Index(None, "subject_key", "subject_id"),
    )

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    sheet: Mapped[bytes] = mapped_column(deferred=True)
    confirmed: Mapped[int | None]
    worst: Mapped[int | None] = synonym("confirmed")
    provisional: Mapped[int | None]
    best: Mapped[int | None]
    completeness: Mapped[int | None]
    evidenced: Mapped[int | None]
    volume: Mapped[int | None] = mapped_column(BigInteger)
    fit: Mapped[FitStatus]
    functional: Mapped[int | None]
    technical: Mapped[int | None]
    failing: Mapped[int]
    open_knock_outs: Mapped[int]
    ehr_viewable: Mapped[Passage | None]
    platform_suitable: Mapped[Passage | None]
    suggested: Mapped[Disposition | None]
    rule: Mapped[str | None]
    reason: Mapped[str | None]
    target_id: Mapped[int | None]
    rules_version: Mapped[str]
    computed_at: Mapped[datetime]
    pack: Mapped[Pack] = relationship(lazy="raise_on_sql")


class Column(Base):
    """One criterion over all that were assessed: asked, known, the sum of the known levels.

    `evidenced` is that sum as far as evidence carries each level, in twentieths.
    """

    __tablename__ = "scoring_column"
    __table_args__ = (UniqueConstraint("pack_id", "criterion_id"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("standards_criterion.id"), index=True)
    asked: Mapped[int]
    known: Mapped[int]
    levels: Mapped[int]
    evidenced: Mapped[int]
