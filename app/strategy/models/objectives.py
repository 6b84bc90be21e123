"""An objective of the strategy: where it began, where it shall get, where it stands."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.recorder import Audited
from app.kernel.columns import Thousandths
from app.kernel.db import Versioned
from app.strategy.facts import Direction


class Objective(Versioned, Audited):
    __tablename__ = "strategy_objective"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    measure: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str]
    direction: Mapped[Direction]
    baseline: Mapped[Decimal | None] = mapped_column(Thousandths)
    target: Mapped[Decimal | None] = mapped_column(Thousandths)
    actual: Mapped[Decimal | None] = mapped_column(Thousandths)
    measured_on: Mapped[date | None]
    due_on: Mapped[date | None]
