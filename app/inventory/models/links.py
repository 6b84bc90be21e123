"""What a person has said of one link on the way of a source's images."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.paths.steps import LinkCode, LinkStatus
from app.inventory.models.interfaces import Interface
from app.inventory.models.sources import Source
from app.kernel.db import Versioned


class PathLink(Versioned, Audited):
    """Stands above what facts and interfaces show. Proven by an interface, or said outright."""

    __tablename__ = "inventory_path_link"
    __table_args__ = (
        UniqueConstraint("source_id", "code"),
        CheckConstraint(
            "(status IS NULL) <> (interface_id IS NULL)", name="an_interface_or_a_status"
        ),
        CheckConstraint(
            "evidence_on IS NULL OR status IS NOT NULL", name="an_interface_has_its_own_evidence"
        ),
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("inventory_source.id"))
    code: Mapped[LinkCode]
    interface_id: Mapped[int | None] = mapped_column(
        ForeignKey("inventory_interface.id"), index=True
    )
    status: Mapped[LinkStatus | None]
    evidence_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    said_at: Mapped[datetime]

    source: Mapped[Source] = relationship(lazy="raise_on_sql", foreign_keys=source_id)
    interface: Mapped[Interface | None] = relationship(
        lazy="raise_on_sql", foreign_keys=interface_id
    )
    said_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
