"""A phase of the strategy and the gate one leaves it by."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.recorder import Audited
from app.kernel.db import Versioned


class Phase(Versioned, Audited):
    """Nothing in a phase starts before `starts_on`; without it, each initiative says for itself."""

    __tablename__ = "strategy_phase"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    gate: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date | None]
