"""Money asked for, with the operating money that follows it."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.engine.funding.cashflow import Ask
from app.engine.values import MoneyKind
from app.funding.models.funds import Fund
from app.kernel.db import Versioned
from app.strategy.models import Initiative


class Request(Versioned, Audited):
    """`amount` in one fiscal year, then `operating_tail` in each of `tail_years` years; cents."""

    __tablename__ = "funding_request"
    __table_args__ = (
        CheckConstraint("amount > 0", name="asks_for_something"),
        CheckConstraint("operating_tail >= 0 AND tail_years >= 0", name="tail_is_no_saving"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    reason: Mapped[str | None] = mapped_column(Text)
    initiative_id: Mapped[int | None] = mapped_column(
        ForeignKey("strategy_initiative.id"), index=True
    )
    fund_id: Mapped[int] = mapped_column(ForeignKey("funding_fund.id"), index=True)
    fiscal_year: Mapped[int]
    kind: Mapped[MoneyKind]
    amount: Mapped[int] = mapped_column(BigInteger)
    operating_tail: Mapped[int] = mapped_column(BigInteger, default=0)
    tail_years: Mapped[int] = mapped_column(default=0)
    is_withdrawn: Mapped[bool] = mapped_column(default=False)

    initiative: Mapped[Initiative | None] = relationship(lazy="raise_on_sql")
    fund: Mapped[Fund] = relationship(lazy="raise_on_sql")

    @property
    def ask(self) -> Ask:
        return Ask(
            self.fiscal_year,
            self.kind,
            self.amount,
            tail=self.operating_tail,
            years=self.tail_years,
        )
