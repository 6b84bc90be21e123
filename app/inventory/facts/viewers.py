"""What may be said of a viewer."""

from decimal import Decimal

from pydantic import ValidationInfo, field_validator

from app.inventory.facts.assets import AssetCode, AssetFacts, as_key
from app.inventory.facts.vocabulary import viewers as words
from app.inventory.facts.vocabulary.assets import Section
from app.kernel.facts import Count, Quantity, fact


class ViewerFacts(AssetFacts):
    viewer_class: words.ViewerClass | None = fact("Class", Section.IDENTITY)
    client_type: words.ClientType | None = fact("Client", Section.IDENTITY)
    replaced_by: AssetCode | None = fact(
        "Replaced by", Section.IDENTITY, help="The code of the viewer that takes over."
    )

    monthly_active_users: Count | None = fact("People using it", Section.USE, unit="a month")
    monthly_launches: Count | None = fact("Launches", Section.USE, unit="a month")
    first_image_seconds_median: Quantity | None = fact(
        "First image, half of the time", Section.USE, unit="seconds"
    )
    first_image_seconds_p95: Quantity | None = fact(
        "First image, 95 of 100 times", Section.USE, unit="seconds"
    )

    content_supported: tuple[words.Content, ...] | None = fact("Content", Section.IMAGES)
    diagnostic_cleared: tuple[words.Cleared, ...] | None = fact(
        "Cleared to diagnose", Section.IMAGES
    )
    annotation_kept: words.AnnotationKept | None = fact("Annotations kept as", Section.IMAGES)

    launch_method: tuple[words.LaunchMethod, ...] | None = fact("Opened by", Section.VIEWING)
    launch_scope: tuple[words.LaunchScope, ...] | None = fact("Opens at", Section.VIEWING)
    prior_comparison: bool | None = fact(
        "Compares with priors of other specialties", Section.VIEWING
    )
    collaboration: tuple[words.Collaboration, ...] | None = fact(
        "Working together", Section.VIEWING
    )
    low_bandwidth_mode: words.LowBandwidth | None = fact("On slow networks", Section.VIEWING)
    browser_support: tuple[words.Browser, ...] | None = fact("Browsers", Section.VIEWING)
    accessibility: words.Accessibility | None = fact("Accessibility", Section.VIEWING)

    single_sign_on: bool | None = fact("Single sign-on", Section.SECURITY)
    audit_to_enterprise: bool | None = fact("Audit goes to the enterprise", Section.SECURITY)
    download_allowed: words.Download | None = fact("Download allowed", Section.SECURITY)
    break_glass_supported: bool | None = fact("Emergency access", Section.SECURITY)
    sensitive_blur: bool | None = fact("Sensitive images blurred", Section.SECURITY)

    @field_validator("replaced_by", mode="before")
    @classmethod
    def _successor_in_capitals(cls, code: object) -> object:
        return as_key(code) if isinstance(code, str) else code

    @field_validator("first_image_seconds_p95")
    @classmethod
    def _rarer_is_not_faster(cls, p95: Decimal | None, info: ValidationInfo) -> Decimal | None:
        median = info.data.get("first_image_seconds_median")
        if p95 is not None and median is not None and p95 < median:
            raise ValueError(f"This is not less than the median, {median} seconds.")
        return p95
