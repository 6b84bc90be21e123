"""What members ask of whoever runs a ballot in writing: to take it to a meeting instead."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models.ballots import Ballot


class MeetingRequest(Audited):
    """One for each member and ballot, with the answer of the chair or the secretary."""

    __tablename__ = "governance_meeting_request"
    __table_args__ = (UniqueConstraint("ballot_id", "person_id"),)

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    why: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))

    ballot: Mapped[Ballot] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    answered_by: Mapped[Person | None] = relationship(
        foreign_keys=[answered_by_id], lazy="raise_on_sql"
    )
