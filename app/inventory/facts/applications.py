"""What may be said of an application that works with images."""

from typing import Annotated

from pydantic import Field

from app.inventory.facts.assets import AssetFacts
from app.inventory.facts.vocabulary import applications as words
from app.inventory.facts.vocabulary.assets import Extent, Section
from app.kernel.facts import Count, fact


class ApplicationFacts(AssetFacts):
    category: words.ApplicationCategory | None = fact("Category", Section.IDENTITY)
    functions: tuple[words.Function, ...] | None = fact("Functions", Section.IDENTITY)

    users_named: Count | None = fact("Named users", Section.USE)
    users_concurrent: Count | None = fact("Users at once", Section.USE)
    sites_served: Count | None = fact("Sites served", Section.USE)
    departments_served: Count | None = fact("Departments served", Section.USE)
    annual_studies: Count | None = fact("Studies", Section.USE, unit="a year")

    multi_site_worklist: words.MultiSiteWorklist | None = fact(
        "Worklist across sites", Section.WORKFLOW
    )
    prefetch_routing: words.Prefetch | None = fact("Prefetch and routing", Section.WORKFLOW)
    speech_reporting: words.SpeechReporting | None = fact("Speech reporting", Section.WORKFLOW)
    peer_review: words.PeerReview | None = fact("Peer review", Section.WORKFLOW)
    critical_results: words.CriticalResults | None = fact("Critical results", Section.WORKFLOW)

    ehr_integration: tuple[words.EhrIntegration, ...] | None = fact(
        "With the EHR", Section.INTEGRATION
    )
    context_sync: words.ContextSync | None = fact("Context shared by", Section.INTEGRATION)
    accepts_unsolicited_results: bool | None = fact(
        "Takes results without an order",
        Section.INTEGRATION,
        help="Asked of the record system: does it file a result nobody ordered?",
    )
    creates_orders_on_demand: bool | None = fact(
        "Makes an order when asked",
        Section.INTEGRATION,
        help="Asked of the record system: does it give back an order number for images made?",
    )
    dicom_services: tuple[words.DicomService, ...] | None = fact(
        "DICOM services", Section.INTEGRATION
    )
    ihe_profiles: tuple[words.IheProfile, ...] | None = fact("IHE profiles", Section.INTEGRATION)
    patient_identifiers: words.IdentifierSupport | None = fact(
        "Patient identifiers", Section.INTEGRATION
    )
    api_available: bool | None = fact("Has an open API", Section.INTEGRATION)
    sandbox_available: bool | None = fact("Has a test system", Section.INTEGRATION)
    service_base_url: Annotated[str, Field(max_length=400)] | None = fact(
        "Service address", Section.INTEGRATION
    )

    archive_owner: words.ArchiveOwner | None = fact("Its archive", Section.KEEPING)
    data_portability: words.DataPortability | None = fact(
        "Images can be taken out by", Section.KEEPING
    )
    vendor_neutral_format: Extent | None = fact("Vendor-neutral format", Section.KEEPING)
    exit_rights: words.ExitRights | None = fact(
        "Exit rights", Section.KEEPING, help="What the contract promises when one leaves."
    )

    upgrade_cadence_months: Count | None = fact("Upgraded every", Section.LIFE, unit="months")
    cloud_native: words.CloudNative | None = fact("Made for the cloud", Section.LIFE)
    platform_suitable: words.PlatformSuitable | None = fact(
        "Suits the enterprise platform", Section.LIFE
    )
    certification: Annotated[str, Field(max_length=120)] | None = fact(
        "Certification", Section.EVIDENCE, help="Number and state of a public certification."
    )
