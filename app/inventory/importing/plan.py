"""Sheet against what is known: what each row would create, change, leave, and every problem."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from app.inventory.facts import Lifecycle
from app.inventory.facts.imports import RowFate
from app.inventory.importing import cells
from app.inventory.importing.layouts import Layout, Texts
from app.inventory.importing.mapping import Mapping as ColumnMapping
from app.inventory.importing.mapping import Reader
from app.kernel.facts import (
    Attribute,
    Facts,
    Refused,
    Shape,
    attributes_of,
    check,
    key_of,
    words_by_key,
)
from app.kernel.spreadsheets.tables import Table

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell; `heading` is the column's own, or that of the fact it lacks."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """One row as it was read: text by fact."""

    number: int
    texts: Texts
    problems: tuple[Problem, ...] = ()
    implied: bool = False
    """Named by another row, and made only if nothing else makes it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that is there already: what is said of it now, and whether it may be changed."""

    id: int
    facts: Facts
    may_change: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row. `changes` has, by fact, what was and what would be said."""

    number: int
    label: str
    fate: RowFate
    known: Known | None = None
    facts: Facts | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def retires(self) -> bool:
        """Something that is there is in use now, and would be no more."""
        now = self.known and getattr(self.known.facts, "lifecycle", None)
        return getattr(self.facts, "lifecycle", None) is Lifecycle.RETIRED is not now


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[RowFate, int]:
        found = Counter(line.fate for line in self.lines)
        return {fate: found[fate] for fate in RowFate}


def read_rows(layout: Layout, mapping: ColumnMapping, table: Table) -> list[Given]:
    """Every row as text by fact, with the rows that rows imply before them."""
    reader = Reader(mapping, table)
    refused: dict[int, list[Problem]] = {}
    for cell in table.refused:
        if any(True for _ in reader.facts_at(cell.column)):
            problem = Problem(table.headings[cell.column], f"This cell {cell.reason}.")
            refused.setdefault(cell.row, []).append(problem)
    given: list[Given] = []
    implied: dict[str, Given] = {}
    for row in table.rows:
        texts = reader.read(row)
        if layout.imply is not None:
            texts, others = layout.imply(texts)
            for other in others:
                implied.setdefault(key_of(other["code"]), Given(row.number, other, implied=True))
        given.append(Given(row.number, texts, tuple(refused.get(row.number, ()))))
    return [*implied.values(), *given]


def key_in(layout: Layout, keys: Sequence[str], given: Given) -> Key:
    """What a row is recognized by, as two people would compare it; blanks count as alike."""
    return tuple(
        key_text(layout.column_of[name].attribute, given.texts.get(name, "")) for name in keys
    )


def key_of_facts(layout: Layout, keys: Sequence[str], facts: Facts) -> Key:
    found = []
    for name in keys:
        attribute = layout.column_of[name].attribute
        value = cells.write(attribute, getattr(facts, name))
        found.append("" if value is None else key_text(attribute, str(value)))
    return tuple(found)


def key_text(attribute: Attribute, text: str) -> str:
    wanted = key_of(text)
    if attribute.shape is Shape.CHOICE:
        return words_by_key(attribute.words).get(wanted, wanted)
    return wanted


