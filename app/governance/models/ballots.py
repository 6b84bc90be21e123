"""A ballot: the rule, the roll and the effects as they were when it opened, and the votes."""

from datetime import datetime
from enum import StrEnum
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
from app.engine.meetings.meeting import Manner
from app.engine.voting.ballot import Choice, Outcome, Reasons, Window
from app.engine.voting.election import Method
from app.engine.voting.roll import Attendance
from app.governance.facts import Constituency, Group
from app.governance.models.agendas import Motion
from app.governance.models.bodies import Charter
from app.governance.models.meetings import Meeting
from app.governance.models.proposals import Effect, Proposal
from app.governance.models.rules import RuleColumns
from app.kernel.columns import NO_TEXT, TextLines
from app.kernel.db import Base


class Aim(StrEnum):
    """What is put to the vote: that the proposal be approved, or that it be rejected."""

    APPROVE = "approve"
    REJECT = "reject"


class Channel(StrEnum):
    """Who gave the vote of a seat."""

    HOLDER = "holder"
    ALTERNATE = "alternate"
    PROXY = "proxy"
    SECRETARY = "secretary"


class Ballot(RuleColumns, Audited):
    """The rule columns are a copy: amending the charter changes no ballot that is open.

    Held at a meeting, it names the meeting, whose attendance says who is present, and the motion.
    `outcome` says whether the motion carried; what that means for the proposal depends on `aim`.
    `outlook` is what passing and failing mean, as it was when the ballot opened. `hands` is what
    was counted in the room, where a show of hands decides. `chosen` are the options an election
    chose.
    """

    __derived__ = frozenset({"outlook"})
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
    aim: Mapped[Aim] = mapped_column(default=Aim.APPROVE, server_default="approve")
    reasons: Mapped[Reasons] = mapped_column(default=Reasons.OPTIONAL, server_default="optional")
    method: Mapped[Method] = mapped_column(default=Method.QUESTION, server_default="question")
    options: Mapped[tuple[str, ...]] = mapped_column(TextLines, default=(), server_default=NO_TEXT)
    places: Mapped[int] = mapped_column(default=1, server_default="1")
    points: Mapped[int] = mapped_column(default=10, server_default="10")
    chosen: Mapped[tuple[str, ...]] = mapped_column(TextLines, default=(), server_default=NO_TEXT)
    hands: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    outlook: Mapped[list[dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))

    proposal: Mapped[Proposal] = relationship(lazy="raise_on_sql")
    charter: Mapped[Charter] = relationship(lazy="raise_on_sql")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql")
    motion: Mapped[Motion | None] = relationship(lazy="raise_on_sql")
    seats: Mapped[list["BallotSeat"]] = relationship(
        back_populates="ballot", order_by="BallotSeat.id", lazy="raise_on_sql"
    )
    votes: Mapped[list["Vote"]] = relationship(
        back_populates="ballot", order_by="Vote.seat_id", lazy="raise_on_sql"
    )
    recusals: Mapped[list["Recusal"]] = relationship(
        back_populates="ballot", order_by="Recusal.seat_id", lazy="raise_on_sql"
    )
    participations: Mapped[list["Participation"]] = relationship(
        back_populates="ballot", order_by="Participation.seat_id", lazy="raise_on_sql"
    )
    box: Mapped["SecretBox | None"] = relationship(back_populates="ballot", lazy="raise_on_sql")
    effects: Mapped[list["BallotEffect"]] = relationship(
        back_populates="ballot", order_by="BallotEffect.id", lazy="raise_on_sql"
    )

    @property
    def window(self) -> Window:
        return Window(self.opens_at, self.closes_at)


class BallotSeat(Audited):
    """A seat as it stood when the ballot opened: the frozen roll.

    What came of it is frozen when the ballot closes: its attendance, and who held its proxy. At a
    meeting both stand from the opening on; `manner` is how the seat is there, and `present_id` who
    is there for it. Until the seat has acted, they follow who is noted to come and go.
    """

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
    attendance: Mapped[Attendance | None]
    manner: Mapped[Manner | None]
    present_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    proxy_holder_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    proxy_holder_name: Mapped[str | None]

    ballot: Mapped[Ballot] = relationship(back_populates="seats", lazy="raise_on_sql")


def _on_the_roll() -> ForeignKeyConstraint:
    """Only a seat of the ballot's own frozen roll can vote or step aside."""
    return ForeignKeyConstraint(
        ["ballot_id", "seat_id"],
        ["governance_ballot_seat.ballot_id", "governance_ballot_seat.seat_id"],
    )


class Vote(Audited):
    """One seat, one vote, by name. What was voted stands here and in the packet, not in history.

    `marks` is the paper of an election: option by its place, and what it was given. A vote that
    the secretary entered is confirmed or disputed by the holder of the seat.
    """

    __secret__ = frozenset({"choice", "marks", "comment"})
    __tablename__ = "governance_vote"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"), _on_the_roll())

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int]
    choice: Mapped[Choice]
    comment: Mapped[str] = mapped_column(default="")
    cast_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    cast_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(default=Channel.HOLDER, server_default="holder")
    marks: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    confirmed_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]
    dispute: Mapped[str] = mapped_column(default="", server_default=NO_TEXT)

    ballot: Mapped[Ballot] = relationship(back_populates="votes", lazy="raise_on_sql")
    cast_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Participation(Audited):
    """That a seat has cast its secret vote; `receipt` shows that it is counted, and nothing else.

    It says no time, and nothing in it leads to the paper.
    """

    __secret__ = frozenset({"receipt"})
    __tablename__ = "governance_participation"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"), _on_the_roll())

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int]
    receipt: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.HOLDER)
    cast_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)

    ballot: Mapped[Ballot] = relationship(back_populates="participations", lazy="raise_on_sql")


class SecretBox(Base):
    """The papers of a secret ballot in one row, always sorted, so that nothing tells their order.

    It has no history on purpose: a history would keep the time of every paper.
    """

    __tablename__ = "governance_secret_box"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"), unique=True)
    papers: Mapped[list[str]] = mapped_column(JSON, default=list)

    ballot: Mapped[Ballot] = relationship(back_populates="box", lazy="raise_on_sql")


class Recusal(Audited):
    """A seat that steps aside, and why; a vote it had cast is taken back."""

    __tablename__ = "governance_recusal"
    __table_args__ = (UniqueConstraint("ballot_id", "seat_id"), _on_the_roll())

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    seat_id: Mapped[int]
    reason: Mapped[str]
    recused_at: Mapped[datetime]

    ballot: Mapped[Ballot] = relationship(back_populates="recusals", lazy="raise_on_sql")


class Reminder(Audited):
    """Those who had not voted were written to: by the one who runs the ballot, or near its end."""

    __tablename__ = "governance_reminder"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"), index=True)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    sent_at: Mapped[datetime]
    people: Mapped[int]

    sent_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


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
