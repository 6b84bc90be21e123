"""What may be said of a department: a unit that makes, keeps or reads images."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from app.kernel.facts import Cents, Count, Facts, Percent, Quantity, Refers, fact
from app.kernel.words import Word
from app.organization.facts.vocabulary import (
    CapturePolicy,
    OnboardingStage,
    SupportModel,
    Tradition,
    Workflow,
)

FivePoints = Annotated[int, Field(ge=1, le=5)]


class Section(Word):
    IDENTITY = "identity", "What it is"
    PEOPLE = "people", "People and places"
    IMAGING = "imaging", "Imaging"
    READINESS = "readiness", "Ready to join"
    MONEY = "money", "Money"


class DepartmentFacts(Facts):
    code: Annotated[str, Field(min_length=1, max_length=40)] = fact(
        "Code", Section.IDENTITY, default=...
    )
    name: Annotated[str, Field(min_length=1, max_length=160)] = fact(
        "Name", Section.IDENTITY, default=...
    )
    division: Annotated[str, Field(max_length=120)] | None = fact("Division", Section.IDENTITY)
    service_line: Annotated[str, Refers("organization_service_line")] | None = fact(
        "Service line", Section.IDENTITY
    )
    tradition: Tradition = fact(
        "Tradition",
        Section.IDENTITY,
        default=Tradition.NON_TRADITIONAL,
        help="Traditional departments have long kept images in an archive of their own.",
    )
    onboarding_stage: OnboardingStage = fact(
        "Stage on the way in", Section.IDENTITY, default=OnboardingStage.NOT_ASSESSED
    )

    facility: Annotated[str, Refers("organization_facility")] | None = fact(
        "Facility", Section.PEOPLE, help="The code of the place it works in."
    )
    lead: Annotated[str, Refers("account_person")] | None = fact(
        "Lead", Section.PEOPLE, help="The person who answers for it, by address."
    )
    support_model: SupportModel | None = fact("Supported by", Section.PEOPLE)
    local_support_fte: Quantity | None = fact(
        "Support in the department", Section.PEOPLE, unit="FTE"
    )
    rooms: Count | None = fact("Rooms", Section.PEOPLE)
    clinicians: Count | None = fact("Clinicians", Section.PEOPLE)

    annual_encounters: Count | None = fact("Encounters", Section.IMAGING, unit="a year")
    annual_imaging_events: Count | None = fact(
        "Imaging events",
        Section.IMAGING,
        unit="a year",
        help="Every time images are made, ordered or not.",
    )
    events_captured_percent: Percent | None = fact(
        "Events captured", Section.IMAGING, unit="%", help="Images kept at all, of all events."
    )
    events_in_ehr_percent: Percent | None = fact(
        "Events in the EHR", Section.IMAGING, unit="%", help="Images that open from the EHR."
    )
    dominant_workflow: Workflow | None = fact("Usual workflow", Section.IMAGING)

    order_build_exists: bool | None = fact("Orders are built in the EHR", Section.READINESS)
    procedure_dictionary: bool | None = fact("Procedures have codes", Section.READINESS)
    visit_based_scheduling: bool | None = fact(
        "Visits are scheduled", Section.READINESS, help="Admission or schedule messages can be had."
    )
    capture_policy: CapturePolicy | None = fact("Capture policy", Section.READINESS)
    training_completed_percent: Percent | None = fact(
        "Training completed", Section.READINESS, unit="%"
    )
    change_readiness: FivePoints | None = fact("Ready for change", Section.READINESS, unit="1 to 5")
    clinical_value: FivePoints | None = fact("Clinical value", Section.READINESS, unit="1 to 5")
    risk_today: FivePoints | None = fact("Risk as it is today", Section.READINESS, unit="1 to 5")
    volume_rank: FivePoints | None = fact("Volume", Section.READINESS, unit="1 to 5")
    effort: FivePoints | None = fact("Effort to bring in", Section.READINESS, unit="1 to 5")
    target_on: date | None = fact("Live by", Section.READINESS)

    revenue_opportunity: Cents | None = fact("Revenue opportunity", Section.MONEY, unit="a year")
    current_spend_capital: Cents | None = fact("Capital spent now", Section.MONEY, unit="a year")
    current_spend_operating: Cents | None = fact(
        "Operating spent now", Section.MONEY, unit="a year"
    )

    @field_validator("code", "facility")
    @classmethod
    def _as_key(cls, code: str | None) -> str | None:
        return code.upper() if code else code
