"""One sheet for each table, as a real Excel table; one for each chart, beside its values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import Cell, CellKind, Chart, ChartKind, Column, Table
from app.reports.renderers.xlsx import drawings
from app.reports.renderers.xlsx.cells import BOLD, Shelf, put, put_text, set_widths, sheet_name

HEAD = 4  # title, date and an empty row come first
MOST_ROWS = 1_048_576 - HEAD - 1  # the last row is left for the total
STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
TOTAL_LINE = Border(top=Side(style="thin"))


@dataclass(slots=True)
class Book:
    """The workbook while it is written; `contents` are its sheets with their full titles."""

    workbook: Workbook
    as_of: str
    shelf: Shelf = field(default_factory=Shelf)
    contents: list[tuple[str, str]] = field(default_factory=list)

    def add_sheet(self, name: str, title: str) -> Worksheet:
        sheet = self.workbook.create_sheet(sheet_name(name, self.workbook.sheetnames))
        self.contents.append((sheet.title, title))
        put_text(sheet["A1"], title, self.shelf)
        put_text(sheet["A2"], self.as_of, self.shelf)
        sheet["A1"].font = BOLD
        sheet["A1"].alignment = sheet["A2"].alignment = None
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        return sheet


def add_table(book: Book, table: Table) -> None:
    """More rows than a sheet can hold go on, under the same headings, on the next sheet."""
    pages = list(_pages(table.rows))
    for number, rows in enumerate(pages, start=1):
        part = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
        sheet = book.add_sheet(table.title, table.title + part)
        last = _fill(book, sheet, table.columns, rows)
        if not rows:
            put_text(sheet.cell(HEAD + 1, 1), table.empty, book.shelf)
        else:
            _make_table(book, sheet, table.columns, last)
        if table.total is not None and number == len(pages):
            _add_total(book, sheet, table, last + 1)
        set_widths(sheet, HEAD)


def add_chart(book: Book, chart: Chart) -> None:
    if not chart.drawn():
        return
    sheet = book.add_sheet(f"Chart of {chart.table.title}", chart.title)
    put_text(sheet["A3"], f"{chart.answer} {chart.left_out()}".strip(), book.shelf)
    sheet["A3"].alignment = None
    values = chart.values()
    columns, rows = list(values.columns), [list(row) for row in values.rows]
    if chart.kind is ChartKind.TIMELINE:
        columns, rows = _with_days(columns, rows)
    _fill(book, sheet, columns, rows)
    set_widths(sheet, HEAD)
    drawing = drawings.draw(sheet, chart, HEAD, first=3 if chart.group else 2)
    sheet.add_chart(drawing, f"{get_column_letter(len(columns) + 2)}{HEAD}")


def _pages(rows: Sequence[tuple[Cell, ...]]) -> Iterator[Sequence[tuple[Cell, ...]]]:
    for start in range(0, max(len(rows), 1), MOST_ROWS):
        yield rows[start : start + MOST_ROWS]


def _fill(
    book: Book, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> int:
    """Write headings and rows; return the number of the last row."""
    for place, column in enumerate(columns, start=1):
        head = sheet.cell(HEAD, place)
        put_text(head, column.label, book.shelf)
        head.font = BOLD
    for number, row in enumerate(rows, start=HEAD + 1):
        for place, (column, cell) in enumerate(zip(columns, row, strict=True), start=1):
            put(sheet.cell(number, place), cell, column, book.shelf)
    sheet.freeze_panes = sheet.cell(HEAD + 1, 2)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    return HEAD + len(rows)


def _make_table(book: Book, sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    reference = f"A{HEAD}:{get_column_letter(len(columns))}{last}"
    table = ExcelTable(displayName=f"Table{len(book.contents)}", ref=reference)
    table.tableStyleInfo = STYLE
    sheet.add_table(table)


def _add_total(book: Book, sheet: Worksheet, table: Table, number: int) -> None:
    assert table.total is not None
    for place, (column, cell) in enumerate(zip(table.columns, table.total, strict=True), start=1):
        target = sheet.cell(number, place)
        put(target, cell, column, book.shelf)
        target.font = BOLD
        target.border = TOTAL_LINE


def _with_days(
    columns: list[Column], rows: list[list[Cell]]
) -> tuple[list[Column], list[list[Cell]]]:
    """A workbook draws a bar by its length: days between the first and the last, both counted."""
    first, last = len(columns) - 2, len(columns) - 1
    days = Column("Days", CellKind.INT)
    with_days = [[*row[:last], _days(row[first], row[last]), row[last]] for row in rows]
    return [*columns[:last], days, columns[last]], with_days


def _days(start: Cell, end: Cell) -> int:
    assert isinstance(start, date)
    assert isinstance(end, date)
    return ((end - start) + timedelta(days=1)).days
