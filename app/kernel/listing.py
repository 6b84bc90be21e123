"""A page of rows: filtered, sorted, and reached by key instead of by counting."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    false,
    literal,
    or_,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.facts import clean

NONE = "-"
"""In an address: those for which this is not known."""
PAGE_SIZE = 50
LARGEST_ID = 2**31 - 1
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """One column of a sort; what is not known comes last, whichever way round it is shown."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    read: Callable[[str], Any] = str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """A way to order a list. The last key is unique, so that each row has one place."""

    name: str
    label: str
    keys: tuple[Key, ...]
    descending: bool = False
    """Which way round it is first shown."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with a count beside each value."""

    name: str
    label: str
    column: SQLColumnExpression[Any]
    read: Callable[[str], Any]
    label_of: Callable[[str], str] = str
    named_by: tuple[SQLColumnExpression[int], SQLColumnExpression[str]] | None = None
    """Key and name, where a value is the key of another row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks of a list. `descending` None: as the sort is first shown."""

    search: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    descending: bool | None = None
    columns: tuple[str, ...] = ()
    after: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.filters)

    def toggled(self, name: str, value: str) -> "Wanted":
        """With this value of a filter added, or taken away if it is there."""
        now = self.filters.get(name, ())
        kept = tuple(one for one in now if one != value) if value in now else (*now, value)
        filters = {key: values for key, values in self.filters.items() if key != name}
        return self.from_start(filters=filters | ({name: kept} if kept else {}))

    def with_columns(self, columns: tuple[str, ...]) -> "Wanted":
        return replace(self, columns=columns)

    def from_start(self, **changes: Any) -> "Wanted":
        return replace(self, **({"after": "", "before": ""} | changes))

    def address(self) -> dict[str, list[str]]:
        """The parameters of the address that asks for this."""
        given: dict[str, list[str]] = {name: list(values) for name, values in self.filters.items()}
        order = self.sort
        if order and self.descending is not None:
            order += ".down" if self.descending else ".up"
        single = {"q": self.search, "sort": order, "after": self.after, "before": self.before}
        given |= {name: [value] for name, value in single.items() if value}
        if self.columns:
            given["columns"] = [",".join(self.columns)]
        return given


