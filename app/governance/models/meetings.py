"""A meeting of a body: its call, its roll with who came and went, and what happened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import Manner, MeetingKind, MeetingStage
from app.governance.facts import Constituency, Group
from app.governance.models.bodies import Body, Charter
from app.kernel.db import Base, Versioned


class Meeting(Versioned, Audited):
    """`charter` is the edition whose rule of notice and quorum it was called under.

    `notice_days` is what that edition asked for; `short_notice` is why less was given. `sequence`
    counts how often its time or its place has changed since it was called.
    """

    __tablename__ = "governance_meeting"
    __table_args__ = (
        UniqueConstraint("body_id", "number"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(
            "adjourned_at IS NULL OR opened_at IS NOT NULL", name="opened_before_adjourned"
        ),
        Index(
            "uq_governance_meeting_one_in_progress",
            "body_id",
            unique=True,
            sqlite_where=text("stage = 'in_progress'"),
            postgresql_where=text("stage = 'in_progress'"),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"))
    charter_id: Mapped[int] = mapped_column(ForeignKey("governance_charter.id"))
    number: Mapped[int]
    kind: Mapped[MeetingKind] = mapped_column(default=MeetingKind.REGULAR)
    purpose: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    stage: Mapped[MeetingStage] = mapped_column(default=MeetingStage.PLANNED)
    called_at: Mapped[datetime | None]
    notice_days: Mapped[int | None]
    short_notice: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime | None]
    adjourned_at: Mapped[datetime | None]
    canceled_why: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    presiding_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))

    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    charter: Mapped[Charter] = relationship(lazy="raise_on_sql")
    presiding: Mapped[Person | None] = relationship(
        foreign_keys=[presiding_id], lazy="raise_on_sql"
    )
    secretary: Mapped[Person | None] = relationship(
        foreign_keys=[secretary_id], lazy="raise_on_sql"
    )
    seats: Mapped[list["MeetingSeat"]] = relationship(
        back_populates="meeting", order_by="MeetingSeat.id", lazy="raise_on_sql"
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="meeting", order_by="Attendance.id", lazy="raise_on_sql"
    )


class Invited(Base):
    """Who was asked to a meeting by mail, and at which sequence of it; one row to a person.

    What was written stands in the outbox, so this has no history of its own.
    """

    __tablename__ = "governance_invited"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    sequence: Mapped[int]


class MeetingSeat(Audited):
    """A seat as it stood when the meeting opened: the frozen roll.

    A seat that was suspended or out of term stands here without a vote or without a holder.
    """

    __tablename__ = "governance_meeting_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("governance_seat.id"), index=True)
    title: Mapped[str]
    constituency: Mapped[Constituency]
    group: Mapped[Group]
    is_voting: Mapped[bool]
    is_chair: Mapped[bool]
    in_quorum: Mapped[bool] = mapped_column(default=True)
    is_suspended: Mapped[bool] = mapped_column(default=False)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    holder_name: Mapped[str | None]
    alternate_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    alternate_name: Mapped[str | None]

    meeting: Mapped[Meeting] = relationship(back_populates="seats", lazy="raise_on_sql")


class Attendance(Audited):
    """One span of somebody's presence: for a seat, or without one as a guest.

    Whoever leaves and comes back has two spans. By proxy, `person` holds the seat's proxy and is
    present for a seat of their own. A seat is present at a moment if a span of it covers it.
    """

    __tablename__ = "governance_attendance"
    __table_args__ = (
        CheckConstraint("arrived_at <= departed_at", name="arrives_before_departing"),
        CheckConstraint("seat_id IS NOT NULL OR name <> ''", name="a_guest_has_a_name"),
        Index(
            "uq_governance_attendance_one_open",
            "meeting_id",
            "seat_id",
            unique=True,
            sqlite_where=text("departed_at IS NULL AND seat_id IS NOT NULL"),
            postgresql_where=text("departed_at IS NULL AND seat_id IS NOT NULL"),
        ),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("governance_seat.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    manner: Mapped[Manner]
    as_alternate: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime]
    departed_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="attendances", lazy="raise_on_sql")

    def covers(self, at: datetime) -> bool:
        return self.arrived_at <= at and (self.departed_at is None or at < self.departed_at)


class MeetingEvent(Base):
    """Something that happened at a meeting; written once, never changed.

    It is a log itself, so it has no history of its own. `said` is what its sentence needs.
    """

    __tablename__ = "governance_meeting_event"
    __table_args__ = (Index(None, "meeting_id", "id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("governance_agenda_item.id"))
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("governance_motion.id"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
