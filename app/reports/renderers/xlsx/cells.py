"""Values in cells: numbers as numbers, text as text that can never run, nothing cut in silence."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import PER_UNIT, Cell, CellKind, Column
from app.reports.renderers.words import clean
from app.web.filters import day

LONGEST_TEXT = 32_767  # in units of UTF-16, as the file format counts
PIECE = 16_000
LONGEST_NAME = 31
MOST_DIGITS = 10**15  # a larger number would lose its last digits
LONG_TEXTS = "Long texts"

FORMATS = {
    CellKind.INT: "#,##0",
    CellKind.DECIMAL: "General",
    CellKind.MONEY: "#,##0.00",
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.PERCENT: "0.0%",
    CellKind.SCORE: "0.0",
}
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Shelf:
    """Texts too long for a cell, with the place they belong to."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def fit(self, text: str, place: str) -> str:
        if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
            return text
        self.texts.append((place, text))
        return f"{text[:PIECE]} … [the whole text is on the sheet {LONG_TEXTS}]"

    def pieces(self) -> list[tuple[str, str]]:
        return [
            (place, text[start : start + PIECE])
            for place, text in self.texts
            for start in range(0, len(text), PIECE)
        ]


def put(place: SheetCell, cell: Cell, column: Column, shelf: Shelf) -> None:
    """Write one value of a table."""
    if cell is None:
        put_text(place, column.missing, shelf)
    elif column.kind is CellKind.DATE and isinstance(cell, date):
        _put_day(place, cell, shelf)
    elif isinstance(cell, int) and abs(cell) < MOST_DIGITS:
        place.value = _number(cell, column.kind)
        place.number_format = FORMATS[column.kind]
    else:
        put_text(place, str(cell), shelf)


def put_text(place: SheetCell, text: str, shelf: Shelf) -> None:
    """Text stays text: what begins with "=" is no formula, what looks like an escape is none."""
    if not text:
        return
    where = f"{place.parent.title}!{place.coordinate}"
    place.value = _ESCAPE_LOOKALIKE.sub("_x005F_", shelf.fit(clean(text), where))
    place.data_type = "s"
    place.alignment = WRAPPED


def sheet_name(title: str, taken: list[str]) -> str:
    """A name Excel accepts: at most 31 letters, none forbidden, none taken in either case."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", clean(title)).strip(" '") or "Sheet"
    used = {one.casefold() for one in (*taken, "History", LONG_TEXTS)}
    number, candidate = 1, _shortened(name, "")
    while candidate.casefold() in used:
        number += 1
        candidate = _shortened(name, f" {number}")
    return candidate


def set_widths(sheet: Worksheet, first_row: int) -> None:
    """As wide as the longest value, within reason; longer text wraps."""
    for cells in sheet.iter_cols(min_row=first_row):
        longest = max((len(str(cell.value or "")) for cell in cells[:500]), default=0)
        sheet.column_dimensions[cells[0].column_letter].width = min(max(longest + 3, 12), 60)


def _put_day(place: SheetCell, cell: date, shelf: Shelf) -> None:
    if cell.year < 1901:  # before the first day a workbook can count
        put_text(place, day(cell), shelf)
        return
    place.value = cell
    place.number_format = FORMATS[CellKind.DATE]


def _number(cell: int, kind: CellKind) -> int | Decimal:
    if kind is CellKind.INT:
        return cell
    parts = 1000 if kind is CellKind.PERCENT else PER_UNIT[kind]
    return Decimal(cell) / parts


def _shortened(name: str, tail: str) -> str:
    room = LONGEST_NAME - len(tail.encode("utf-16-le")) // 2
    while len(name.encode("utf-16-le")) // 2 > room:
        name = name[:-1]
    return name.rstrip(" '") + tail
