"""A ballot: the rule, the roll and the effects as they were when it opened, and the votes."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.voting.ballot import Choice, Outcome, Window
from app.governance.facts import Constituency, Group
from app.governance.models.bodies import Charter
from app.governance.models.proposals import Effect, Proposal
from app.governance.models.rules import RuleColumns


class Ballot(RuleColumns, Audited):
    """The rule columns are a copy: amending the charter changes no ballot that is open.

    Held at a meeting, it names the meeting, whose attendance says who is present, and the motion.
    """

    __tablename__ = "governance_ballot"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_an_outcome"),
        Index(
            "uq_governance_ballot_one_open",
            "proposal_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("governance_proposal.id"), index=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("governance_charter.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("governance_meeting.id"), index=True)
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("governance_motion.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"))

    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql")
    charter: Mapped[Charter] = relationship(lazy="raise_on_sql")
    seats: Mapped[list["BallotSeat"]] = relationship(
        back_populates="ballot", order_by="BallotSeat.id", lazy="raise_on_sql"
    )
    votes: Mapped[list["Vote"]] = relationship(
        back_populates="ballot", order_by="Vote.seat_id", lazy="raise_on_sql"
    )
    recusals: Mapped[list["Recusal"]] = relationship(
        back_populates="ballot", order_by="Recusal.seat_id", lazy="raise_on_sql"
    )
    effects: Mapped[list["BallotEffect"]] = relationship(
        back_populates="ballot", order_by="BallotEffect.id", lazy="raise_on_sql"
    )

    @property
    def window(self) -> Window:
        return Window(self.opens_at, self.closes_at)


class BallotSeat(Audited):
    """A seat as it stood when the ballot opened: the frozen roll."""

    __tablename__ = "governance_ballot_seat"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"),)

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("governance_seat.id"), index=True)
    title: Mapped[str]
    constituency: Mapped[Constituency]
    group: Mapped[Group]
    is_voting: Mapped[bool]
    in_quorum: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_chair: Mapped[bool]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    holder_name: Mapped[str | None]
    alternate_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    alternate_name: Mapped[str | None]

    ballot: Mapped[Ballot] = relationship(back_populates="seats", lazy="raise_on_sql")


def _on_the_roll() -> ForeignKeyConstraint:
    """Only a seat of the ballot's own frozen roll can vote or step aside."""
    return ForeignKeyConstraint(
        ["ballot_id", "seat_id"],
        ["governance_ballot_seat.ballot_id", "governance_ballot_seat.seat_id"],
    )


class Vote(Audited):
    """One seat, one vote; cast by its holder or, where the rule lets it, by the alternate."""

    __tablename__ = "governance_vote"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"), _on_the_roll())

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int]
    choice: Mapped[Choice]
    comment: Mapped[str] = mapped_column(default="")
    cast_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    cast_at: Mapped[datetime]

    ballot: Mapped[Ballot] = relationship(back_populates="votes", lazy="raise_on_sql")
    cast_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Recusal(Audited):
    """A seat that steps aside, and why; a vote it had cast is taken back."""

    __tablename__ = "governance_recusal"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"), _on_the_roll())

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int]
    reason: Mapped[str]
    recused_at: Mapped[datetime]

    ballot: Mapped[Ballot] = relationship(back_populates="recusals", lazy="raise_on_sql")


class BallotEffect(Audited):
    """What an effect was shown to change when the ballot opened.

    `differences` are label, before and after, as text.
    """

    __tablename__ = "governance_ballot_effect"
    __table_args__ = (UniqueConstraint("ballot_id", "effect_id"),)

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    effect_id: Mapped[int] = mapped_column(ForeignKey("governance_effect.id"), index=True)
    sentence: Mapped[str]
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    ballot: Mapped[Ballot] = relationship(back_populates="effects", lazy="raise_on_sql")
    effect: Mapped[Effect] = relationship(lazy="raise_on_sql")
