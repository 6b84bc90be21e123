"""Who votes for whom while away, and who has an interest in what."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models.bodies import Seat


class Proxy(Audited):
    """The vote of a seat in the hands of another member, over some days or until taken back."""

    __tablename__ = "governance_proxy"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        CheckConstraint("principal_id <> holder_id", name="nobody_holds_the_own"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("governance_body.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("governance_seat.id"), index=True)
    principal_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"))
    revoked_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(lazy="raise_on_sql")
    principal: Mapped[Person] = relationship(foreign_keys=[principal_id], lazy="raise_on_sql")
    holder: Mapped[Person] = relationship(foreign_keys=[holder_id], lazy="raise_on_sql")


class Interest(Audited):
    """A standing interest of a person in a thing that decisions may touch."""

    __tablename__ = "governance_interest"
    __table_args__ = (Index(None, "subject_key", "subject_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    text: Mapped[str]
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def subject(self) -> tuple[str, int]:
        return self.subject_key, self.subject_id

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
