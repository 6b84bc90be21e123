"""What a decision allows, what was awarded under it, and what was released."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.engine.values import MoneyKind
from app.funding.models.funds import Fund
from app.funding.models.requests import Request
from app.governance.models import Decision


class Authority(Audited):
    """A decision allows this much from one fund, of one kind, in these fiscal years; in cents."""

    __tablename__ = "funding_authority"
    __table_args__ = (
        CheckConstraint("amount > 0", name="allows_something"),
        CheckConstraint("first_year <= last_year", name="starts_before_it_ends"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("governance_decision.id"), index=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("funding_fund.id"), index=True)
    kind: Mapped[MoneyKind]
    first_year: Mapped[int]
    last_year: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")
    fund: Mapped[Fund] = relationship(lazy="raise_on_sql")


class Award(Audited):
    """Money granted to a request under an authority, whose fund and kind it takes; in cents."""

    __tablename__ = "funding_award"
    __table_args__ = (CheckConstraint("amount > 0", name="grants_something"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("funding_request.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("funding_authority.id"), index=True)
    fiscal_year: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    awarded_on: Mapped[date]

    request: Mapped[Request] = relationship(lazy="raise_on_sql")
    authority: Mapped[Authority] = relationship(lazy="raise_on_sql")
    releases: Mapped[list["Release"]] = relationship(
        back_populates="award", lazy="raise_on_sql", order_by="Release.id"
    )


class Release(Audited):
    """A part of an award that may now be spent; in cents."""

    __tablename__ = "funding_release"
    __table_args__ = (CheckConstraint("amount > 0", name="frees_something"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("funding_award.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    released_on: Mapped[date]
    note: Mapped[str | None]

    award: Mapped[Award] = relationship(back_populates="releases", lazy="raise_on_sql")
