"""What may be said of an imaging source: a device, a modality, a capture point."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.inventory.facts.assets import AssetCode, AssetFacts, as_key
from app.inventory.facts.vocabulary import sources as words
from app.inventory.facts.vocabulary.assets import Section, Supported
from app.inventory.facts.vocabulary.interfaces import InterfaceStatus
from app.kernel.facts import Count, Percent, Quantity, Short, fact
from app.organization.facts import Workflow

Growth = Annotated[Decimal, Field(ge=-50, le=200, decimal_places=3)]
Uid = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=64)]


class SourceFacts(AssetFacts):
    source_class: words.SourceClass | None = fact("Class", Section.IDENTITY)
    modality: words.Modality | None = fact(
        "Modality", Section.IDENTITY, help="DICOM attribute (0008,0060)."
    )
    acquisition_technology: words.AcquisitionTechnology | None = fact(
        "Technology", Section.IDENTITY
    )
    mobility: words.Mobility | None = fact("Mobility", Section.IDENTITY)
    location_context: tuple[words.LocationContext, ...] | None = fact("Used in", Section.IDENTITY)

    annual_studies: Count | None = fact("Studies", Section.USE, unit="a year")
    annual_images: Count | None = fact("Images", Section.USE, unit="a year")
    average_study_mb: Quantity | None = fact("Average study", Section.USE, unit="MB")
    peak_study_mb: Quantity | None = fact("Largest study", Section.USE, unit="MB")
    growth_percent: Growth | None = fact("Growth", Section.USE, unit="% a year")
    device_count: Count | None = fact("Devices", Section.USE)
    device_models: tuple[Annotated[str, Field(max_length=120)], ...] | None = fact(
        "Models", Section.USE
    )
    first_study_on: date | None = fact("First study", Section.USE)
    last_study_on: date | None = fact("Latest study", Section.USE)

    workflow: Workflow | None = fact("Workflow", Section.WORKFLOW)
    encounter_option: words.EncounterOption | None = fact(
        "Without an order, images reach the record by", Section.WORKFLOW
    )
    performed_by: tuple[words.PerformedBy, ...] | None = fact("Performed by", Section.WORKFLOW)
    interpreted_by: words.InterpretedBy | None = fact("Interpreted by", Section.WORKFLOW)
    content_intent: words.ContentIntent | None = fact("Made for", Section.WORKFLOW)
    billable: words.Billable | None = fact("Billable", Section.WORKFLOW)
    patient_id_entry: words.PatientIdEntry | None = fact("Patient chosen by", Section.WORKFLOW)
    identity_mismatch_percent: Percent | None = fact(
        "Identity mismatches", Section.WORKFLOW, unit="%"
    )
    exceptions_worked: InterfaceStatus | None = fact(
        "What fails is worked off",
        Section.WORKFLOW,
        help="A list of images that did not arrive, were not matched or not listed.",
    )
    exceptions_owner: Short | None = fact(
        "Who works it off", Section.WORKFLOW, help="A person or a team."
    )
    exceptions_hours: Count | None = fact("Worked off within", Section.WORKFLOW, unit="hours")
    charge_path: InterfaceStatus | None = fact(
        "Leads to a charge", Section.WORKFLOW, help="From the note or the order to the bill."
    )
    worklist: words.Worklist | None = fact("Worklist", Section.WORKFLOW)
    mpps: Supported | None = fact("Performed procedure step", Section.WORKFLOW)
    accession_source: words.AccessionSource | None = fact("Accession number from", Section.WORKFLOW)
    encounter_id_recorded: bool | None = fact("Encounter recorded", Section.WORKFLOW)
    operator_recorded: bool | None = fact("Operator recorded", Section.WORKFLOW)
    consent_required: words.Consent | None = fact("Consent required", Section.WORKFLOW)
    consent_captured: words.Consent | None = fact("Consent captured", Section.WORKFLOW)

    image_type: tuple[words.ImageType, ...] | None = fact("Kind of images", Section.IMAGES)
    native_format: tuple[words.NativeFormat, ...] | None = fact("Formats", Section.IMAGES)
    sop_classes: tuple[Uid, ...] | None = fact(
        "SOP classes", Section.IMAGES, help="DICOM UIDs, one after the other."
    )
    procedure_codes: words.ProcedureCodes | None = fact("Procedure codes", Section.IMAGES)
    body_part_coding: words.BodyPartCoding | None = fact("Body part", Section.IMAGES)
    body_parts: tuple[Annotated[str, Field(max_length=64)], ...] | None = fact(
        "Body parts seen", Section.IMAGES
    )
    laterality_recorded: words.Laterality | None = fact("Laterality recorded", Section.IMAGES)
    acquisition_metadata: tuple[words.AcquisitionMetadata, ...] | None = fact(
        "Recorded with the image", Section.IMAGES
    )
    sensitivity_class: tuple[words.SensitivityClass, ...] | None = fact(
        "Sensitivity", Section.IMAGES
    )

    storage_protocol: tuple[words.StorageProtocol, ...] | None = fact(
        "Sent by", Section.INTEGRATION
    )
    storage_commitment: Supported | None = fact("Storage commitment", Section.INTEGRATION)
    destination_kind: words.DestinationKind | None = fact("Images go to", Section.INTEGRATION)
    destination: AssetCode | None = fact(
        "Store they go to", Section.INTEGRATION, help="The code of a storage of this inventory."
    )
    minutes_to_archive: Count | None = fact(
        "From capture to archive", Section.INTEGRATION, unit="minutes"
    )
    local_retention_days: Count | None = fact(
        "Kept on the device", Section.INTEGRATION, unit="days", help="0: deleted once committed."
    )

    ehr_viewable: words.EhrViewable | None = fact(
        "Opens from the EHR", Section.VIEWING, help="In the context of the patient."
    )
    ehr_indexed: words.EhrIndexed | None = fact("Listed in the EHR", Section.VIEWING)
    report_type: words.ReportType | None = fact("Report", Section.VIEWING)
    patient_portal_visible: words.PortalVisible | None = fact("Patients see", Section.VIEWING)

    @field_validator("destination", mode="before")
    @classmethod
    def _destination_in_capitals(cls, code: object) -> object:
        return as_key(code) if isinstance(code, str) else code

    @field_validator("peak_study_mb")
    @classmethod
    def _largest_is_not_below_average(
        cls, peak: Decimal | None, info: ValidationInfo
    ) -> Decimal | None:
        average = info.data.get("average_study_mb")
        if peak is not None and average is not None and peak < average:
            raise ValueError(f"The largest study is not smaller than the average, {average} MB.")
        return peak

    @field_validator("destination")
    @classmethod
    def _a_store_only_where_images_go_to_one(
        cls, code: str | None, info: ValidationInfo
    ) -> str | None:
        kind = info.data.get("destination_kind")
        if code and kind not in (None, words.DestinationKind.STORAGE):
            raise ValueError(f"Images go to “{kind.label}”, so no store can be named.")
        return code
