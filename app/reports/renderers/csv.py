"""The first table of a document, row by row, for programs; days as programs write them."""

from app.kernel.spreadsheets.tables import Format
from app.kernel.spreadsheets.writing import write_table
from app.reports.document import Document, Edition


def render(document: Document, _edition: Edition) -> bytes:
    table = document.tables()[0]
    headings = [column.label for column in table.columns]
    rows = [list(row) for row in table.all_rows()]
    return write_table(Format.CSV, table.title, headings, rows)
