"""The workbook as a whole: cover, sheets in the order of the document, the same bytes each time."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import Chart, Document, Edition, Paragraph, Table
from app.reports.renderers.xlsx.cells import BOLD, LONG_TEXTS, put_text
from app.reports.renderers.xlsx.sheets import Book, add_chart, add_table
from app.web.filters import day

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def render(document: Document, edition: Edition) -> bytes:
    workbook = Workbook()
    cover = workbook.active
    cover.title = "Cover"
    book = Book(workbook, f"As of {day(document.as_of)}")
    for block in document.blocks():
        if isinstance(block, Table):
            add_table(book, block)
        elif isinstance(block, Chart):
            add_chart(book, block)
    _write_cover(book, cover, document, edition)
    _write_long_texts(book)
    workbook.properties.title = document.title
    workbook.properties.creator = edition.made_by
    workbook.properties.created = edition.made_at.replace(tzinfo=None)
    return _packed(workbook, edition)


def _write_cover(book: Book, cover: Worksheet, document: Document, edition: Edition) -> None:
    put_text(cover["A1"], document.title, book.shelf)
    cover["A1"].font = Font(bold=True, size=18)
    cover["A1"].alignment = None
    lines = [
        ("As of", day(document.as_of)),
        ("Made by", edition.made_by),
        ("Made at", f"{edition.made_at:%Y-%m-%d %H:%M} UTC"),
        ("Version", f"Isocenter {edition.version}"),
        *(("Filter", text) for text in document.filters),
        *(("Source", text) for text in document.sources),
        *(
            (section.heading, block.text)
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Paragraph)
        ),
        *((f"Sheet {name}", title) for name, title in book.contents),
    ]
    for number, (label, text) in enumerate(lines, start=3):
        put_text(cover.cell(number, 1), label, book.shelf)
        put_text(cover.cell(number, 2), text, book.shelf)
        cover.cell(number, 1).font = BOLD
    cover.column_dimensions["A"].width = 36
    cover.column_dimensions["B"].width = 90


def _write_long_texts(book: Book) -> None:
    pieces = book.shelf.pieces()
    if not pieces:
        return
    sheet = book.workbook.create_sheet(LONG_TEXTS)
    for number, row in enumerate([("Cell", "Text, in pieces"), *pieces], start=1):
        for place, text in enumerate(row, start=1):
            put_text(sheet.cell(number, place), text, book.shelf)


def _packed(workbook: Workbook, edition: Edition) -> bytes:
    """Saved without the time of saving: the same document at the same time is the same file."""
    saved, packed = BytesIO(), BytesIO()
    workbook.save(saved)
    stamp = rb"\g<1>" + f"{edition.made_at:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>"
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, edition.made_at.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, _MODIFIED.sub(stamp, old.read(name)))
    return packed.getvalue()
