"""An objective of the strategy: where it began, where it shall get, where it stands."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.audit.recorder import Audited
from app.kernel.db import Versioned
from app.strategy.facts import Direction


class Measure(TypeDecorator[Decimal]):
    """A decimal with three places, kept as whole thousandths: exact in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        thousandths = value * 1000
        if thousandths != int(thousandths):
            raise ValueError(f"{value} has more than three decimal places")
        return int(thousandths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 1000


class Objective(Versioned, Audited):
    __tablename__ = "strategy_objective"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    measure: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str]
    direction: Mapped[Direction]
    baseline: Mapped[Decimal | None] = mapped_column(Measure)
    target: Mapped[Decimal | None] = mapped_column(Measure)
    actual: Mapped[Decimal | None] = mapped_column(Measure)
    measured_on: Mapped[date | None]
    due_on: Mapped[date | None]
