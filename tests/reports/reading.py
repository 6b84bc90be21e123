"""Reads a finished report back, each format with the library of its readers."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pypdf import PdfReader

from app.reports.document import PER_UNIT, Cell, CellKind, Column, Document
from app.reports.renderers.words import written_rows, written_total


def figures(document: Document) -> list[tuple[Column, Cell]]:
    """Every value of every table, sums included."""
    return [
        (column, cell)
        for table in document.tables()
        for row in table.all_rows()
        for column, cell in zip(table.columns, row, strict=True)
    ]


def words(document: Document) -> list[str]:
    """Every value as a reader of the page or the print meets it."""
    return [
        word
        for table in document.tables()
        for row in (*written_rows(table), written_total(table))
        for word in row
    ]


def cells_of(workbook: bytes) -> list[object]:
    sheets = load_workbook(BytesIO(workbook)).worksheets
    return [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]


def as_a_workbook_holds(column: Column, cell: Cell) -> object:
    if cell is None:
        return column.missing
    if column.kind in {CellKind.DATE, CellKind.TEXT}:
        return cell or None
    parts = 1000 if column.kind is CellKind.PERCENT else PER_UNIT[column.kind]
    return float(Decimal(cell) / parts)


def comparable(value: object) -> object:
    """A day is a day, and a number a number, however the library gave it back."""
    if hasattr(value, "date"):
        return value.date()
    if isinstance(value, int) and not isinstance(value, date):
        return float(value)
    return value


def text_of(pdf: bytes) -> str:
    return flat("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def words_of_page(page: BeautifulSoup) -> set[str]:
    return {flat(cell.text) for cell in page.select("tbody th, tbody td")}


def flat(text: str) -> str:
    """Without the breaks of lines, and without the invisible places where a word may break."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()
