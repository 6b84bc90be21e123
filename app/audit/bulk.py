"""Many rows at once, past the objects but with the same history as if one by one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, inspect, update
from sqlalchemy.orm import Mapper

from app.audit.models import Action
from app.audit.recorder import HIDDEN, Audited, record_bulk
from app.kernel.db import db

Values = Mapping[str, Any]
WRITTEN = "written in bulk"
"""Where a session keeps what was written past its objects, until it commits."""


@dataclass(slots=True)
class Written:
    """Rows of one table, and what their references held before, by name."""

    ids: set[int] = field(default_factory=set)
    left: dict[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """The columns of one row that change: what they hold now and what they will hold."""

    id: int
    before: Values
    after: Values


def insert_many(model: type[Audited], rows: Sequence[Values]) -> list[int]:
    """The keys of the new rows, in their order. Every row names the same columns."""
    if not rows:
        return []
    mapper = inspect(model)
    fixed = _identity(mapper)
    ids: list[int] = []
    for table, columns in _tables(mapper):
        given = [name for name in columns if name in fixed or _is_said(table, columns, name, rows)]
        values = [{columns[n]: row[n] if n in row else fixed[n] for n in given} for row in rows]
        if ids:
            keyed = [{"id": key, **one} for key, one in zip(ids, values, strict=True)]
            db.session.execute(insert(table), keyed)
        else:
            keys = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            ids = list(db.session.scalars(keys, values))
    _record(
        model, Action.CREATED, ((k, {}, fixed | dict(r)) for k, r in zip(ids, rows, strict=True))
    )
    return ids


def update_many(model: type[Audited], changes: Sequence[Changed]) -> None:
    """Write what changes, and count the version up; the caller has locked the rows."""
    mapper = inspect(model)
    versioned = mapper.version_id_col
    for table, columns in _tables(mapper):
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for one in changes:
            names = tuple(sorted(name for name in one.after if name in columns))
            groups[names].append({"at": one.id} | {f"new_{n}": one.after[n] for n in names})
        for names, values in groups.items():
            new: dict[str, Any] = {columns[name]: bindparam(f"new_{name}") for name in names}
            if versioned is not None and versioned.table is table:
                new[versioned.name] = versioned + 1
            if new:
                here = update(table).where(table.c.id == bindparam("at")).values(new)
                db.session.connection().execute(here, values)
    _record(model, Action.CHANGED, ((one.id, one.before, one.after) for one in changes))


def delete_many(model: type[Audited], rows: Sequence[tuple[int, Values]]) -> None:
    """Delete rows by key; their values go into history."""
    if not rows:
        return
    keys = [{"at": key} for key, _ in rows]
    for table, _ in reversed(list(_tables(inspect(model)))):
        db.session.connection().execute(delete(table).where(table.c.id == bindparam("at")), keys)
    _record(model, Action.DELETED, ((key, values, {}) for key, values in rows))


def _tables(mapper: Mapper[Any]) -> Iterator[tuple[Table, dict[str, str]]]:
    """The tables of a model from the root down, each with its columns by attribute, but the key."""
    for one in reversed(list(mapper.iterate_to_root())):
        table = one.local_table
        assert isinstance(table, Table)
        columns = {
            attribute.key: column.name
            for attribute in mapper.column_attrs
            for column in attribute.columns
            if getattr(column, "table", None) is table and column.name != "id"
        }
        yield table, columns


def _is_said(table: Table, columns: Mapping[str, str], name: str, rows: Sequence[Values]) -> bool:
    """Whether a column must be written: some row says something, or saying nothing is no blank."""
    column = table.c[columns[name]]
    if name not in rows[0]:
        return False
    empty = column.nullable and column.default is None and column.server_default is None
    return not empty or any(row[name] is not None for row in rows)


def _identity(mapper: Mapper[Any]) -> dict[str, Any]:
    """The column that says which kind of row it is, if the model has kinds."""
    if mapper.polymorphic_on is None:
        return {}
    return {mapper.get_property_by_column(mapper.polymorphic_on).key: mapper.polymorphic_identity}


def _record(
    model: type[Audited], action: Action, rows: Iterator[tuple[int, Values, Values]]
) -> None:
    table = inspect(model).base_mapper.local_table
    assert isinstance(table, Table)
    unsaid = {"id", "version", *model.__derived__}
    noted = []
    for key, old, new in rows:
        fields = {
            name: _pair(model, name, old, new)
            for name in {**old, **new}
            if old.get(name) != new.get(name) and name not in unsaid
        }
        if fields:
            noted.append((key, action, fields))
    session = db.session()
    written = session.info.setdefault(WRITTEN, {}).setdefault(table.name, Written())
    for key, _, fields in noted:
        written.ids.add(key)
        for name, (old, _) in fields.items():
            if name.endswith("_id") and old is not None:
                written.left.setdefault(name, set()).add(old)
    record_bulk(session, table.name, noted)


def _pair(model: type[Audited], name: str, old: Values, new: Values) -> tuple[Any, Any]:
    before, after = old.get(name), new.get(name)
    if name in model.__secret__:
        return HIDDEN if before is not None else None, HIDDEN if after is not None else None
    return before, after
