"""A vendor under its one name, and the spellings by which assets name it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.kernel.db import Versioned


class Vendor(Versioned, Audited):
    """Unconfirmed, it is a suggestion made by rule; a planner confirms, merges or splits it."""

    __tablename__ = "inventory_vendor"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))

    spellings: Mapped[list["VendorSpelling"]] = relationship(
        back_populates="vendor",
        order_by="VendorSpelling.spelling",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )


class VendorSpelling(Audited):
    """One spelling, exactly as some asset has it, and the vendor it stands for."""

    __tablename__ = "inventory_vendor_spelling"

    vendor_id: Mapped[int] = mapped_column(ForeignKey("inventory_vendor.id"), index=True)
    spelling: Mapped[str] = mapped_column(String(200), unique=True)

    vendor: Mapped[Vendor] = relationship(back_populates="spellings", lazy="raise_on_sql")
