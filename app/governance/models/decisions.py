"""What holds after a ballot has carried, and the numbers under which it is found."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models.ballots import Ballot
from app.governance.models.bodies import Body
from app.governance.models.proposals import Proposal
from app.kernel.columns import NO_TEXT


class DecisionStatus(StrEnum):
    """Whether it was undone by another; whether it holds on a day its dates say."""

    STANDING = "standing"
    SUPERSEDED = "superseded"
    RESCINDED = "rescinded"


class Decision(Audited):
    """Number EI-2026-001: the year it was decided, and the place in it."""

    __tablename__ = "governance_decision"
    __table_args__ = (
        CheckConstraint("effective_on <= expires_on", name="begins_before_it_expires"),
        CheckConstraint("supersedes_id <> id", name="does_not_supersede_itself"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("governance_proposal.id"), unique=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    rationale: Mapped[str]
    decided_at: Mapped[datetime]
    effective_on: Mapped[date]
    review_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    status: Mapped[DecisionStatus] = mapped_column(default=DecisionStatus.STANDING)
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_decision.id"), index=True
    )
    rescinds_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_decision.id"), index=True
    )
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    reviewed_at: Mapped[datetime | None]
    review_note: Mapped[str] = mapped_column(default="", server_default=NO_TEXT)

    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql")
    ballot: Mapped[Ballot] = relationship(lazy="raise_on_sql")
    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    supersedes: Mapped["Decision | None"] = relationship(
        remote_side="Decision.id", foreign_keys=[supersedes_id], lazy="raise_on_sql"
    )
    rescinds: Mapped["Decision | None"] = relationship(
        remote_side="Decision.id", foreign_keys=[rescinds_id], lazy="raise_on_sql"
    )
    conditions: Mapped[list["Condition"]] = relationship(
        back_populates="decision", order_by="Condition.id", lazy="raise_on_sql"
    )
    dissents: Mapped[list["Dissent"]] = relationship(
        back_populates="decision", order_by="Dissent.id", lazy="raise_on_sql"
    )

    def is_in_force(self, on: date) -> bool:
        begun = self.effective_on <= on
        ended = self.expires_on is not None and self.expires_on < on
        return self.status is DecisionStatus.STANDING and begun and not ended


class Condition(Audited):
    """What has to be true for the decision to be kept: who sees to it, until when, when it was met.

    `met_how` says what shows it.
    """

    __tablename__ = "governance_condition"

    decision_id: Mapped[int] = mapped_column(ForeignKey("governance_decision.id"), index=True)
    text: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    met_at: Mapped[datetime | None]
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    met_how: Mapped[str] = mapped_column(default="")

    decision: Mapped[Decision] = relationship(back_populates="conditions", lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id], lazy="raise_on_sql")
    met_by: Mapped[Person | None] = relationship(foreign_keys=[met_by_id], lazy="raise_on_sql")


class Stance(StrEnum):
    """How someone who dissents took part in the vote."""

    AGAINST = "against"
    ASIDE = "aside"
    UNSEEN = "unseen"
    """In a vote without names: the dissent alone says that they were against it."""


class Dissent(Audited):
    """Who was against it and why, as said with the vote or handed in afterwards."""

    __tablename__ = "governance_dissent"
    __table_args__ = (UniqueConstraint("decision_id", "seat_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("governance_decision.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("governance_seat.id"), index=True)
    name: Mapped[str]
    stance: Mapped[Stance] = mapped_column(default=Stance.AGAINST, server_default="against")
    text: Mapped[str]
    said_at: Mapped[datetime]

    decision: Mapped[Decision] = relationship(back_populates="dissents", lazy="raise_on_sql")


class RegisterKind(StrEnum):
    DECISION = "EI"
    PROPOSAL = "P"


class Register(Audited):
    """The last number given in a year; its row is locked while the next one is taken."""

    __tablename__ = "governance_register"
    __table_args__ = (UniqueConstraint("kind", "year"),)

    kind: Mapped[RegisterKind]
    year: Mapped[int]
    last: Mapped[int]
