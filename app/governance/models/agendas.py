"""What a meeting deals with: items of the agenda, motions with their wording, action items."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.meetings.meeting import ActionStage, ItemKind, ItemStage
from app.engine.meetings.motions import Method, MotionKind, MotionStage
from app.governance.models.bodies import Body
from app.governance.models.meetings import Meeting
from app.governance.models.proposals import Proposal
from app.kernel.db import Versioned


class AgendaItem(Versioned, Audited):
    """`matter_key` names the matter that came back by itself; `carried_from` the item not done.

    `minutes_of` is the meeting whose minutes are up for approval.
    """

    __tablename__ = "governance_agenda_item"
    __table_args__ = (
        Index(None, "meeting_id", "position"),
        Index(None, "matter_key"),
        CheckConstraint("minutes >= 0", name="takes_time"),
        CheckConstraint("carried_from_id <> id", name="is_not_carried_from_itself"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    position: Mapped[int]
    kind: Mapped[ItemKind]
    title: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_proposal.id"), index=True
    )
    minutes_of_id: Mapped[int | None] = mapped_column(ForeignKey("governance_meeting.id"))
    matter_key: Mapped[str | None]
    carried_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_agenda_item.id"), index=True
    )
    is_consent: Mapped[bool] = mapped_column(default=False)
    pulled_by: Mapped[str | None]
    pulled_at: Mapped[datetime | None]
    stage: Mapped[ItemStage] = mapped_column(default=ItemStage.WAITING)
    taken_up_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id], lazy="raise_on_sql")
    minutes_of: Mapped[Meeting | None] = relationship(
        foreign_keys=[minutes_of_id], lazy="raise_on_sql"
    )
    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    proposal: Mapped[Proposal | None] = relationship(lazy="raise_on_sql")


class Motion(Audited):
    """Something moved at a meeting; `parent` is the motion it is about, if it is about one.

    A ballot held on it names it (`Ballot.motion_id`); otherwise the three numbers are those the
    chair announced. Whether the motion carried and what became of its proposal are two facts.
    """

    __tablename__ = "governance_motion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("parent_id <> id", name="is_not_about_itself"),
        CheckConstraint("mover_seat_id <> seconder_seat_id", name="nobody_seconds_the_own_motion"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("governance_agenda_item.id"), index=True)
    number: Mapped[int]
    kind: Mapped[MotionKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("governance_motion.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_proposal.id"), index=True
    )
    mover_seat_id: Mapped[int | None] = mapped_column(ForeignKey("governance_seat.id"))
    mover_name: Mapped[str]
    seconder_seat_id: Mapped[int | None] = mapped_column(ForeignKey("governance_seat.id"))
    seconder_name: Mapped[str | None]
    stage: Mapped[MotionStage] = mapped_column(default=MotionStage.MOVED)
    had_notice: Mapped[bool] = mapped_column(default=False)
    moved_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    method: Mapped[Method | None]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstained: Mapped[int | None]
    ruling: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql")
    parent: Mapped["Motion | None"] = relationship(remote_side="Motion.id", lazy="raise_on_sql")
    proposal: Mapped[Proposal | None] = relationship(lazy="raise_on_sql")
    wordings: Mapped[list["MotionWording"]] = relationship(
        back_populates="motion",
        foreign_keys="MotionWording.motion_id",
        order_by="MotionWording.edition",
        lazy="raise_on_sql",
    )

    @property
    def text(self) -> str:
        """The exact words before the body now."""
        return self.wordings[-1].text


class MotionWording(Audited):
    """One edition of the words of a motion; `amendment` is the motion that made them so."""

    __tablename__ = "governance_motion_wording"
    __table_args__ = (UniqueConstraint("motion_id", "edition"),)

    motion_id: Mapped[int] = mapped_column(ForeignKey("governance_motion.id"))
    edition: Mapped[int]
    text: Mapped[str]
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("governance_motion.id"))
    worded_at: Mapped[datetime]

    motion: Mapped[Motion] = relationship(
        back_populates="wordings", foreign_keys=[motion_id], lazy="raise_on_sql"
    )


class Action(Versioned, Audited):
    """Something a person owes a body, by a day."""

    __tablename__ = "governance_action"

    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("governance_meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("governance_agenda_item.id"))
    title: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    due_on: Mapped[date]
    stage: Mapped[ActionStage] = mapped_column(default=ActionStage.OPEN)
    report: Mapped[str] = mapped_column(default="")
    assigned_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    body: Mapped[Body] = relationship(lazy="raise_on_sql")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql")
