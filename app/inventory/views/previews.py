"""What a page shows of a sheet: rows by their fate, values in words, samples of columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import url_for

from app.inventory.facts.imports import RowFate, SheetState
from app.inventory.importing import cells
from app.inventory.importing.layouts import LAYOUTS, Layout
from app.inventory.models import Sheet
from app.inventory.queries import imports as queries
from app.kernel.spreadsheets.tables import Table
from app.kernel.subjects import kind_of, knows

LEFT = "left"
SAMPLE_ROWS, SAMPLES = 200, 3
WORDS = {
    RowFate.PROBLEM: "With a problem",
    RowFate.CREATE: "To create",
    RowFate.CHANGE: "To change",
    RowFate.SAME: "The same already",
}
DONE_WORDS = WORDS | {
    RowFate.PROBLEM: "Left out",
    RowFate.CREATE: "Created",
    RowFate.CHANGE: "Changed",
}


@dataclass(frozen=True, slots=True)
class Difference:
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    number: int
    label: str
    fate: RowFate
    url: str | None
    differences: Sequence[Difference]
    problems: Sequence[tuple[str, str]]
    left_because: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Some rows of a sheet; `views` are text, address and whether it is shown, for tabs."""

    title: str
    state: str
    rows: Sequence[ShownRow]
    views: Sequence[tuple[str, str, bool]]
    next_url: str | None


def preview_of(sheet: Sheet, wanted: str, *, after: int) -> Preview:
    """The rows of one fate; without a wish, those that need a look first."""
    counts = _counts(sheet)
    shown = wanted if wanted in {*RowFate, LEFT} else _first(sheet, counts)
    is_left = shown == LEFT
    lines = queries.lines_of(
        sheet.id, None if is_left else RowFate(shown), after=after, left=is_left
    )
    more = len(lines) > queries.PAGE_SIZE
    lines = lines[: queries.PAGE_SIZE]
    names: dict[str, str] = {fate.value: words for fate, words in _words(sheet).items()}
    names[LEFT] = "Not taken back"
    return Preview(
        title=names[shown],
        state=_state(sheet),
        rows=[_row(LAYOUTS[sheet.kind], line, sheet.state) for line in lines],
        views=[
            (f"{names[one]} ({counts[one]:,})", _url(sheet, one), one == shown) for one in counts
        ],
        next_url=_url(sheet, shown, after=lines[-1].position) if more else None,
    )


def _state(sheet: Sheet) -> str:
    """One sentence: what the sheet would do, or did."""
    done = sheet.state is not SheetState.STAGED
    created, changed = ("created", "changed") if done else ("to create", "to change")
    counts = (
        (sheet.created, created),
        (sheet.changed, changed),
        (sheet.same, "the same"),
        (sheet.problems, "left out" if done else "with a problem"),
    )
    return ", ".join(f"{count or 0:,} {words}" for count, words in counts)


def samples_of(table: Table) -> list[str]:
    """For each column the first few values that differ."""
    rows = table.rows[:SAMPLE_ROWS]
    found = []
    for at in range(len(table.headings)):
        values = dict.fromkeys(row.cells[at] for row in rows if row.cells[at])
        found.append(", ".join(one[:40] for one in islice(values, SAMPLES)))
    return found


def _words(sheet: Sheet) -> dict[RowFate, str]:
    return WORDS if sheet.state is SheetState.STAGED else DONE_WORDS


def _counts(sheet: Sheet) -> dict[str, int]:
    counts = {
        RowFate.PROBLEM.value: sheet.problems or 0,
        RowFate.CREATE.value: sheet.created or 0,
        RowFate.CHANGE.value: sheet.changed or 0,
        RowFate.SAME.value: sheet.same or 0,
    }
    return counts | ({LEFT: sheet.left or 0} if sheet.state is SheetState.UNDONE else {})


def _first(sheet: Sheet, counts: dict[str, int]) -> str:
    order = [LEFT, *RowFate] if sheet.state is SheetState.UNDONE else [RowFate.PROBLEM, *RowFate]
    return next((str(one) for one in order if counts.get(str(one))), RowFate.SAME.value)


def _url(sheet: Sheet, shown: str, after: int | None = None) -> str:
    return url_for("inventory.show_import", sheet_id=sheet.id, fate=shown, after=after)


def _row(layout: Layout, line: Any, state: SheetState) -> ShownRow:
    return ShownRow(
        number=line.row_number,
        label=line.label,
        fate=line.fate,
        url=_subject_url(line, state),
        differences=_differences(layout, line),
        problems=[(heading, text) for heading, text in line.problems],
        left_because=line.left_because,
    )


def _differences(layout: Layout, line: Any) -> list[Difference]:
    """In the order of the layout."""
    return [
        _difference(layout, column.name, line)
        for column in layout.columns
        if column.name in line.after
    ]


def _difference(layout: Layout, name: str, line: Any) -> Difference:
    column = layout.column_of[name]
    before, after = line.before.get(name), line.after.get(name)
    return Difference(
        column.heading,
        cells.shown(column.attribute, before),
        cells.shown(column.attribute, after),
    )


def _subject_url(line: Any, state: SheetState) -> str | None:
    """Where the thing is, if it is there: what a sheet created is gone once that is undone."""
    gone = line.fate is RowFate.CREATE and state is SheetState.UNDONE and not line.left_because
    if line.subject_id is None or gone or not knows(line.subject_key):
        return None
    kind = kind_of(line.subject_key)
    return url_for(kind.endpoint, **{kind.argument: line.subject_id})
