"""What may be said of an archive or store."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.inventory.facts.assets import AssetFacts
from app.inventory.facts.vocabulary import storage as words
from app.inventory.facts.vocabulary.assets import Section
from app.kernel.facts import Count, Quantity, fact

BigCount = Annotated[int, Field(ge=0, le=10**15)]


class StorageFacts(AssetFacts):
    storage_class: words.StorageClass | None = fact("Class", Section.IDENTITY)
    tier: words.Tier | None = fact("Tier", Section.IDENTITY)
    media: words.Media | None = fact("Media", Section.IDENTITY)

    capacity_tb: Quantity | None = fact("Capacity", Section.USE, unit="TB")
    used_tb: Quantity | None = fact("Used", Section.USE, unit="TB")
    annual_growth_tb: Quantity | None = fact("Growth", Section.USE, unit="TB a year")
    studies_held: BigCount | None = fact("Studies held", Section.USE)
    objects_held: BigCount | None = fact("Objects held", Section.USE)
    oldest_study_year: Annotated[int, Field(ge=1895, le=2200)] | None = fact(
        "Oldest study", Section.USE, unit="year"
    )

    index_database: words.IndexDatabase | None = fact("Index", Section.INTEGRATION)
    formats_stored: tuple[words.FormatStored, ...] | None = fact(
        "Formats stored", Section.INTEGRATION
    )
    access_interfaces: tuple[words.AccessInterface, ...] | None = fact(
        "Reached by", Section.INTEGRATION
    )
    iocm_supported: bool | None = fact("Corrections are propagated", Section.INTEGRATION)
    tag_morphing: bool | None = fact("Rewrites tags", Section.INTEGRATION)
    patient_merge_from_adt: bool | None = fact("Merges patients from ADT", Section.INTEGRATION)

    copies: Count | None = fact("Copies", Section.KEEPING)
    geo_separated: bool | None = fact("Copies in two places", Section.KEEPING)
    immutability: words.Immutability | None = fact("Cannot be changed", Section.KEEPING)
    backup_tested_on: date | None = fact("Backup tested on", Section.KEEPING)
    restore_tested_on: date | None = fact("Restore tested on", Section.KEEPING)
    lifecycle_rules: words.LifecycleRules | None = fact("Lifecycle rules", Section.KEEPING)
    retention_years: Count | None = fact(
        "Must be kept", Section.KEEPING, unit="years", help="Of the longest rule that applies."
    )
    retention_policy: Annotated[str, Field(max_length=200)] | None = fact(
        "Retention rule", Section.KEEPING
    )
    legal_hold_supported: bool | None = fact("Legal hold", Section.KEEPING)
    purge_enabled: bool | None = fact("Purges what is due", Section.KEEPING)
    migration_status: words.MigrationStatus | None = fact("Migration", Section.KEEPING)
    studies_migrated: BigCount | None = fact("Studies migrated", Section.KEEPING)
    migration_exceptions: BigCount | None = fact("Left behind", Section.KEEPING)
    write_frozen_on: date | None = fact("No new images since", Section.KEEPING)

    @field_validator("used_tb")
    @classmethod
    def _used_fits_in(cls, used: Decimal | None, info: ValidationInfo) -> Decimal | None:
        capacity = info.data.get("capacity_tb")
        if used is not None and capacity is not None and used > capacity:
            raise ValueError(f"More is used than it holds, {capacity} TB.")
        return used
