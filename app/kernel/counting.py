"""How many rows each choice of a filter leaves: one query, kept until the data changes."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import String, cast, func, literal, null, union_all

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
    whole = rows.where(*listing.conditions(wanted))
    parts = [
        whole.with_only_columns(
            literal("").label("facet"),
            cast(null(), String).label("value"),
            cast(null(), String).label("label"),
            func.count().label("rows"),
        )
    ]
    parts += [_grouped(listing, rows, wanted, facet) for facet in listing.facets]
    total, found = 0, {facet.name: list[Choice]() for facet in listing.facets}
    for row in db.session.execute(union_all(*parts)):
        if row.facet:
            found[row.facet].append(_choice(listing.facet_of[row.facet], row))
        else:
            total = row.rows
    return Counts(
        total, {name: _in_order(choices, wanted, name) for name, choices in found.items()}
    )


def _grouped(listing: Listing, rows: Rows, wanted: Wanted, facet: Facet) -> Any:
    rows = rows.where(*listing.conditions(wanted, but=facet.name))
    if facet.joins:
        rows = rows.outerjoin(*facet.joins)
    named_by = cast(null(), String) if facet.named_by is None else cast(facet.named_by, String)
    return rows.with_only_columns(
        literal(facet.name).label("facet"),
        cast(facet.column, String).label("value"),
        named_by.label("label"),
        func.count().label("rows"),
    ).group_by(facet.column, *(() if facet.named_by is None else (facet.named_by,)))


def _choice(facet: Facet, row: Any) -> Choice:
    if row.value is None:
        return Choice(NONE, "(none)", row.rows)
    return Choice(row.value, row.label or facet.label_of(row.value), row.rows)


def _in_order(choices: list[Choice], wanted: Wanted, name: str) -> tuple[Choice, ...]:
    """A choice in use that leaves nothing is still shown, so that it can be taken away."""
    missing = set(wanted.filters.get(name, ())) - {choice.value for choice in choices}
    shown = choices + [Choice(value, value, 0) for value in missing]
    return tuple(
        sorted(shown, key=lambda one: (one.value == NONE, -one.count, one.label.casefold()))
    )
