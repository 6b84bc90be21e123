"""An initiative, what it waits for, and what it touches."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models import Decision
from app.inventory.models import Asset
from app.kernel.db import Versioned
from app.organization.models import Department
from app.strategy.facts import InitiativeStatus
from app.strategy.models.phases import Phase


class Initiative(Versioned, Audited):
    """`starts_on` and `ends_on` are computed; they are None while no start can be known."""

    __tablename__ = "strategy_initiative"
    __table_args__ = (CheckConstraint("days > 0", name="takes_at_least_a_day"),)

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    requirements: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str | None] = mapped_column(Text)
    outcomes: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    phase_id: Mapped[int | None] = mapped_column(ForeignKey("strategy_phase.id"), index=True)
    status: Mapped[InitiativeStatus] = mapped_column(default=InitiativeStatus.PROPOSED)
    days: Mapped[int]
    not_before_on: Mapped[date | None]
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_decision.id"), index=True
    )

    owner: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    phase: Mapped[Phase | None] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql")
    waits_for: Mapped[list["InitiativeDependency"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        foreign_keys="InitiativeDependency.initiative_id",
        order_by="InitiativeDependency.before_id",
    )
    assets: Mapped[list["InitiativeAsset"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="InitiativeAsset.asset_id"
    )
    departments: Mapped[list["InitiativeDepartment"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="InitiativeDepartment.department_id",
    )


class InitiativeDependency(Audited):
    """The initiative starts when the one before it has ended."""

    __tablename__ = "strategy_initiative_dependency"
    __table_args__ = (
        UniqueConstraint("initiative_id", "before_id"),
        CheckConstraint("initiative_id <> before_id", name="waits_for_another"),
    )

    initiative_id: Mapped[int] = mapped_column(ForeignKey("strategy_initiative.id"))
    before_id: Mapped[int] = mapped_column(ForeignKey("strategy_initiative.id"), index=True)

    before: Mapped[Initiative] = relationship(lazy="raise_on_sql", foreign_keys=before_id)


class InitiativeAsset(Audited):
    """An asset the initiative changes."""

    __tablename__ = "strategy_initiative_asset"
    __table_args__ = (UniqueConstraint("initiative_id", "asset_id"),)

    initiative_id: Mapped[int] = mapped_column(ForeignKey("strategy_initiative.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("inventory_asset.id"), index=True)

    asset: Mapped[Asset] = relationship(lazy="raise_on_sql")


class InitiativeDepartment(Audited):
    """A department the initiative serves."""

    __tablename__ = "strategy_initiative_department"
    __table_args__ = (UniqueConstraint("initiative_id", "department_id"),)

    initiative_id: Mapped[int] = mapped_column(ForeignKey("strategy_initiative.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("organization_department.id"), index=True)

    department: Mapped[Department] = relationship(lazy="raise_on_sql")
