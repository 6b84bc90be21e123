"""Who is asked to answer a part of a sheet, and until when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.kernel.db import Versioned
from app.standards.facts import Ending
from app.standards.models.catalog import Pack


class Assignment(Versioned, Audited):
    """Gives the assignee the right to answer exactly this section for as long as it is open.

    `section` is the code of an element, or empty for the whole sheet.
    """

    __tablename__ = "standards_assignment"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name="ended_in_some_way"),
        Index(
            "asked_once_at_a_time",
            "assignee_id",
            "pack_id",
            "subject_key",
            "subject_id",
            "section",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "subject_key", "subject_id"),
    )

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"), index=True)
    subject_key: Mapped[str]
    subject_id: Mapped[int]
    section: Mapped[str] = mapped_column(default="")
    assignee_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"))
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    assigned_at: Mapped[datetime]
    reminded_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None]
    pack: Mapped[Pack] = relationship(lazy="raise_on_sql")
    assignee: Mapped[Person] = relationship(foreign_keys=[assignee_id], lazy="raise_on_sql")
    assigned_by: Mapped[Person] = relationship(foreign_keys=[assigned_by_id], lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on < on
