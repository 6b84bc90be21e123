"""A vendor, and the ways its name has been written."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.kernel.db import Versioned


class Vendor(Versioned, Audited):
    """Grouped by likeness until a planner confirms the group."""

    __tablename__ = "inventory_vendor"

    name: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    spellings: Mapped[list["VendorSpelling"]] = relationship(
        back_populates="vendor", lazy="raise_on_sql"
    )


class VendorSpelling(Audited):
    __tablename__ = "inventory_vendor_spelling"

    vendor_id: Mapped[int] = mapped_column(ForeignKey("inventory_vendor.id"), index=True)
    spelling: Mapped[str] = mapped_column(unique=True)
    vendor: Mapped[Vendor] = relationship(back_populates="spellings", lazy="raise_on_sql")
