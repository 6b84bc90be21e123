"""A file that amends a version: what it does not say is taken from there, by code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.standards.facts import PackFile

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with the place each has in the file; None for one that comes from the base alone."""

    rows: tuple[Row, ...]
    places: tuple[int | None, ...]


def as_written(rows: Sequence[Row]) -> Rows:
    return Rows(tuple(rows), tuple(range(len(rows))))


def pack_over(base: PackFile, said: Row) -> Row:
    kept = base.pack.model_dump() | {"changes": ""}
    return kept | {name: value for name, value in said.items() if name not in {"amends", "drop"}}


def elements_over(base: PackFile, said: Sequence[Row]) -> Rows:
    return _over([one.model_dump() for one in base.elements], said, ())


def criteria_over(base: PackFile, said: Sequence[Row], drop: Sequence[str]) -> Rows:
    return _over([one.model_dump() for one in base.criteria], said, drop)


def rules_over(base: PackFile, said: Sequence[Row], drop: Sequence[str]) -> Rows:
    """Rules for a criterion take the place of all that the base has for it."""
    again = {row.get("criterion") for row in said} | set(drop)
    kept = [one.model_dump() for one in base.rules if one.criterion not in again]
    return Rows((*kept, *said), (*(None for _ in kept), *range(len(said))))


def _over(base: Sequence[Row], said: Sequence[Row], drop: Sequence[str]) -> Rows:
    """In the order of the base; what is new comes after the last of its element."""
    places = {row.get("code"): number for number, row in enumerate(said)}
    merged: list[tuple[Row, int | None]] = []
    for row in base:
        place = places.get(row["code"])
        if row["code"] not in drop:
            merged.append((row if place is None else {**row, **said[place]}, place))
    known = {row["code"] for row in base}
    for number, row in enumerate(said):
        if row.get("code") not in known or places[row.get("code")] != number:
            merged.insert(_after(merged, row), (row, number))
    return Rows(tuple(row for row, _ in merged), tuple(place for _, place in merged))


def _after(merged: Sequence[tuple[Row, int | None]], row: Row) -> int:
    same = [n for n, (one, _) in enumerate(merged) if one.get("element") == row.get("element")]
    return same[-1] + 1 if same else len(merged)
