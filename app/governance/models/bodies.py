"""A body, its charters and who sits on it."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.chartering.rights import RightPart
from app.engine.meetings.meeting import SeatRole
from app.governance.facts import BodyKind, Constituency, DecisionClass, Group, ResponsibilityArea
from app.governance.models.rules import RuleColumns
from app.kernel.columns import NO_TEXT, Words
from app.kernel.db import Versioned


class CharterStage(StrEnum):
    """Approved is decided, to hold from a later day. Proposed is told by the proposals on it."""

    DRAFT = "draft"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


AHEAD = frozenset({CharterStage.DRAFT, CharterStage.APPROVED})


def _one_each(name: str, where: str) -> Index:
    """At most one charter of a body for which this is so."""
    return Index(
        f"uq_governance_charter_{name}",
        "body_id",
        unique=True,
        sqlite_where=text(where),
        postgresql_where=text(where),
    )


class Body(Versioned, Audited):
    """`required` are the constituencies that its charter wants at the table."""

    __tablename__ = "governance_body"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[BodyKind]
    purpose: Mapped[str] = mapped_column(default="")
    areas: Mapped[tuple[ResponsibilityArea, ...]] = mapped_column(Words(ResponsibilityArea))
    required: Mapped[tuple[Constituency, ...]] = mapped_column(Words(Constituency), default=())
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("governance_body.id"), index=True)

    parent: Mapped["Body | None"] = relationship(remote_side="Body.id", lazy="raise_on_sql")
    charters: Mapped[list["Charter"]] = relationship(
        back_populates="body", order_by="Charter.edition", lazy="raise_on_sql"
    )
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="body", order_by="Seat.is_chair.desc(), Seat.title", lazy="raise_on_sql"
    )

    @property
    def charter(self) -> "Charter":
        """The one in force; of a body that has none yet, its draft."""
        held = [one for one in self.charters if one.stage is CharterStage.IN_FORCE]
        return held[-1] if held else self.charters[0]

    @property
    def draft(self) -> "Charter | None":
        """The edition that is not yet in force, if there is one."""
        return next((one for one in self.charters if one.stage in AHEAD), None)


class Charter(RuleColumns, Versioned, Audited):
    """One edition of what a body may do and how it meets and votes; amending it makes the next.

    Of the editions of a body at most one is in force and at most one is ahead of it. `articles`
    are the points of the checklist in words. `authority` says who put it in force.
    Notice is counted in working days. A small board does without seconds. Without
    `missed_to_suspend` nobody is suspended for missing meetings.
    """

    __tablename__ = "governance_charter"
    __table_args__ = (
        UniqueConstraint("body_id", "edition"),
        _one_each("one_in_force", "stage = 'in_force'"),
        _one_each("one_ahead", "stage IN ('draft', 'approved')"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"))
    edition: Mapped[int]
    stage: Mapped[CharterStage] = mapped_column(
        default=CharterStage.IN_FORCE, server_default="in_force"
    )
    text: Mapped[str]
    articles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    authority: Mapped[str] = mapped_column(default="", server_default=NO_TEXT)
    adopted_on: Mapped[date | None]
    review_on: Mapped[date | None]
    notice_days: Mapped[int] = mapped_column(default=5, server_default="5")
    special_notice_days: Mapped[int] = mapped_column(default=2, server_default="2")
    is_small_board: Mapped[bool] = mapped_column(default=False, server_default=false())
    missed_to_suspend: Mapped[int | None]
    attended_to_restore: Mapped[int | None]

    body: Mapped[Body] = relationship(back_populates="charters", lazy="raise_on_sql")
    rights: Mapped[list["Right"]] = relationship(
        back_populates="charter",
        order_by="Right.decision_class, Right.id",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )


class Right(Audited):
    """What a charter lets its body, or the holder of one of its seats, decide or be asked about.

    `up_to` is an amount in minor units; without one the right has no limit.
    """

    __tablename__ = "governance_right"

    charter_id: Mapped[int] = mapped_column(ForeignKey("governance_charter.id"), index=True)
    decision_class: Mapped[DecisionClass]
    part: Mapped[RightPart]
    up_to: Mapped[int | None] = mapped_column(BigInteger)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("governance_seat.id"), index=True)

    charter: Mapped[Charter] = relationship(back_populates="rights", lazy="raise_on_sql")
    seat: Mapped["Seat | None"] = relationship(lazy="raise_on_sql")


class Seat(Versioned, Audited):
    """A place on a body, whoever sits in it; without a holder it is vacant.

    `in_quorum` is read for voting seats alone: an ex officio vote may be left out of the quorum.
    While it is suspended it has no vote and is out of the quorum; `restored_on` is the day on which
    a decision lifted that, and what was missed before counts no more.
    """

    __tablename__ = "governance_seat"
    __table_args__ = (
        UniqueConstraint("body_id", "title"),
        CheckConstraint("term_ends_on >= term_starts_on", name="starts_before_it_ends"),
        CheckConstraint("holder_id <> alternate_id", name="nobody_stands_in_for_oneself"),
        Index(
            "uq_governance_seat_one_chair",
            "body_id",
            unique=True,
            sqlite_where=text("is_chair"),
            postgresql_where=text("is_chair"),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"))
    title: Mapped[str]
    constituency: Mapped[Constituency]
    group: Mapped[Group]
    role: Mapped[SeatRole] = mapped_column(default=SeatRole.VOTING, server_default="voting")
    is_voting: Mapped[bool] = mapped_column(default=True)
    in_quorum: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_chair: Mapped[bool] = mapped_column(default=False)
    suspended_on: Mapped[date | None]
    restored_on: Mapped[date | None]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    alternate_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    term_starts_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]

    body: Mapped[Body] = relationship(back_populates="seats", lazy="raise_on_sql")
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id], lazy="raise_on_sql")
    alternate: Mapped[Person | None] = relationship(
        foreign_keys=[alternate_id], lazy="raise_on_sql"
    )

    @property
    def votes_now(self) -> bool:
        """Whether it has a vote today: a suspended seat has none and is out of the quorum."""
        return self.is_voting and self.suspended_on is None

    def is_filled(self, on: date) -> bool:
        starts, ends = self.term_starts_on, self.term_ends_on
        begun = starts is None or starts <= on
        return self.holder_id is not None and begun and (ends is None or on <= ends)
