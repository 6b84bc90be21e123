"""What hangs on a thing, in whatever area: found by the tables, so that no area need be known."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Table, select

from app.audit.recorder import Audited
from app.kernel.db import Base, db
from app.organization.queries.references import BATCH


@dataclass(frozen=True, slots=True)
class Hold:
    """A row, by table and key, that refers to a thing, by its key."""

    held: int
    table: str
    holder: int


def holds_on(subject_key: str, ids: Collection[int]) -> list[Hold]:
    """Rows that refer to these things. Rows without a history are derived, and do not count."""
    return [
        Hold(row.held, table.name, row.holder)
        for table, column in _columns_to(subject_key)
        for row in _rows(table, column, subject_key, sorted(ids))
    ]


def derived_tables() -> list[Table]:
    """Tables of what was computed about a subject, named by key and number."""
    audited = _audited()
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.name not in audited
        and {"subject_key", "subject_id"} <= set(table.c.keys())
        and table.name != "inventory_sheet_row"
    ]


def family_of(subject_key: str) -> frozenset[str]:
    """The table of a kind of thing, and those that continue its rows."""
    return frozenset(
        table.name
        for table in Base.metadata.sorted_tables
        if table.name == subject_key
        or any(
            key.parent.primary_key and key.column.table.name == subject_key
            for key in table.foreign_keys
        )
    )


def _columns_to(subject_key: str) -> Iterator[tuple[Table, Column[int]]]:
    audited = _audited()
    for table in Base.metadata.sorted_tables:
        if table.name not in audited:
            continue
        for key in table.foreign_keys:
            if key.column.table.name == subject_key and not key.parent.primary_key:
                yield table, key.parent
        if {"subject_key", "subject_id"} <= set(table.c.keys()):
            yield table, table.c.subject_id


def _rows(table: Table, column: Column[int], subject_key: str, ids: list[int]) -> Iterator[Hold]:
    for start in range(0, len(ids), BATCH):
        rows = select(column.label("held"), table.c.id.label("holder")).where(
            column.in_(ids[start : start + BATCH])
        )
        if column.name == "subject_id":
            rows = rows.where(table.c.subject_key == subject_key)
        for row in db.session.execute(rows):
            yield Hold(row.held, table.name, row.holder)


def _audited() -> set[str]:
    return {
        str(mapper.local_table.name)  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Audited)
    }
