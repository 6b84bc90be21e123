"""What may be said of every asset."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.inventory.facts.vocabulary import assets as words
from app.inventory.facts.vocabulary.assets import Lifecycle, Section
from app.kernel.facts import Cents, Count, Facts, Long, Percent, Quantity, Refers, Short, fact
from app.organization.facts import SupportModel

AssetCode = Annotated[
    str, Field(max_length=40, pattern=r"^[A-Z0-9][A-Z0-9._-]*$"), Refers("inventory_asset")
]
Months = Annotated[int, Field(ge=0, le=60)]
PersonAddress = Annotated[str, Refers("account_person")]


def as_key(code: str | None) -> str | None:
    """Codes are compared and kept in capitals."""
    return code.upper() if code else code


class AssetFacts(Facts):
    """The facts every kind shares; a reference is the code of what it names."""

    code: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] | None = (
        fact("Code", Section.IDENTITY, help="Left empty, the next free code is given.")
    )
    name: Annotated[str, Field(min_length=1, max_length=120)] = fact(
        "Name", Section.IDENTITY, default=...
    )
    department: Annotated[str, Refers("organization_department")] | None = fact(
        "Department", Section.IDENTITY, help="The department that owns it."
    )
    facility: Annotated[str, Refers("organization_facility")] | None = fact(
        "Facility", Section.IDENTITY, help="The code of the place it stands in."
    )
    vendor_name: Short | None = fact(
        "Vendor", Section.IDENTITY, help="As written on the contract or the label."
    )
    product: Short | None = fact("Product", Section.IDENTITY)
    product_version: Short | None = fact("Version", Section.IDENTITY)
    lifecycle: Lifecycle = fact("Lifecycle", Section.IDENTITY, default=Lifecycle.ACTIVE)
    lifecycle_verbs: tuple[words.Verb, ...] | None = fact("What it does", Section.IDENTITY)
    regulatory_class: words.RegulatoryClass | None = fact("Regulatory class", Section.IDENTITY)
    criticality: words.Criticality | None = fact("Criticality", Section.IDENTITY)
    duplicate_of: AssetCode | None = fact(
        "Duplicates", Section.IDENTITY, help="The code of an asset that does the same."
    )
    notes: Long | None = fact("Notes", Section.IDENTITY, help="Never anything about a patient.")

    business_owner: PersonAddress | None = fact("Business owner", Section.PEOPLE)
    technical_owner: PersonAddress | None = fact("Technical owner", Section.PEOPLE)
    physician_champion: PersonAddress | None = fact("Physician champion", Section.PEOPLE)
    support_model: SupportModel | None = fact("Supported by", Section.PEOPLE)
    support_hours: words.SupportHours | None = fact("Support hours", Section.PEOPLE)
    support_fte: Quantity | None = fact("Support", Section.PEOPLE, unit="FTE")
    hosting: words.Hosting | None = fact("Hosted", Section.PEOPLE)

    go_live_on: date | None = fact("Live since", Section.LIFE)
    vendor_end_of_life_on: date | None = fact("Vendor sells it until", Section.LIFE)
    support_ends_on: date | None = fact("Vendor supports it until", Section.LIFE)
    contract_ends_on: date | None = fact("Contract ends", Section.LIFE)
    contract_notice_months: Months | None = fact(
        "Notice before the contract ends", Section.LIFE, unit="months"
    )
    planned_retirement_on: date | None = fact("Planned to retire", Section.LIFE)
    retired_on: date | None = fact("Retired on", Section.LIFE)

    recovery_time_hours: Count | None = fact(
        "Back in use within", Section.SECURITY, unit="hours", help="Recovery time objective."
    )
    recovery_point_minutes: Count | None = fact(
        "May lose at most", Section.SECURITY, unit="minutes", help="Recovery point objective."
    )
    availability_percent: Percent | None = fact(
        "Available, last 12 months", Section.SECURITY, unit="%"
    )
    authentication: words.Authentication | None = fact("Sign-in", Section.SECURITY)
    audit_log: words.AuditLog | None = fact("Audit log", Section.SECURITY)
    encryption_at_rest: words.Extent | None = fact("Encrypted at rest", Section.SECURITY)
    encryption_in_transit: words.Extent | None = fact("Encrypted in transit", Section.SECURITY)
    phi_level: words.PhiLevel | None = fact("Patient information", Section.SECURITY)
    mds2_on_file: bool | None = fact("MDS2 on file", Section.SECURITY)
    baa_on_file: bool | None = fact("Business associate agreement", Section.SECURITY)
    penetration_tested_on: date | None = fact("Penetration tested on", Section.SECURITY)

    annual_operating_cost: Cents | None = fact("Operating cost", Section.MONEY, unit="a year")
    annual_license: Cents | None = fact("License", Section.MONEY, unit="a year")
    annual_maintenance: Cents | None = fact("Maintenance", Section.MONEY, unit="a year")
    remaining_book_value: Cents | None = fact("Book value left", Section.MONEY)
    cost_confidence: words.CostConfidence | None = fact("Costs are", Section.MONEY)

    dicom_conformance_statement: Annotated[str, Field(max_length=400)] | None = fact(
        "DICOM conformance statement", Section.EVIDENCE, help="Where it can be read."
    )
    ihe_integration_statement: Annotated[str, Field(max_length=400)] | None = fact(
        "IHE integration statement", Section.EVIDENCE, help="Where it can be read."
    )
    fhir_capability_statement: Annotated[str, Field(max_length=400)] | None = fact(
        "FHIR capability statement", Section.EVIDENCE, help="Where it can be read."
    )
    last_verified_on: date | None = fact("Facts last verified", Section.EVIDENCE)
    verified_by: PersonAddress | None = fact("Verified by", Section.EVIDENCE)
    evidence_level: words.EvidenceLevel | None = fact("Known from", Section.EVIDENCE)

    @field_validator("code", "department", "facility")
    @classmethod
    def _codes_in_capitals(cls, code: str | None) -> str | None:
        return as_key(code)

    @field_validator("duplicate_of", mode="before")
    @classmethod
    def _references_in_capitals(cls, code: object) -> object:
        return as_key(code) if isinstance(code, str) else code

    @field_validator("business_owner", "technical_owner", "physician_champion", "verified_by")
    @classmethod
    def _addresses_in_small_letters(cls, address: str | None) -> str | None:
        return address.lower() if address else address

    @field_validator("retired_on", "contract_ends_on", "planned_retirement_on")
    @classmethod
    def _not_before_it_was_live(cls, day: date | None, info: ValidationInfo) -> date | None:
        began = info.data.get("go_live_on")
        if day and began and day < began:
            raise ValueError(f"This is before it went live, on {began.isoformat()}.")
        return day

    @field_validator("retired_on")
    @classmethod
    def _retired_means_retired(cls, day: date | None, info: ValidationInfo) -> date | None:
        if day and info.data.get("lifecycle") is not Lifecycle.RETIRED:
            raise ValueError("With a day of retirement, the lifecycle is “Retired”.")
        return day
