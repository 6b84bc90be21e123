"""An archive or store: how much, how safe, how to get at it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.inventory.facts.vocabulary import storage as words
from app.inventory.facts.vocabulary.assets import AssetKind
from app.inventory.models.assets import Asset
from app.kernel.columns import Thousandths, Words


class Storage(Asset):
    __tablename__ = "inventory_storage"

    id: Mapped[int] = mapped_column(ForeignKey(Asset.id), primary_key=True)
    __mapper_args__ = {
        "polymorphic_identity": AssetKind.STORAGE,
        "polymorphic_load": "selectin",
        "inherit_condition": id == Asset.id,
    }

    storage_class: Mapped[words.StorageClass | None]
    tier: Mapped[words.Tier | None]
    media: Mapped[words.Media | None]

    capacity_tb: Mapped[Decimal | None] = mapped_column(Thousandths)
    used_tb: Mapped[Decimal | None] = mapped_column(Thousandths)
    annual_growth_tb: Mapped[Decimal | None] = mapped_column(Thousandths)
    studies_held: Mapped[int | None] = mapped_column(BigInteger)
    objects_held: Mapped[int | None] = mapped_column(BigInteger)
    oldest_study_year: Mapped[int | None]

    index_database: Mapped[words.IndexDatabase | None]
    formats_stored: Mapped[tuple[words.FormatStored, ...] | None] = mapped_column(
        Words(words.FormatStored)
    )
    access_interfaces: Mapped[tuple[words.AccessInterface, ...] | None] = mapped_column(
        Words(words.AccessInterface)
    )
    iocm_supported: Mapped[bool | None]
    tag_morphing: Mapped[bool | None]
    patient_merge_from_adt: Mapped[bool | None]

    copies: Mapped[int | None]
    geo_separated: Mapped[bool | None]
    immutability: Mapped[words.Immutability | None]
    backup_tested_on: Mapped[date | None]
    restore_tested_on: Mapped[date | None]
    lifecycle_rules: Mapped[words.LifecycleRules | None]
    retention_years: Mapped[int | None]
    retention_policy: Mapped[str | None]
    legal_hold_supported: Mapped[bool | None]
    purge_enabled: Mapped[bool | None]
    migration_status: Mapped[words.MigrationStatus | None]
    studies_migrated: Mapped[int | None] = mapped_column(BigInteger)
    migration_exceptions: Mapped[int | None] = mapped_column(BigInteger)
    write_frozen_on: Mapped[date | None]
