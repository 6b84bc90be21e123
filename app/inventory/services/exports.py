"""Tables of what is known, in the columns of the importer, so that what leaves can come back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.inventory.facts.imports import SheetKind
from app.inventory.importing import cells
from app.inventory.importing.layouts import LAYOUTS, Column, Layout
from app.inventory.models import Sheet
from app.inventory.queries import columns as listed
from app.inventory.queries import estate
from app.inventory.queries.imports import problems_of, workbook_of
from app.inventory.queries.known import AnyRow, rows_by
from app.inventory.queries.references import KEYS
from app.inventory.services.imports.planning import model_of
from app.inventory.services.imports.staging import table_in
from app.kernel.errors import RuleBroken
from app.kernel.listing import Wanted
from app.kernel.permissions import Actor
from app.kernel.spreadsheets.tables import Format
from app.kernel.spreadsheets.writing import Cell, write_table, write_workbook
from app.kernel.spreadsheets.writing import Sheet as Page
from app.kernel.version import VERSION
from app.kernel.words import label_of
from app.organization.queries.references import directory_of_rows
from app.organization.translate import facts_of

MOST_ROWS = 50_000
ABOUT = "About this file"


@dataclass(frozen=True, slots=True)
class Cover:
    """What a reader of the file must know: what was asked for, by whom, when."""

    title: str
    by: str
    at: datetime
    filters: Sequence[tuple[str, str]] = ()


def export_kind(kind: SheetKind, format: Format, cover: Cover) -> bytes:
    """Everything known of one kind, every fact."""
    layout = LAYOUTS[kind]
    rows = sorted(rows_by(model_of(layout), "code", None), key=lambda row: row.code)
    columns = _own_columns(layout)
    pages = [Page(layout.title, _headings(columns), list(_cells(layout, columns, rows)))]
    return _written(pages, format, cover)


def export_estate(actor: Actor, wanted: Wanted, format: Format, cover: Cover) -> bytes:
    """What the list of assets shows, in its order: a sheet for each kind among them."""
    shown = estate.all_for(actor, wanted, MOST_ROWS)
    by_kind: dict[Any, list[AnyRow]] = defaultdict(list)
    for row in shown:
        by_kind[row.kind].append(row)
    layouts = [one for one in LAYOUTS.values() if one.asset_kind in by_kind]
    if format is Format.CSV and len(layouts) > 1:
        raise RuleBroken(
            "A CSV file holds one kind of assets. Filter the list by kind, or take Excel."
        )
    pages = [_estate_page(one, wanted, by_kind[one.asset_kind]) for one in layouts]
    return _written(pages or [Page("Assets", ("Code", "Name"), ())], format, cover)


def template(kind: SheetKind) -> bytes:
    """An empty workbook with every heading, and a sheet that says what may stand below each."""
    layout = LAYOUTS[kind]
    guide: list[tuple[Cell, ...]] = [
        (
            column.heading,
            "needed" if column.attribute.required else "",
            _what(column),
            column.attribute.help,
        )
        for column in layout.columns
    ]
    return write_workbook(
        [
            Page(layout.title, _headings(layout.columns), ()),
            Page("What may be said", ("Heading", "Needed", "What may be said", "Help"), guide),
        ]
    )


def refused_rows(sheet: Sheet) -> bytes:
    """The rows of a sheet that have a problem, as they came, with what is wrong with each."""
    table = table_in(workbook_of(sheet), sheet.table_name)
    problems: dict[int, list[str]] = defaultdict(list)
    for line in problems_of(sheet.id):
        problems[line.row_number] += [f"{heading}: {text}" for heading, text in line.problems]
    rows: list[tuple[Cell, ...]] = [
        (row.number, *row.cells, "\n".join(problems[row.number]))
        for row in table.rows
        if row.number in problems
    ]
    return write_workbook([Page(table.name, ("Row", *table.headings, "What is wrong"), rows)])


def _estate_page(layout: Layout, wanted: Wanted, rows: Sequence[AnyRow]) -> Page:
    """Code and name, then the chosen columns: facts as the importer reads them, others as shown."""
    chosen = listed.chosen(wanted.columns)
    columns = [layout.column_of[name] for name in ("code", "name")]
    columns += [layout.column_of[c.name] for c in chosen if c.name in layout.own - {"code", "name"}]
    others = [one for one in chosen if one.name not in layout.own]
    known = {row.id: row for row in rows_by(model_of(layout), "id", {row.id for row in rows})}
    facts = _cells(layout, columns, [known[row.id] for row in rows])
    beside = ([_as_shown(one, row) for one in others] for row in rows)
    headings = [*_headings(columns), *(one.label for one in others)]
    both = [[*a, *b] for a, b in zip(facts, beside, strict=True)]
    return Page(layout.title, headings, both)


def _own_columns(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.name in layout.own]


def _headings(columns: Iterable[Column]) -> list[str]:
    return [column.heading for column in columns]


def _cells(
    layout: Layout, columns: Sequence[Column], rows: Sequence[AnyRow]
) -> Iterator[list[Cell]]:
    directory = directory_of_rows(((layout.facts, row) for row in rows), KEYS)
    for row in rows:
        facts = facts_of(layout.facts, row, directory)
        yield [cells.write(one.attribute, getattr(facts, one.name)) for one in columns]


def _as_shown(column: listed.Column, row: AnyRow) -> Cell:
    """What the list shows beside the facts; points and shares are kept in thousandths."""
    value: Any = getattr(row, column.label_in_row)
    if isinstance(value, StrEnum):
        return label_of(value)
    if value is not None and column.look in (listed.Look.POINTS, listed.Look.SHARE):
        return Decimal(value) / 1000
    return value  # type: ignore[no-any-return]


def _what(column: Column) -> str:
    if column.attribute.words:
        return "; ".join(label_of(word) for word in column.attribute.words)
    return WHAT.get(column.attribute.shape, "")


WHAT: Mapping[str, str] = {
    "choices": "several, with a semicolon between them",
    "day": "a day, such as 2026-11-24",
    "decimal": "a number",
    "integer": "a whole number",
    "lines": "several, with a semicolon between them",
    "money": "an amount, such as 1,250.50",
    "yes_no": "yes or no",
}


def _written(pages: Sequence[Page], format: Format, cover: Cover) -> bytes:
    if format is Format.CSV:
        return write_table(format, pages[0].name, pages[0].headings, pages[0].rows)
    about = [
        ("What", cover.title),
        ("When", f"{cover.at:%Y-%m-%d %H:%M} UTC"),
        ("By", cover.by),
        ("Program", f"Isocenter {VERSION}"),
        *cover.filters,
    ]
    return write_workbook([*pages, Page(ABOUT, ("About", "This file"), about)])
