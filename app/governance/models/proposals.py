"""A proposal, what it would change, and what those say who are asked before."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.voting.election import Method
from app.engine.voting.proposal import Stage
from app.governance.facts import DecisionClass, ResponsibilityArea
from app.governance.models.bodies import Body
from app.kernel.columns import NO_TEXT, TextLines, Words
from app.kernel.db import Versioned


class Proposal(Versioned, Audited):
    """What is asked of a body.

    `subject_key` and `subject_id` name the thing it is about, if it is about one.
    The three days are those of the decision asked for; without `effective_on` it holds from the
    day it is taken. `decision_class` and `amount`, in minor units, say who may decide it.
    `outlook` is what deciding it would mean, as it was worked out at `outlook_at`.
    """

    __derived__ = frozenset({"outlook", "outlook_at"})
    __tablename__ = "governance_proposal"
    __table_args__ = (
        Index(None, "subject_key", "subject_id"),
        CheckConstraint(
            "(subject_key IS NULL) = (subject_id IS NULL)", name="a_subject_is_named_in_full"
        ),
    )

    number: Mapped[str] = mapped_column(unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    areas: Mapped[tuple[ResponsibilityArea, ...]] = mapped_column(Words(ResponsibilityArea))
    decision_class: Mapped[DecisionClass | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    subject_key: Mapped[str | None]
    subject_id: Mapped[int | None]
    stage: Mapped[Stage] = mapped_column(default=Stage.DRAFT)
    author_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    drafted_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    returned_why: Mapped[str | None]
    effective_on: Mapped[date | None]
    review_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    conditions: Mapped[tuple[str, ...]] = mapped_column(
        TextLines, default=(), server_default=NO_TEXT
    )
    method: Mapped[Method] = mapped_column(default=Method.QUESTION, server_default="question")
    options: Mapped[tuple[str, ...]] = mapped_column(TextLines, default=(), server_default=NO_TEXT)
    places: Mapped[int] = mapped_column(default=1, server_default="1")
    points: Mapped[int] = mapped_column(default=10, server_default="10")
    outlook: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    outlook_at: Mapped[datetime | None]

    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise_on_sql")
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id], lazy="raise_on_sql")
    effects: Mapped[list["Effect"]] = relationship(
        back_populates="proposal", order_by="Effect.id", lazy="raise_on_sql"
    )


class Advice(Audited):
    """What a body with the right to be asked says before a proposal is decided."""

    __tablename__ = "governance_advice"
    __table_args__ = (UniqueConstraint("proposal_id", "body_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("governance_proposal.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"), index=True)
    text: Mapped[str]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    given_at: Mapped[datetime]

    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    given_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Effect(Audited):
    """One thing a carried proposal changes, done by the area that knows the kind.

    `payload` is text by field name. `applied_at` and `held_because` say what became of it: neither
    while it is undecided, one of the two when the decision is recorded.
    """

    __tablename__ = "governance_effect"
    __table_args__ = (Index(None, "kind", "subject_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("governance_proposal.id"), index=True)
    kind: Mapped[str]
    subject_id: Mapped[int | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    applied_at: Mapped[datetime | None]
    held_because: Mapped[str | None]

    proposal: Mapped[Proposal] = relationship(back_populates="effects", lazy="raise_on_sql")
