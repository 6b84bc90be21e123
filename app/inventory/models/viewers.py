"""A viewer, and whether the record can open it."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.inventory.facts.vocabulary import viewers as words
from app.inventory.facts.vocabulary.assets import AssetKind
from app.inventory.models.assets import Asset
from app.kernel.columns import Thousandths, Words


class Viewer(Asset):
    __tablename__ = "inventory_viewer"

    id: Mapped[int] = mapped_column(ForeignKey(Asset.id), primary_key=True)
    __mapper_args__ = {
        "polymorphic_identity": AssetKind.VIEWER,
        "polymorphic_load": "selectin",
        "inherit_condition": id == Asset.id,
    }

    viewer_class: Mapped[words.ViewerClass | None]
    client_type: Mapped[words.ClientType | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("inventory_asset.id"), index=True)

    monthly_active_users: Mapped[int | None]
    monthly_launches: Mapped[int | None]
    first_image_seconds_median: Mapped[Decimal | None] = mapped_column(Thousandths)
    first_image_seconds_p95: Mapped[Decimal | None] = mapped_column(Thousandths)

    content_supported: Mapped[tuple[words.Content, ...] | None] = mapped_column(
        Words(words.Content)
    )
    diagnostic_cleared: Mapped[tuple[words.Cleared, ...] | None] = mapped_column(
        Words(words.Cleared)
    )
    annotation_kept: Mapped[words.AnnotationKept | None]

    launch_method: Mapped[tuple[words.LaunchMethod, ...] | None] = mapped_column(
        Words(words.LaunchMethod)
    )
    launch_scope: Mapped[tuple[words.LaunchScope, ...] | None] = mapped_column(
        Words(words.LaunchScope)
    )
    prior_comparison: Mapped[bool | None]
    collaboration: Mapped[tuple[words.Collaboration, ...] | None] = mapped_column(
        Words(words.Collaboration)
    )
    low_bandwidth_mode: Mapped[words.LowBandwidth | None]
    browser_support: Mapped[tuple[words.Browser, ...] | None] = mapped_column(Words(words.Browser))
    accessibility: Mapped[words.Accessibility | None]

    single_sign_on: Mapped[bool | None]
    audit_to_enterprise: Mapped[bool | None]
    download_allowed: Mapped[words.Download | None]
    break_glass_supported: Mapped[bool | None]
    sensitive_blur: Mapped[bool | None]
