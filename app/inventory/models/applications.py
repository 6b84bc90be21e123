"""An application that works with images."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.inventory.facts.vocabulary import applications as words
from app.inventory.facts.vocabulary.assets import AssetKind, Extent
from app.inventory.models.assets import Asset
from app.kernel.columns import Words


class Application(Asset):
    __tablename__ = "inventory_application"

    id: Mapped[int] = mapped_column(ForeignKey(Asset.id), primary_key=True)
    __mapper_args__ = {
        "polymorphic_identity": AssetKind.APPLICATION,
        "polymorphic_load": "selectin",
        "inherit_condition": id == Asset.id,
    }

    category: Mapped[words.ApplicationCategory | None]
    functions: Mapped[tuple[words.Function, ...] | None] = mapped_column(Words(words.Function))

    users_named: Mapped[int | None]
    users_concurrent: Mapped[int | None]
    sites_served: Mapped[int | None]
    departments_served: Mapped[int | None]
    annual_studies: Mapped[int | None]

    multi_site_worklist: Mapped[words.MultiSiteWorklist | None]
    prefetch_routing: Mapped[words.Prefetch | None]
    speech_reporting: Mapped[words.SpeechReporting | None]
    peer_review: Mapped[words.PeerReview | None]
    critical_results: Mapped[words.CriticalResults | None]

    ehr_integration: Mapped[tuple[words.EhrIntegration, ...] | None] = mapped_column(
        Words(words.EhrIntegration)
    )
    context_sync: Mapped[words.ContextSync | None]
    accepts_unsolicited_results: Mapped[bool | None]
    creates_orders_on_demand: Mapped[bool | None]
    dicom_services: Mapped[tuple[words.DicomService, ...] | None] = mapped_column(
        Words(words.DicomService)
    )
    ihe_profiles: Mapped[tuple[words.IheProfile, ...] | None] = mapped_column(
        Words(words.IheProfile)
    )
    patient_identifiers: Mapped[words.IdentifierSupport | None]
    api_available: Mapped[bool | None]
    sandbox_available: Mapped[bool | None]
    service_base_url: Mapped[str | None]

    archive_owner: Mapped[words.ArchiveOwner | None]
    data_portability: Mapped[words.DataPortability | None]
    vendor_neutral_format: Mapped[Extent | None]
    exit_rights: Mapped[words.ExitRights | None]

    upgrade_cadence_months: Mapped[int | None]
    cloud_native: Mapped[words.CloudNative | None]
    platform_suitable: Mapped[words.PlatformSuitable | None]

    certification: Mapped[str | None]
