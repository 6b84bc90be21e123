"""How many rows each choice of a filter leaves: one query, kept until the data changes."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, String, cast, func, literal, null, select, union_all

from app.kernel.db import db
from app.kernel.listing import NONE, Facet, Listing, Rows, Wanted

KEPT = 256
"""Answers kept in this process; the oldest unused one leaves first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: how it stands in an address, how it is called, how many it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    total: int
    choices: Mapping[str, tuple[Choice, ...]]
    """By filter; most frequent first, "(none)" last."""


_kept: WeakKeyDictionary[object, OrderedDict[Hashable, Counts]] = WeakKeyDictionary()
"""By the database that was counted."""
_lock = Lock()


def counts_of(listing: Listing, rows: Rows, wanted: Wanted, state: Hashable) -> Counts:
    """Counts for what is asked. `state` names the state of the data and what the actor may see."""
    asked = (wanted.search, tuple(sorted(wanted.filters.items())))
    key = (listing.name, state, asked)
    with _lock:
        kept = _kept.setdefault(db.session.get_bind(), OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    counted = _count(listing, rows, wanted)
    with _lock:
        kept[key] = counted
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return counted


def _count(listing: Listing, rows: Rows, wanted: Wanted) -> Counts:
    """Each filter is counted with all the others applied, so that it shows what else there is."""
    total, found = 0, _in_use(listing, wanted)
    for row in db.session.execute(union_all(*_parts(listing, rows, wanted))):
        if row.facet:
            found[row.facet][row.value] = row.rows
        else:
            total = row.rows
    names = _names(listing, found)
    choices = {one.name: _choices(one, found[one.name], names) for one in listing.facets}
    return Counts(total, choices)


def _parts(listing: Listing, rows: Rows, wanted: Wanted) -> Iterator[Any]:
    """Filters not in use all count the same rows; these are found once, if it takes finding."""
    columns: list[ColumnElement[Any]] = [facet.column.label(facet.name) for facet in listing.facets]
    found = rows.where(*listing.conditions(wanted)).with_only_columns(*columns).cte("found")
    whole = select(found).select_from(found) if wanted.is_narrowed else rows
    yield _counted(whole, "", null())
    for facet in listing.facets:
        if facet.name in wanted.filters:
            others = rows.where(*listing.conditions(wanted, but=facet.name))
            yield _counted(others, facet.name, facet.column).group_by(facet.column)
        else:
            column = found.c[facet.name] if wanted.is_narrowed else facet.column
            yield _counted(whole, facet.name, column).group_by(column)


def _in_use(listing: Listing, wanted: Wanted) -> dict[str, dict[str | None, int]]:
    """A choice in use that leaves nothing is still shown, so that it can be taken away."""
    return {
        facet.name: {
            None if value == NONE else value: 0 for value in wanted.filters.get(facet.name, ())
        }
        for facet in listing.facets
    }


def _counted(rows: Any, facet: str, column: Any) -> Any:
    return rows.with_only_columns(
        literal(facet).label("facet"),
        cast(column, String).label("value"),
        func.count().label("rows"),
    )


def _names(
    listing: Listing, found: Mapping[str, Mapping[str | None, int]]
) -> dict[tuple[str, str], str]:
    """What the rows are called that values are the keys of: one query for all filters."""
    asked = [
        _named(facet, [facet.read(value) for value in found[facet.name] if value is not None])
        for facet in listing.facets
        if facet.named_by
    ]
    if not asked:
        return {}
    return {(row.facet, str(row.key)): row.name for row in db.session.execute(union_all(*asked))}


def _named(facet: Facet, keys: list[Any]) -> Any:
    assert facet.named_by
    key, name = facet.named_by
    return select(literal(facet.name).label("facet"), key.label("key"), name.label("name")).where(
        key.in_(keys)
    )


def _choices(
    facet: Facet, found: Mapping[str | None, int], names: Mapping[tuple[str, str], str]
) -> tuple[Choice, ...]:
    choices = (
        Choice(NONE, "(none)", count)
        if value is None
        else Choice(value, names.get((facet.name, value)) or facet.label_of(value), count)
        for value, count in found.items()
    )
    return tuple(
        sorted(choices, key=lambda one: (one.value == NONE, -one.count, one.label.casefold()))
    )
