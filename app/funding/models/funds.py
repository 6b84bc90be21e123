"""A fund and what it holds, by fiscal year and kind."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.engine.values import MoneyKind
from app.kernel.db import Versioned


class Fund(Versioned, Audited):
    __tablename__ = "funding_fund"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    purpose: Mapped[str | None] = mapped_column(Text)

    lines: Mapped[list["FundLine"]] = relationship(
        back_populates="fund",
        lazy="raise_on_sql",
        order_by="FundLine.fiscal_year, FundLine.kind",
    )


class FundLine(Audited):
    """The most that may be awarded from a fund in one fiscal year, of one kind; in cents."""

    __tablename__ = "funding_fund_line"
    __table_args__ = (
        UniqueConstraint("fund_id", "fiscal_year", "kind"),
        CheckConstraint("amount >= 0", name="holds_no_debt"),
    )

    fund_id: Mapped[int] = mapped_column(ForeignKey("funding_fund.id"))
    fiscal_year: Mapped[int]
    kind: Mapped[MoneyKind]
    amount: Mapped[int] = mapped_column(BigInteger)

    fund: Mapped[Fund] = relationship(back_populates="lines", lazy="raise_on_sql")