class Planner:
    """Compares rows with what is known by the same keys."""

    def __init__(self, layout: Layout, mapping: ColumnMapping, known: Mapping[Key, Known]) -> None:
        self.layout, self.mapping, self.known = layout, mapping, known
        self.heading_of = {name: heading for heading, name in mapping.columns}
        self.keys = mapping.keys

    def draft(self, given: Iterable[Given]) -> list[Line]:
        """A line for each row; what the rows refer to is not looked at yet."""
        rows = list(given)
        keys = [key_in(self.layout, self._keys_of(row), row) for row in rows]
        said = {key for row, key in zip(rows, keys, strict=True) if not row.implied}
        seen: dict[Key, int] = {}
        lines = []
        for row, key in zip(rows, keys, strict=True):
            if row.implied and (key in said or key in self.known):
                continue
            lines.append(self._line(row, key, seen.get(key)))
            seen.setdefault(key, row.number)
        return lines

    def _keys_of(self, row: Given) -> tuple[str, ...]:
        return ("code",) if row.implied else self.keys

    def _line(self, row: Given, key: Key, twin: int | None) -> Line:
        known = self.known.get(key)
        label = " · ".join(row.texts[name] for name in self.keys if row.texts.get(name)) or (
            f"Row {row.number}"
        )
        problems = [*row.problems, *self._key_problems(key, twin, known)]
        values = self._values(row, is_new=known is None)
        facts, wrong = self._judged(known, values)
        problems += self._in_order(wrong)
        if facts is None:
            return Line(row.number, label, RowFate.PROBLEM, known, problems=tuple(problems))
        right = {name: value for name, value in values.items() if name not in wrong}
        changes = self._changes(known, facts, right)
        if wrong:
            changes = {name: pair for name, pair in changes.items() if name in right}
        fate = RowFate.PROBLEM if problems else _fate(known, changes)
        return Line(row.number, label, fate, known, facts, changes, tuple(problems))

    def _key_problems(self, key: Key, twin: int | None, known: Known | None) -> Iterator[Problem]:
        heading = self.heading(self.keys[0])
        if not any(key):
            yield Problem(heading, "This must be said, since rows are recognized by it.")
        elif twin is not None:
            yield Problem(heading, f"Row {twin} is the same {self.layout.noun}.")
        if known is not None and not known.may_change:
            yield Problem(heading, "You may not change this one. Leave the row out.")

    def _values(self, row: Given, *, is_new: bool) -> dict[str, object]:
        """What the row says, by fact; blanks only where they are to clear what is known."""
        values = {
            name: cells.read(self.layout.column_of[name].attribute, text)
            for name, text in row.texts.items()
        }
        if self.mapping.blank_clears and not is_new:
            return values
        return {name: value for name, value in values.items() if value is not None}

    def _facts(self, known: Known | None, values: dict[str, object]) -> Facts:
        return check(self.layout.facts, values) if known is None else known.facts.changed(values)

    def _judged(
        self, known: Known | None, values: dict[str, object]
    ) -> tuple[Facts | None, dict[str, str]]:
        """The facts of a row and what is wrong with it, by fact.

        A row with wrong cells is judged once more without them, so that what its other cells refer
        to is looked at as well, and a planner sees every problem in one go.
        """
        try:
            return self._facts(known, values), {}
        except Refused as refused:
            wrong = refused.problems
        needed = {
            one.name: one.words[0] if one.words else one.name.upper().replace("_", "-")
            for one in attributes_of(self.layout.facts)
            if one.required and known is None
        }
        rest = {name: value for name, value in values.items() if name not in wrong}
        try:
            return self._facts(known, needed | rest), wrong
        except Refused:
            return None, wrong

    def _changes(
        self, known: Known | None, facts: Facts, values: Mapping[str, object]
    ) -> dict[str, tuple[Any, Any]]:
        if known is None:
            said = ((one.name, getattr(facts, one.name)) for one in attributes_of(type(facts)))
            return {name: (None, value) for name, value in said if value is not None}
        pairs = {name: (getattr(known.facts, name), getattr(facts, name)) for name in values}
        return {name: pair for name, pair in sorted(pairs.items()) if pair[0] != pair[1]}

    def _in_order(self, problems: Mapping[str, str]) -> list[Problem]:
        order = [*self.heading_of, *self.layout.column_of]
        names = sorted(problems, key=lambda name: order.index(name) if name in order else -1)
        return [Problem(self.heading(name), problems[name]) for name in names]

    def heading(self, name: str) -> str:
        """The column of the file that says a fact, or what we call it."""
        if name in self.heading_of:
            return self.heading_of[name]
        column = self.layout.column_of.get(name)
        return column.heading if column else name


def _fate(known: Known | None, changes: Mapping[str, Any]) -> RowFate:
    if known is None:
        return RowFate.CREATE
    return RowFate.CHANGE if changes else RowFate.SAME


def with_problems(line: Line, problems: Sequence[Problem]) -> Line:
    if not problems:
        return line
    return replace(line, fate=RowFate.PROBLEM, problems=(*line.problems, *problems))


def digest(plan: Plan, plain: Any) -> str:
    """The same plan has the same digest; `plain` turns a value into what JSON can hold."""
    sealed = sha256()
    for line in plan.lines:
        changes = {name: plain(list(pair)) for name, pair in sorted(line.changes.items())}
        known = line.known.id if line.known else None
        said = [line.number, line.fate.value, known, changes, [p.text for p in line.problems]]
        sealed.update(json.dumps(said, ensure_ascii=False).encode())
    return sealed.hexdigest()
