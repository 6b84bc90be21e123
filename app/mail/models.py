"""A message to one person, from the moment it was caused until the mail server has it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base


class Message(Base):
    """`lines` are what it says, emptied once it is sent: this is an outbox, not an archive.

    `cause` names what it was written for, so that the same cause writes once. `calendar` is what a
    calendar program reads of it: an entry, a method and a place, emptied with the lines.
    """

    __tablename__ = "mail_message"
    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name="sent_or_given_up"),
        Index(
            "ix_mail_message_waiting",
            "next_try_at",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    cause: Mapped[str | None] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    lines: Mapped[list[Any]] = mapped_column(JSON)
    calendar: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    queued_at: Mapped[datetime] = mapped_column(index=True)
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(String(300))
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.given_up_at is None
