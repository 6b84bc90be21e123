"""What a person wants to hear by mail, and the days whose digests are written."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.recorder import Audited
from app.inbox.facts import Rhythm
from app.kernel.db import Base


class Preference(Audited):
    """Of one person; whoever has none hears every day, and a day before a vote ends."""

    __tablename__ = "inbox_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), unique=True)
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.DAILY)
    last_call: Mapped[bool] = mapped_column(default=True)


class Round(Base):
    """A day whose digests are done; those who owe nothing leave no other trace."""

    __tablename__ = "inbox_round"

    day: Mapped[date] = mapped_column(unique=True)
