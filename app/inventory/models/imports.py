"""A sheet that was read, shown and perhaps applied; what it did by row; mappings kept by name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.inventory.facts.imports import RowFate, SheetKind, SheetState
from app.kernel.db import Base, Versioned


class Sheet(Versioned, Audited):
    """One uploaded table. The mapping is kept in the plain form of importing.mapping.Mapping.

    `problems` counts rows with a problem: left out, if the sheet was applied nevertheless. `left`
    counts rows that an undo did not touch, since something has changed in the meantime.
    """

    __tablename__ = "inventory_sheet"

    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[SheetKind]
    table_name: Mapped[str] = mapped_column(String(200))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[SheetState] = mapped_column(default=SheetState.STAGED, index=True)
    plan_digest: Mapped[str | None] = mapped_column(String(64))
    created: Mapped[int | None]
    changed: Mapped[int | None]
    same: Mapped[int | None]
    problems: Mapped[int | None]
    left: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(500))
    staged_at: Mapped[datetime]
    staged_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    applied_at: Mapped[datetime | None]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"))

    staged_by: Mapped[Person] = relationship(foreign_keys=staged_by_id, lazy="raise_on_sql")
    applied_by: Mapped[Person | None] = relationship(
        foreign_keys=applied_by_id, lazy="raise_on_sql"
    )
    undone_by: Mapped[Person | None] = relationship(foreign_keys=undone_by_id, lazy="raise_on_sql")


class SheetContent(Base):
    """The tables of the file as they were read; apart, so that history does not copy them."""

    __tablename__ = "inventory_sheet_content"

    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("inventory_sheet.id", ondelete="CASCADE"), unique=True
    )
    workbook: Mapped[dict[str, Any]] = mapped_column(JSON)


class SheetRow(Base):
    """What becomes of one row: shown in the preview, done when applied, undone by it afterwards.

    `before` and `after` hold, by fact, what is changed, in the plain form of history. `problems`
    are pairs of a heading and a sentence.
    """

    __tablename__ = "inventory_sheet_row"
    __table_args__ = (
        UniqueConstraint("sheet_id", "position"),
        Index(None, "sheet_id", "fate", "position"),
        Index(None, "subject_key", "subject_id"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("inventory_sheet.id", ondelete="CASCADE"))
    position: Mapped[int]
    row_number: Mapped[int]
    label: Mapped[str] = mapped_column(String(300))
    fate: Mapped[RowFate]
    subject_key: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    problems: Mapped[list[Any]] = mapped_column(JSON)
    left_because: Mapped[str | None] = mapped_column(String(300))


class SavedMapping(Versioned, Audited):
    """How one kind of sheet was read, kept by name for the next file of the same make."""

    __tablename__ = "inventory_saved_mapping"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    kind: Mapped[SheetKind]
    name: Mapped[str] = mapped_column(String(120))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
