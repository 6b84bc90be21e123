"""A place, under another place."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.kernel.db import Versioned
from app.organization.facts import FacilityLevel


class Facility(Versioned, Audited):
    __tablename__ = "organization_facility"
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="is_not_its_own_parent"),
        Index(None, "parent_id", "name", "id"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    official_name: Mapped[str | None]
    level: Mapped[FacilityLevel]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization_facility.id"))
    city: Mapped[str | None]
    state: Mapped[str | None]
    closed_on: Mapped[date | None]
    parent: Mapped["Facility | None"] = relationship(remote_side="Facility.id", lazy="raise_on_sql")
