"""Which column of a sheet says which fact, and what a fact is made of where no column says it."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from dataclasses import dataclass
from typing import Any

from app.inventory.importing.layouts import Layout, Texts
from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.tables import Row, Table

_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: heading to fact. `texts`: fact to a text in which {Heading} stands for its cell.

    `keys` are the facts by which a row is recognized. An empty cell leaves what is known, unless
    `blank_clears`.
    """

    columns: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    blank_clears: bool = False

    @property
    def facts(self) -> frozenset[str]:
        return frozenset([name for _, name in self.columns] + [name for name, _ in self.texts])

    def plain(self) -> dict[str, Any]:
        return {
            "columns": [list(pair) for pair in self.columns],
            "texts": [list(pair) for pair in self.texts],
            "keys": list(self.keys),
            "blank_clears": self.blank_clears,
        }


def from_plain(plain: Mapped[str, Any]) -> Mapping:
    return Mapping(
        columns=tuple((heading, name) for heading, name in plain["columns"]),
        texts=tuple((name, text) for name, text in plain["texts"]),
        keys=tuple(plain["keys"]),
        blank_clears=bool(plain["blank_clears"]),
    )


def fitted(mapping: Mapping, table: Table) -> Mapping:
    """A mapping made for another file: without the columns that this one lacks."""
    known = set(table.headings)
    return Mapping(
        columns=tuple(pair for pair in mapping.columns if pair[0] in known),
        texts=tuple(pair for pair in mapping.texts if set(_PLACE.findall(pair[1])) <= known),
        keys=mapping.keys,
        blank_clears=mapping.blank_clears,
    )


def check(mapping: Mapping, layout: Layout, table: Table) -> None:
    """RuleBroken where the mapping does not fit the sheet, or cannot tell its rows apart."""
    named = [name for _, name in mapping.columns] + [name for name, _ in mapping.texts]
    for name in named:
        if name not in layout.column_of:
            raise RuleBroken(f"A sheet of {layout.title.lower()} has no fact “{name}”.")
        if named.count(name) > 1:
            heading = layout.column_of[name].heading
            raise RuleBroken(f"“{heading}” is chosen twice. Leave one of the columns out.")
    headings = {heading for heading, _ in mapping.columns}
    headings.update(*(_PLACE.findall(text) for _, text in mapping.texts))
    if unknown := sorted(headings - set(table.headings)):
        raise RuleBroken(f"The sheet has no column “{unknown[0]}”.")
    if not named:
        raise RuleBroken("Choose what at least one column holds.")
    if not mapping.keys or not set(mapping.keys) <= set(named):
        raise RuleBroken(
            "Rows must be recognized by something the sheet says: choose a column for the code, "
            "or tick the facts that tell the rows apart."
        )


def usual_keys(layout: Layout, facts: frozenset[str]) -> tuple[str, ...]:
    """Of the mapped facts those that tell rows apart: the code, or else what is natural."""
    for names in layout.recognized_by:
        found = tuple(name for name in names if name in facts)
        if found:
            return found
    return ()


class Reader:
    """Reads rows of one table by one mapping."""

    def __init__(self, mapping: Mapping, table: Table) -> None:
        at = {heading: column for column, heading in enumerate(table.headings)}
        self.columns = [(at[heading], name) for heading, name in mapping.columns]
        self.texts = [(name, text, _places(text, at)) for name, text in mapping.texts]
        self.heading_of = {name: heading for heading, name in mapping.columns}

    def read(self, row: Row) -> Texts:
        """Text by fact; blank where the cell is."""
        given = {name: row.cells[column] for column, name in self.columns}
        for name, text, places in self.texts:
            given[name] = _filled(text, [(place, row.cells[column]) for place, column in places])
        return given

    def facts_at(self, column: int) -> Iterator[str]:
        yield from (name for at, name in self.columns if at == column)
        for name, _, places in self.texts:
            if any(at == column for _, at in places):
                yield name


def _places(text: str, at: Mapped[str, int]) -> list[tuple[str, int]]:
    return [(place, at[place]) for place in dict.fromkeys(_PLACE.findall(text))]


def _filled(text: str, values: list[tuple[str, str]]) -> str:
    """The text with its places filled; nothing, if every place is blank."""
    if values and not any(value for _, value in values):
        return ""
    for place, value in values:
        text = text.replace("{" + place + "}", value)
    return " ".join(text.split())
