"""The sheet of one subject under one pack, and its answers."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.scoring.answer import AnswerState
from app.kernel.db import Versioned
from app.standards.facts import EvidenceKind
from app.standards.models.catalog import Criterion, Pack, Rule


class Assessment(Audited):
    """`subject_key` is that of a Subject: an asset, a department or the program (number 0).

    `followed_on`: the day on which its answers last followed the inventory by rule.
    """

    __tablename__ = "standards_assessment"
    __derived__ = frozenset({"followed_on"})
    __table_args__ = (
        UniqueConstraint("pack_id", "subject_key", "subject_id"),
        Index(None, "subject_key", "subject_id"),
    )

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    followed_on: Mapped[date | None]
    pack: Mapped[Pack] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["Answer"]] = relationship(back_populates="assessment", lazy="raise_on_sql")


class Answer(Versioned, Audited):
    """`level` is kept for every scale, also for a measure, given in thousandths of its unit.

    With `rule_id` it follows from the inventory, and `shown_by` says from which facts; a person who
    answers takes both away. `remedy_on`: the day by which a shortfall is promised to be mended.
    """

    __tablename__ = "standards_answer"
    __table_args__ = (
        UniqueConstraint("assessment_id", "criterion_id"),
        CheckConstraint("(state = 'answered') = (level IS NOT NULL)", name="a_level_if_answered"),
        CheckConstraint("level BETWEEN 0 AND 4", name="levels_go_from_0_to_4"),
        CheckConstraint("state <> 'not_applicable' OR reason <> ''", name="a_reason_if_left_out"),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("standards_assessment.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("standards_criterion.id"), index=True)
    state: Mapped[AnswerState]
    level: Mapped[int | None]
    measured: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    remedy_on: Mapped[date | None]
    evidence_kind: Mapped[EvidenceKind] = mapped_column(default=EvidenceKind.NONE)
    evidence_note: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    answered_at: Mapped[datetime]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("standards_rule.id"), index=True)
    shown_by: Mapped[str] = mapped_column(default="")
    derived_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("standards_answer.id"), index=True
    )
    assessment: Mapped[Assessment] = relationship(back_populates="answers", lazy="raise_on_sql")
    criterion: Mapped[Criterion] = relationship(lazy="raise_on_sql")
    answered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    derived_from: Mapped["Answer | None"] = relationship(
        remote_side="Answer.id", lazy="raise_on_sql"
    )
    rule: Mapped[Rule | None] = relationship(lazy="raise_on_sql")

    @property
    def measure(self) -> Decimal | None:
        """In the unit of the criterion."""
        return None if self.measured is None else Decimal(self.measured) / 1000
