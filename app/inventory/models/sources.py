"""An imaging source: a device, a modality, a capture point."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.inventory.facts.vocabulary import sources as words
from app.inventory.facts.vocabulary.assets import AssetKind, Supported
from app.inventory.facts.vocabulary.interfaces import InterfaceStatus
from app.inventory.models.assets import Asset
from app.kernel.columns import Lines, Thousandths, Words
from app.organization.facts import Workflow


class Source(Asset):
    __tablename__ = "inventory_source"

    id: Mapped[int] = mapped_column(ForeignKey(Asset.id), primary_key=True)
    __mapper_args__ = {
        "polymorphic_identity": AssetKind.SOURCE,
        "polymorphic_load": "selectin",
        "inherit_condition": id == Asset.id,
    }

    source_class: Mapped[words.SourceClass | None]
    modality: Mapped[words.Modality | None]
    acquisition_technology: Mapped[words.AcquisitionTechnology | None]
    mobility: Mapped[words.Mobility | None]
    location_context: Mapped[tuple[words.LocationContext, ...] | None] = mapped_column(
        Words(words.LocationContext)
    )

    annual_studies: Mapped[int | None]
    annual_images: Mapped[int | None]
    average_study_mb: Mapped[Decimal | None] = mapped_column(Thousandths)
    peak_study_mb: Mapped[Decimal | None] = mapped_column(Thousandths)
    growth_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    device_count: Mapped[int | None]
    device_models: Mapped[tuple[str, ...] | None] = mapped_column(Lines)
    first_study_on: Mapped[date | None]
    last_study_on: Mapped[date | None]

    workflow: Mapped[Workflow | None]
    encounter_option: Mapped[words.EncounterOption | None]
    performed_by: Mapped[tuple[words.PerformedBy, ...] | None] = mapped_column(
        Words(words.PerformedBy)
    )
    interpreted_by: Mapped[words.InterpretedBy | None]
    content_intent: Mapped[words.ContentIntent | None]
    billable: Mapped[words.Billable | None]
    patient_id_entry: Mapped[words.PatientIdEntry | None]
    identity_mismatch_percent: Mapped[Decimal | None] = mapped_column(Thousandths)
    exceptions_worked: Mapped[InterfaceStatus | None]
    exceptions_owner: Mapped[str | None]
    exceptions_hours: Mapped[int | None]
    charge_path: Mapped[InterfaceStatus | None]
    worklist: Mapped[words.Worklist | None]
    mpps: Mapped[Supported | None]
    accession_source: Mapped[words.AccessionSource | None]
    encounter_id_recorded: Mapped[bool | None]
    operator_recorded: Mapped[bool | None]
    consent_required: Mapped[words.Consent | None]
    consent_captured: Mapped[words.Consent | None]

    image_type: Mapped[tuple[words.ImageType, ...] | None] = mapped_column(Words(words.ImageType))
    native_format: Mapped[tuple[words.NativeFormat, ...] | None] = mapped_column(
        Words(words.NativeFormat)
    )
    sop_classes: Mapped[tuple[str, ...] | None] = mapped_column(Lines)
    procedure_codes: Mapped[words.ProcedureCodes | None]
    body_part_coding: Mapped[words.BodyPartCoding | None]
    body_parts: Mapped[tuple[str, ...] | None] = mapped_column(Lines)
    laterality_recorded: Mapped[words.Laterality | None]
    acquisition_metadata: Mapped[tuple[words.AcquisitionMetadata, ...] | None] = mapped_column(
        Words(words.AcquisitionMetadata)
    )
    sensitivity_class: Mapped[tuple[words.SensitivityClass, ...] | None] = mapped_column(
        Words(words.SensitivityClass)
    )

    storage_protocol: Mapped[tuple[words.StorageProtocol, ...] | None] = mapped_column(
        Words(words.StorageProtocol)
    )
    storage_commitment: Mapped[Supported | None]
    destination_kind: Mapped[words.DestinationKind | None]
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("inventory_asset.id"), index=True)
    minutes_to_archive: Mapped[int | None]
    local_retention_days: Mapped[int | None]

    ehr_viewable: Mapped[words.EhrViewable | None]
    ehr_indexed: Mapped[words.EhrIndexed | None]
    report_type: Mapped[words.ReportType | None]
    patient_portal_visible: Mapped[words.PortalVisible | None]
