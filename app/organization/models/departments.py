"""A department: who makes, keeps or reads images."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.kernel.columns import Thousandths
from app.kernel.db import Versioned
from app.organization.facts import (
    CapturePolicy,
    OnboardingStage,
    SupportModel,
    Tradition,
    Workflow,
)
from app.organization.models.facilities import Facility
from app.organization.models.service_lines import ServiceLine


class Department(Versioned, Audited):
    __tablename__ = "organization_department"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    division: Mapped[str | None]
    service_line_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization_service_line.id"), index=True
    )
    tradition: Mapped[Tradition]
    onboarding_stage: Mapped[OnboardingStage] = mapped_column(default=OnboardingStage.NOT_ASSESSED)

    facility_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization_facility.id"), index=True
    )
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    support_model: Mapped[SupportModel | None]
    local_support_fte: Mapped[Decimal | None] = mapped_column(Thousandths)
    rooms: Mapped[int | None]
    clinicians: Mapped[int | None]

    annual_encounters: Mapped[int | None]
    annual_imaging_events: Mapped[int | None]
    events_captured_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    events_in_ehr_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    dominant_workflow: Mapped[Workflow | None]

    order_build_exists: Mapped[bool | None]
    procedure_dictionary: Mapped[bool | None]
    visit_based_scheduling: Mapped[bool | None]
    capture_policy: Mapped[CapturePolicy | None]
    training_completed_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    change_readiness: Mapped[int | None]
    clinical_value: Mapped[int | None]
    risk_today: Mapped[int | None]
    volume_rank: Mapped[int | None]
    effort: Mapped[int | None]
    target_on: Mapped[date | None]

    revenue_opportunity: Mapped[int | None] = mapped_column(BigInteger)
    current_spend_capital: Mapped[int | None] = mapped_column(BigInteger)
    current_spend_operating: Mapped[int | None] = mapped_column(BigInteger)

    facility: Mapped[Facility | None] = relationship(lazy="raise_on_sql")
    service_line: Mapped[ServiceLine | None] = relationship(lazy="raise_on_sql")
    lead: Mapped[Person | None] = relationship(lazy="raise_on_sql")
