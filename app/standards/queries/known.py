"""Facts of the inventory as conditions and rules know them: words, numbers and sets of words."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, select

from app.engine.paths.steps import Verdict
from app.engine.scoring.condition import Known, Value
from app.engine.scoring.headroom import months_to, months_until_full
from app.inventory.facts import FACTS_OF
from app.inventory.models import Application, Asset, Interface, Source, Storage, Viewer
from app.kernel.db import db
from app.kernel.facts.describing import attributes_of
from app.kernel.words import label_of, spelled

TABLES = (Asset, Source, Application, Viewer, Storage, Interface)
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Named:
    """A fact: what people call it, and the words it may be, if it is one, as people write them."""

    label: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derived:
    """A number that follows from facts and the day; None where one of them is not known."""

    label: str
    needs: tuple[str, ...]
    compute: Callable[..., int]


def _since(day: date, on: date) -> int:
    return months_to(on, on=day)


def _until(day: date, on: date) -> int:
    return months_to(day, on=on)


def _full(capacity: Decimal, used: Decimal, growth: Decimal, on: date) -> int:
    return months_until_full(capacity, used, growth)


DERIVED: Mapping[str, Derived] = {
    "support_months_left": Derived("Months of vendor support left", ("support_ends_on",), _until),
    "months_until_full": Derived(
        "Months until full", ("capacity_tb", "used_tb", "annual_growth_tb"), _full
    ),
    "restore_tested_months_ago": Derived(
        "Months since a restore was tested", ("restore_tested_on",), _since
    ),
    "penetration_tested_months_ago": Derived(
        "Months since the penetration test", ("penetration_tested_on",), _since
    ),
}
"""They move with the days, so rules may use them and conditions of asking may not."""

_VERDICTS = {verdict.value: spelled(verdict.value) for verdict in Verdict}
FOLLOWED: Mapping[str, Named] = {
    "path_by_order": Named("Path that starts with an order", _VERDICTS),
    "path_by_visit": Named("Path that starts in a visit", _VERDICTS),
}
"""Verdicts that whoever follows paths brings along; for rules alone, too."""


@cache
def vocabulary() -> Mapping[str, Named]:
    """Every fact there is a column for, by name."""
    columns = {column.key for model in TABLES for column in model.__table__.c}
    found = {"kind": Named("Kind", {kind.value: kind.label for kind in FACTS_OF})}
    for model in FACTS_OF.values():
        for one in attributes_of(model):
            if one.name in columns:
                before = found.get(one.name, Named("")).words
                words = {word.value: label_of(word) for word in one.words}
                found[one.name] = Named(one.label, {**before, **words})
    return found


def columns_for(names: Collection[str]) -> frozenset[str]:
    """The facts behind these names, of which some are derived."""
    needed = {need for name in names if name in DERIVED for need in DERIVED[name].needs}
    return frozenset(needed | (set(names) & vocabulary().keys()))


def known_facts(
    names: Collection[str], asset_ids: Sequence[int] | None = None, *, on: date | None = None
) -> Iterator[tuple[int, Known]]:
    """What is known of those assets, or of all; with a day also what follows from it."""
    columns = _columns(columns_for(names))
    rows = select(Asset.__table__.c.id, *columns).select_from(Asset.__table__)
    for model in TABLES[1:]:
        rows = rows.outerjoin(model.__table__, model.__table__.c.id == Asset.__table__.c.id)
    if asset_ids is not None:
        rows = rows.where(Asset.__table__.c.id.in_(asset_ids))
    for row in db.session.execute(rows):
        said = {
            column.name.partition("__")[2]: value
            for column, value in zip(columns, row[1:], strict=True)
            if value is not None
        }
        yield row.id, dict(_known(names, said, on))


def facts_in(asset: Asset) -> Known:
    """What is known of one that is loaded."""
    said = ((name, getattr(asset, name, None)) for name in vocabulary())
    return {name: as_value(value) for name, value in said if value is not None}


def _columns(names: Collection[str]) -> list[ColumnElement[Any]]:
    """Two kinds may have a fact of the same name; of one asset one of them is empty."""
    return [
        model.__table__.c[name].label(f"{model.__tablename__}__{name}")
        for model in TABLES
        for name in sorted(names)
        if name in model.__table__.c
    ]


def _known(
    names: Collection[str], said: Mapping[str, Any], on: date | None
) -> Iterator[tuple[str, Value]]:
    for name in names:
        if name in said:
            yield name, as_value(said[name])
        elif on is not None and name in DERIVED:
            derived = DERIVED[name]
            if all(need in said for need in derived.needs):
                yield name, Decimal(derived.compute(*(said[one] for one in derived.needs), on))


def as_value(said: Any) -> Value:
    if isinstance(said, bool):
        return YES if said else NO
    if isinstance(said, int | Decimal):
        return Decimal(said)
    if isinstance(said, tuple):
        return frozenset(str(one) for one in said)
    return str(said)


def in_words(name: str, value: Value) -> str:
    """A fact as people read it: its label and what is known."""
    named = vocabulary().get(name) or FOLLOWED.get(name)
    label = named.label if named else DERIVED[name].label
    words = named.words if named else {}
    if isinstance(value, frozenset):
        return f"{label}: {', '.join(sorted(words.get(one, one) for one in value)) or 'none'}"
    if isinstance(value, Decimal):
        return f"{label}: {value.normalize():f}"
    return f"{label}: {words.get(value, value)}"
