"""Sheets and what became of them, row by row; mappings kept by name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.sql.base import ExecutableOption

from app.accounts.models import Person
from app.inventory.facts.imports import RowFate, SheetKind
from app.inventory.models import SavedMapping, Sheet, SheetContent, SheetRow
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.kernel.spreadsheets.tables import Workbook, from_plain

PAGE_SIZE = 50


def visible_to(actor: Actor) -> Select[Sheet]:
    """Who may import sees all sheets; who may do so in some departments only, the own ones."""
    sheets = select(Sheet)
    if not actor.may(Permission.INVENTORY_IMPORT):
        return sheets.where(Sheet.id.is_(None))
    return (
        sheets.where(Sheet.staged_by_id == actor.person_id)
        if actor.only_own_departments
        else sheets
    )


def list_for(actor: Actor, *, before: int | None = None) -> Sequence[Sheet]:
    """The newest first, one more than a page; `before` is the last id of the page before."""
    sheets = visible_to(actor).options(_person(Sheet.staged_by)).order_by(Sheet.id.desc())
    if before is not None:
        sheets = sheets.where(Sheet.id < before)
    return db.session.scalars(sheets.limit(PAGE_SIZE + 1)).unique().all()


def get_for(actor: Actor, sheet_id: int, *, lock: bool = False) -> Sheet:
    sheets = visible_to(actor).where(Sheet.id == sheet_id)
    if lock:
        sheets = sheets.with_for_update().execution_options(populate_existing=True)
    else:
        people = (Sheet.staged_by, Sheet.applied_by, Sheet.undone_by)
        sheets = sheets.options(*(_person(one) for one in people))
    found = db.session.scalar(sheets)
    if found is None:
        raise NotFound("There is no such sheet.")
    return found


def _person(link: InstrumentedAttribute[Any]) -> ExecutableOption:
    """Who did it, without the roles."""
    return joinedload(link).lazyload(Person.roles)


def workbook_of(sheet: Sheet) -> Workbook:
    plain = db.session.scalar(
        select(SheetContent.workbook).where(SheetContent.sheet_id == sheet.id)
    )
    assert plain is not None
    return from_plain(plain)


def lines_of(
    sheet_id: int, fate: RowFate | None = None, *, after: int = -1, left: bool = False
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Rows of a sheet from a position on, one more than a page."""
    lines = (
        select(SheetRow.__table__)
        .where(SheetRow.sheet_id == sheet_id, SheetRow.position > after)
        .order_by(SheetRow.position)
        .limit(PAGE_SIZE + 1)
    )
    if fate is not None:
        lines = lines.where(SheetRow.fate == fate)
    if left:
        lines = lines.where(SheetRow.left_because.is_not(None))
    return db.session.execute(lines).all()


def done_by(sheet_id: int) -> Sequence[SheetRow]:
    """The rows that changed something when the sheet was applied."""
    return db.session.scalars(
        select(SheetRow)
        .where(SheetRow.sheet_id == sheet_id, SheetRow.fate.in_((RowFate.CREATE, RowFate.CHANGE)))
        .order_by(SheetRow.position)
    ).all()


def mappings_for(kind: SheetKind | None = None) -> Sequence[SavedMapping]:
    mappings = select(SavedMapping).order_by(SavedMapping.kind, SavedMapping.name)
    if kind is not None:
        mappings = mappings.where(SavedMapping.kind == kind)
    return db.session.scalars(mappings).all()


def mapping_named(kind: SheetKind, name: str) -> SavedMapping | None:
    return db.session.scalar(
        select(SavedMapping).where(SavedMapping.kind == kind, SavedMapping.name == name)
    )


def get_mapping(mapping_id: int) -> SavedMapping:
    found = db.session.get(SavedMapping, mapping_id)
    if found is None:
        raise NotFound("There is no such mapping.")
    return found


def count_applied(sha256: str) -> int:
    """How often this very file was applied before."""
    applied = select(func.count()).where(Sheet.sha256 == sha256, Sheet.applied_at.is_not(None))
    return db.session.scalar(applied) or 0


def problems_of(sheet_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Number and problems of every row that has some."""
    return db.session.execute(
        select(SheetRow.row_number, SheetRow.problems)
        .where(SheetRow.sheet_id == sheet_id, SheetRow.fate == RowFate.PROBLEM)
        .order_by(SheetRow.position)
    ).all()
