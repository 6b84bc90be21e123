"""Guess what a sheet holds and what its columns mean; a planner confirms."""

from collections.abc import Iterable, Sequence

from app.inventory.facts.imports import SheetKind
from app.inventory.importing.layouts import LAYOUTS, Column, Layout
from app.inventory.importing.mapping import Mapping, usual_keys
from app.kernel.facts import Shape, key_of
from app.kernel.spreadsheets.tables import Table
from app.kernel.words import label_of

SAMPLE = 200
ALIKE = 0.9


def mapping_for(layout: Layout, table: Table) -> Mapping:
    """By heading first, then by the look of the values."""
    taken = dict(_by_heading(layout, table.headings))
    for heading, column in _by_values(layout, table, set(taken.values())):
        taken.setdefault(heading, column)
    columns = tuple((h, taken[h].name) for h in table.headings if h in taken)
    facts = frozenset(name for _, name in columns)
    return Mapping(columns=columns, keys=usual_keys(layout, facts))


def kind_of(tables: Sequence[Table]) -> tuple[SheetKind, Table]:
    """The kind of sheet, and the table of the file, that know most of each other's columns."""
    found = [(layout, table) for layout in LAYOUTS.values() for table in tables]
    best = max(found, key=lambda pair: _score(*pair))
    return best[0].kind, best[1]


def table_for(layout: Layout, tables: Sequence[Table]) -> Table:
    return max(tables, key=lambda table: _score(layout, table))


def _score(layout: Layout, table: Table) -> tuple[int, float]:
    """Columns understood, those only this kind has twice; few missed; named as we name it."""
    found = {column.name for _, column in _by_heading(layout, table.headings)}
    common = set.intersection(*({c.name for c in one.columns} for one in LAYOUTS.values()))
    missed = sum(1 for one in layout.columns if one.attribute.required and one.name not in found)
    named = 3 if key_of(table.name) == key_of(layout.title) else 0
    return len(found) + len(found - common) + named - 2 * missed, -len(layout.columns)


def _by_heading(layout: Layout, headings: Sequence[str]) -> Iterable[tuple[str, Column]]:
    """Exact names before synonyms; each column and each fact once."""
    free = {_bare(heading): heading for heading in reversed(headings)}
    left = list(layout.columns)
    for names in (_exact, _synonyms):
        for column in tuple(left):
            found = next((name for name in map(_bare, names(column)) if name in free), None)
            if found is not None:
                left.remove(column)
                yield free.pop(found), column


def _exact(column: Column) -> tuple[str, ...]:
    return column.heading, column.name, column.attribute.label


def _synonyms(column: Column) -> tuple[str, ...]:
    return column.synonyms


def _bare(text: str) -> str:
    return "".join(sign for sign in key_of(text) if sign.isalnum())


def _by_values(layout: Layout, table: Table, taken: set[Column]) -> Iterable[tuple[str, Column]]:
    """A column whose values are words of one closed set, where no other set fits as well."""
    for at, heading in enumerate(table.headings):
        values = {key_of(row.cells[at]) for row in table.rows[:SAMPLE]} - {""}
        if len(values) < 3:
            continue
        fits = [
            column
            for column in layout.columns
            if column not in taken
            and column.attribute.shape is Shape.CHOICE
            and _share(values, column) >= ALIKE
        ]
        if len(fits) == 1:
            taken.add(fits[0])
            yield heading, fits[0]


def _share(values: set[str], column: Column) -> float:
    words = {key_of(text) for one in column.attribute.words for text in (one, label_of(one))}
    return len(values & words) / len(values)