@dataclass(frozen=True)
class Listing:
    """What a list can be asked: its filters, its orders, its search."""

    name: str
    facets: tuple[Facet, ...]
    sorts: tuple[Sort, ...]
    columns: frozenset[str] = frozenset()
    matches: Callable[[str], ColumnElement[bool]] | None = None
    best_first: Callable[[str], Sort] | None = None
    page_size: int = PAGE_SIZE

    @cached_property
    def facet_of(self) -> dict[str, Facet]:
        return {facet.name: facet for facet in self.facets}

    def read(self, given: Mapping[str, Sequence[str]]) -> Wanted:
        """What an address asks for; words this list does not know are refused."""
        single = {name: values[0] for name, values in given.items() if values}
        order, _, way = single.get("sort", "").partition(".")
        if order and order not in {sort.name for sort in self.sorts}:
            raise RuleBroken(
                f"This list has no order called “{order}”. Choose one of its headings."
            )
        named = ",".join(given.get("columns", ())).split(",")
        columns = [name for name in named if name in self.columns]
        return Wanted(
            search=clean(single.get("q", ""))[:100],
            filters=dict(self._filters(given)),
            sort=order,
            descending={"up": False, "down": True}.get(way),
            columns=tuple(dict.fromkeys(columns)),
            after=single.get("after", ""),
            before=single.get("before", ""),
        )

    def _filters(self, given: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for facet in self.facets:
            values = tuple(dict.fromkeys(value for value in given.get(facet.name, ()) if value))
            for value in values:
                _read(facet, value)
            if values:
                yield facet.name, values

    def conditions(self, wanted: Wanted, *, but: str = "") -> list[ColumnElement[bool]]:
        """What rows must satisfy; `but` leaves one filter out, to count what else it offers."""
        found = [
            _among(self.facet_of[name], values)
            for name, values in wanted.filters.items()
            if name != but
        ]
        if wanted.search and self.matches:
            found.append(self.matches(wanted.search))
        return found

    def order(self, wanted: Wanted) -> tuple[Sort, bool]:
        """The sort in use, and whether it runs downwards. A search puts the best match first."""
        if not wanted.sort and wanted.search and self.best_first:
            return self.best_first(wanted.search), False
        sort = next((one for one in self.sorts if one.name == wanted.sort), self.sorts[0])
        return sort, sort.descending if wanted.descending is None else wanted.descending


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order, and where the rows beside them begin."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    next: Wanted | None
    previous: Wanted | None


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows are walked: down the values, and back from a place towards the first page."""

    down: bool
    back: bool


def page_of(listing: Listing, rows: Rows, wanted: Wanted) -> Page:
    """The page asked for, with one more row read to know whether another follows."""
    sort, descending = listing.order(wanted)
    way = _Way(down=descending != bool(wanted.before), back=bool(wanted.before))
    keys: list[ColumnElement[Any]] = [
        key.column.label(f"at_{number}") for number, key in enumerate(sort.keys)
    ]
    rows = rows.where(*listing.conditions(wanted)).add_columns(*keys)
    if place := wanted.before or wanted.after:
        rows = rows.where(_beyond(sort.keys, _unpack(sort.keys, place), way))
    rows = rows.order_by(*(part for key in sort.keys for part in _ordered(key, way)))
    found = list(db.session.execute(rows.limit(listing.page_size + 1)).all())
    more, found = len(found) > listing.page_size, found[: listing.page_size]
    if way.back:
        found.reverse()
    has_next, has_previous = (True, more) if way.back else (more, bool(wanted.after))
    return Page(
        rows=found,
        next=_beside(wanted, sort, found, "after") if has_next else None,
        previous=_beside(wanted, sort, found, "before") if has_previous else None,
    )


def _beside(wanted: Wanted, sort: Sort, rows: Sequence[Any], side: str) -> Wanted | None:
    if not rows:
        return wanted.from_start() if side == "before" else None
    row = rows[-1] if side == "after" else rows[0]
    values = [getattr(row, f"at_{number}") for number in range(len(sort.keys))]
    return wanted.from_start(**{side: _pack(values)})


def _ordered(key: Key, way: _Way) -> Iterator[ColumnElement[Any]]:
    if key.nullable:
        unknown = key.column.is_(None)
        yield unknown.desc() if way.back else unknown.asc()
    yield key.column.desc() if way.down else key.column.asc()


def _beyond(keys: Sequence[Key], place: Sequence[Any], way: _Way) -> ColumnElement[bool]:
    """Rows after a place: as one comparison where an index can follow, else key by key."""
    if not any(key.nullable for key in keys):
        here = tuple_(*(key.column for key in keys))
        there = tuple_(
            *(literal(value, key.column.type) for key, value in zip(keys, place, strict=True))
        )
        return here < there if way.down else here > there
    steps = range(len(keys))
    return or_(
        *(
            and_(
                *(_same(keys[n], place[n]) for n in range(step)),
                _past(keys[step], place[step], way),
            )
            for step in steps
        )
    )


def _same(key: Key, value: Any) -> ColumnElement[bool]:
    return key.column.is_(None) if value is None else key.column == value


def _past(key: Key, value: Any, way: _Way) -> ColumnElement[bool]:
    """Unknown values stand at the end: walking back one meets them first."""
    if value is None:
        return key.column.is_not(None) if way.back else false()
    past = key.column < value if way.down else key.column > value
    return or_(past, key.column.is_(None)) if key.nullable and not way.back else past


def _pack(values: Sequence[Any]) -> str:
    texts = [None if value is None else _as_text(value) for value in values]
    return urlsafe_b64encode(json.dumps(texts, ensure_ascii=False).encode()).decode().rstrip("=")


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _unpack(keys: Sequence[Key], place: str) -> list[Any]:
    try:
        texts = json.loads(urlsafe_b64decode(place + "=" * (-len(place) % 4)))
        return [
            None if text is None and key.nullable else key.read(str(text))
            for key, text in zip(keys, texts, strict=True)
        ]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RuleBroken("This address is damaged. Open the list from its beginning.") from error


def _read(facet: Facet, value: str) -> Any:
    if value == NONE:
        return None
    try:
        return facet.read(value)
    except ValueError as error:
        raise RuleBroken(f"“{facet.label}” has no such choice. Choose one of the list.") from error


def _among(facet: Facet, values: Sequence[str]) -> ColumnElement[bool]:
    read = [_read(facet, value) for value in values]
    known = facet.column.in_([value for value in read if value is not None])
    return or_(known, facet.column.is_(None)) if None in read else known


def an_id(text: str) -> int:
    """The key of a row, as an address gives it."""
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number
