"""What every asset has."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.inventory.facts.vocabulary import assets as words
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models.standings import Standing
from app.inventory.models.vendors import Vendor
from app.kernel.columns import Thousandths, Words, by_code_point
from app.kernel.db import Versioned
from app.organization.facts import SupportModel
from app.organization.models import Department, Facility


def _person() -> Mapped[int | None]:
    return mapped_column(ForeignKey("account_person.id"))


class Asset(Versioned, Audited):
    """A row for every asset; what only one kind has stands in the table of the kind.

    `name_key` is the name as lists sort it, `search_text` what the search looks through: both
    follow from the facts and are written by `app.inventory.translate`.
    """

    __tablename__ = "inventory_asset"
    __derived__ = frozenset({"name_key", "search_text"})
    __table_args__ = (
        Index(None, "name_key", "id"),
        Index(None, "kind", "name_key", "id"),
        Index(None, "department_id", "name_key", "id"),
        Index(None, "facility_id", "name_key", "id"),
        Index(None, "vendor_id", "name_key", "id"),
        Index(None, "lifecycle", "name_key", "id"),
    )

    code: Mapped[str] = mapped_column(by_code_point, unique=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(by_code_point)
    search_text: Mapped[str]
    kind: Mapped[AssetKind]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("organization_department.id"))
    facility_id: Mapped[int | None] = mapped_column(ForeignKey("organization_facility.id"))
    vendor_name: Mapped[str | None]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("inventory_vendor.id"))
    product: Mapped[str | None]
    product_version: Mapped[str | None]
    lifecycle: Mapped[Lifecycle] = mapped_column(default=Lifecycle.ACTIVE)
    lifecycle_verbs: Mapped[tuple[words.Verb, ...] | None] = mapped_column(Words(words.Verb))
    regulatory_class: Mapped[words.RegulatoryClass | None]
    criticality: Mapped[words.Criticality | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("inventory_asset.id"), index=True
    )
    notes: Mapped[str | None]

    business_owner_id: Mapped[int | None] = _person()
    technical_owner_id: Mapped[int | None] = _person()
    physician_champion_id: Mapped[int | None] = _person()
    support_model: Mapped[SupportModel | None]
    support_hours: Mapped[words.SupportHours | None]
    support_fte: Mapped[Decimal | None] = mapped_column(Thousandths)
    hosting: Mapped[words.Hosting | None]

    go_live_on: Mapped[date | None]
    vendor_end_of_life_on: Mapped[date | None]
    support_ends_on: Mapped[date | None]
    contract_ends_on: Mapped[date | None]
    contract_notice_months: Mapped[int | None]
    planned_retirement_on: Mapped[date | None]
    retired_on: Mapped[date | None]

    recovery_time_hours: Mapped[int | None]
    recovery_point_minutes: Mapped[int | None]
    availability_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    authentication: Mapped[words.Authentication | None]
    audit_log: Mapped[words.AuditLog | None]
    encryption_at_rest: Mapped[words.Extent | None]
    encryption_in_transit: Mapped[words.Extent | None]
    phi_level: Mapped[words.PhiLevel | None]
    mds2_on_file: Mapped[bool | None]
    baa_on_file: Mapped[bool | None]
    penetration_tested_on: Mapped[date | None]

    annual_operating_cost: Mapped[int | None] = mapped_column(BigInteger)
    annual_license: Mapped[int | None] = mapped_column(BigInteger)
    annual_maintenance: Mapped[int | None] = mapped_column(BigInteger)
    remaining_book_value: Mapped[int | None] = mapped_column(BigInteger)
    cost_confidence: Mapped[words.CostConfidence | None]

    dicom_conformance_statement: Mapped[str | None]
    ihe_integration_statement: Mapped[str | None]
    fhir_capability_statement: Mapped[str | None]
    last_verified_on: Mapped[date | None]
    verified_by_id: Mapped[int | None] = _person()
    evidence_level: Mapped[words.EvidenceLevel | None]

    department: Mapped[Department | None] = relationship(lazy="raise_on_sql")
    facility: Mapped[Facility | None] = relationship(lazy="raise_on_sql")
    vendor: Mapped[Vendor | None] = relationship(lazy="raise_on_sql")
    standing: Mapped[Standing | None] = relationship(
        lazy="raise_on_sql", viewonly=True, uselist=False
    )

    __mapper_args__ = {
        "polymorphic_on": "kind",
        "version_id_col": Versioned.version,
    }
