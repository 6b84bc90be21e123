"""A waiver: a knock-out criterion lifted for one thing and for a time, under a decision."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models import Decision
from app.standards.facts.waivers import WaiverStatus
from app.standards.models.catalog import Criterion


class Waiver(Audited):
    """Made by a decision alone, ended by its last day or by another decision; never edited.

    `subject_key` is that of a Subject. `control` is what makes up for the gap in the meantime.
    From `returns_on` the matter is before the body again. `ended_by_id`: the decision that renewed
    or revoked it.
    """

    __tablename__ = "standards_waiver"
    __table_args__ = (
        Index(None, "subject_key", "subject_id"),
        Index(None, "status", "ends_on"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        CheckConstraint("returns_on <= ends_on", name="returns_before_it_ends"),
        CheckConstraint("control <> ''", name="something_makes_up_for_it"),
    )

    criterion_id: Mapped[int] = mapped_column(ForeignKey("standards_criterion.id"), index=True)
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    returns_on: Mapped[date]
    control: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    status: Mapped[WaiverStatus]
    decision_id: Mapped[int] = mapped_column(ForeignKey("governance_decision.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_decision.id"), index=True
    )

    criterion: Mapped[Criterion] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision] = relationship(lazy="raise_on_sql", foreign_keys=decision_id)
    ended_by: Mapped[Decision | None] = relationship(lazy="raise_on_sql", foreign_keys=ended_by_id)

    def days_left(self, on: date) -> int:
        """Days until it has ended, counting its last day."""
        return (self.ends_on - on).days + 1
