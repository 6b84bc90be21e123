"""Rows out, as a workbook or as CSV: text stays text, nothing is cut, same rows give same bytes."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.tables import MAX_CHARACTERS, Format
from app.kernel.spreadsheets.text import clean, guard

MOST_ROWS = 1_048_575
LONGEST_NAME = 31
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")

Cell = str | int | float | Decimal | date | None
Rows = Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    headings: Sequence[str]
    rows: Rows


def write_table(format: Format, title: str, headings: Sequence[str], rows: Rows) -> bytes:
    """One table as a file."""
    if format is Format.CSV:
        return "".join(csv_lines(headings, rows)).encode("utf-8-sig")
    return write_workbook([Sheet(title, headings, rows)])


def csv_lines(headings: Sequence[str], rows: Rows) -> Iterator[str]:
    """Line by line, so that a long export is never held whole; UTF-8 with a BOM suits Excel."""
    line = StringIO(newline="")
    writer = csv.writer(line)
    for row in chain([headings], rows):
        writer.writerow([_guarded(value) for value in row])
        yield _emptied(line)


def _emptied(line: StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _guarded(value: Cell) -> str:
    if isinstance(value, str):
        return guard(clean(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Each sheet with bold headings that stay in view and a filter."""
    book, names = Workbook(write_only=True), set[str]()
    book.properties.created = book.properties.modified = EPOCH
    try:
        for sheet in sheets:
            _write(book.create_sheet(_free_name(sheet.name, names)), sheet)
    except BaseException:
        for page in book.worksheets:
            page.close()
        raise
    return _saved(book)


def _write(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    for column, heading in enumerate(sheet.headings, start=1):
        page.column_dimensions[get_column_letter(column)].width = max(12, len(heading) + 4)
    page.append([_heading(page, heading) for heading in sheet.headings])
    count = _append(page, sheet)
    if sheet.headings:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{count + 1}"


def _append(page: Any, sheet: Sheet) -> int:
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        if count > MOST_ROWS:
            raise RuleBroken("A workbook holds at most 1,048,575 rows. Export as CSV, or filter.")
        page.append([as_cell(page, value) for value in row])
    return count


def as_cell(page: Any, value: Cell) -> Any:
    """Text stays text: a name that begins with "=" or "#" becomes no formula and no error."""
    if not isinstance(value, str):
        return ("yes" if value else "no") if isinstance(value, bool) else value
    text = _ESCAPED.sub("_x005F_", clean(value))
    if len(text) > MAX_CHARACTERS:
        raise RuleBroken(f"“{text[:40]}…” is longer than a cell of a workbook. Export as CSV.")
    return _text_cell(page, text) if text.startswith(("=", "#")) else text


def _text_cell(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell


def _heading(page: Any, heading: str) -> Any:
    cell = _text_cell(page, clean(heading))
    cell.font = Font(bold=True)
    return cell


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts and no other sheet has, also without regard to case."""
    base = clean(name.translate(_FORBIDDEN_IN_NAMES)).strip("'") or "Sheet"
    free, number = base[:LONGEST_NAME], 1
    while free.casefold() in taken:
        number += 1
        ending = f" ({number})"
        free = base[: LONGEST_NAME - len(ending)] + ending
    taken.add(free.casefold())
    return free


class _TimelessZip(zipfile.ZipFile):
    """An archive whose parts bear no time, so that the same rows give the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any) -> None:
        info = zipfile.ZipInfo(zinfo_or_arcname)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data, *args)

    def write(self, filename: Any, arcname: Any = None, *args: Any) -> None:
        self.writestr(arcname or filename, Path(filename).read_bytes(), *args)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    ExcelWriter(book, _TimelessZip(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()
