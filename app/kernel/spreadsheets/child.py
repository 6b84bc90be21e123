"""A process that parses one file within limits and answers in JSON; it imports nothing of ours."""

import codecs
import csv
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import python_calamine

MAX_MEMORY = 512 * 1024 * 1024
MAX_SECONDS = 10
MAX_ROWS = 50_000
MAX_COLUMNS = 120
MAX_CHARACTERS = 32_767
MAX_STRINGS = 500_000
MAX_CELLS = 2_500_000

DELIMITERS = (",", ";", "\t", "|")
CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp437", "ascii")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = re.compile(rb"<f[\s/>]")
_ERROR = re.compile(rb' t="e"')
_FAR_RIGHT = re.compile(rb' r="((?:[A-Za-z]{3}|[E-Ze-z][A-Za-z]|[Dd][Q-Zq-z])\d+)"')
_FAR_DOWN = re.compile(rb' r="([A-Za-z]{0,3}(?:[5-9]\d{4}|\d{6,}))"')
_CELL = re.compile(rb'<c\s[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"')
_STRING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?si[\s/>]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

Answer = dict[str, Any]
Cells = list[str]


class Refusal(Exception):
    """Its message is a sentence for the person who chose the file."""


def main() -> None:
    """Answer for the file on standard input; the format is the only argument."""
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    data = sys.stdin.buffer.read()
    for name in CODECS:
        codecs.lookup(name)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))  # from here on no file and no connection
    try:
        answer = read_xlsx(data) if sys.argv[1] == "xlsx" else read_csv(data)
    except Refusal as refusal:
        answer = {"refusal": str(refusal)}
    sys.stdout.write(json.dumps(answer))


def read_xlsx(data: bytes) -> Answer:
    notes, tables, cells = [], [], 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        _check_strings(archive)
        parts = _parts(archive)
        book = python_calamine.load_workbook(BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
                notes.append(f"The hidden sheet “{sheet.name}” was left out.")
                continue
            xml = _usual(archive.read(parts[sheet.name]))
            _check_extent(sheet.name, xml)
            values = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            rows = [[_text(value) for value in row] for row in values]
            refused = list(_refused(xml))
            _mark(rows, refused)
            numbered = list(_not_blank(rows))
            cells += sum(len(row) for _, row in numbered)
            _check_amount(sheet.name, len(numbered), cells)
            tables.append({"name": sheet.name, "rows": numbered, "refused": refused})
    return {"tables": tables, "notes": notes}


def _check_strings(archive: zipfile.ZipFile) -> None:
    name = "xl/sharedStrings.xml"
    if name in archive.namelist():
        count = sum(1 for _ in _STRING.finditer(archive.read(name)))
        if count > MAX_STRINGS:
            raise Refusal(f"This workbook has more than {MAX_STRINGS:,} different texts. Split it.")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive in which each sheet is written, by the sheet's name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_RELATIONS}id"), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name", "")] = part
    return found


def _usual(xml: bytes) -> bytes:
    """The same sheet, spelled as every spreadsheet spells it, so that it can be searched fast."""
    if b"<worksheet" not in xml[:4096]:
        xml = re.sub(rb"<(/?)[A-Za-z_][\w.-]*:", rb"<\1", xml)
    if b"='" in xml or b" =" in xml or b"= " in xml:
        xml = re.sub(rb"""\s(r|t)\s*=\s*["']([^"'<>]*)["']""", rb' \1="\2"', xml)
    return xml


def _check_extent(name: str, xml: bytes) -> None:
    """Where the sheet says its cells stand, before anything reserves room for them."""
    if far := _FAR_RIGHT.search(xml):
        cell = far.group(1).decode()
        raise Refusal(
            f"The sheet “{name}” has a cell at {cell}. A sheet may have at most {MAX_COLUMNS}"
            " columns; delete what stands to the right of the table."
        )
    for far in _FAR_DOWN.finditer(xml):
        cell = far.group(1).decode()
        if int(cell.lstrip(_LETTERS)) > MAX_ROWS + 1:
            raise Refusal(
                f"The sheet “{name}” goes down to row {cell}. A sheet may have at most"
                f" {MAX_ROWS:,} rows; delete what stands below the table, or split it."
            )


def _refused(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Cells that hold a formula or an error in place of a value."""
    for pattern, reason in (
        (_FORMULA, "holds a formula; paste its value in its place"),
        (_ERROR, "holds an error of the spreadsheet in place of a value"),
    ):
        for found in pattern.finditer(xml):
            place = _CELL.match(xml, xml.rfind(b"<c ", 0, found.end()))
            if place is None:
                raise Refusal("This workbook has formulas or errors. Paste values in their place.")
            yield int(place.group(2)), _column(place.group(1)), reason


def _mark(rows: list[Cells], refused: Iterable[tuple[int, int, str]]) -> None:
    """What a formula gave last time is no value: nobody shall take it for one."""
    for number, column, _ in refused:
        rows.extend([] for _ in range(number - len(rows)))
        row = rows[number - 1]
        row.extend([""] * (column + 1 - len(row)))
        row[column] = "(no value)"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, days without a time."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def read_csv(data: bytes) -> Answer:
    text, notes = _decode(data)
    if told := re.match(r"sep=([,;\t|])\r?\n", text):
        text = text[told.end() :]
    delimiter = told.group(1) if told else _delimiter(text)
    csv.field_size_limit(MAX_CHARACTERS)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered: list[tuple[int, Cells]] = []
    cells = 0
    try:
        for number, row in _not_blank(reader):
            cells += len(row)
            _check_amount("", len(numbered), cells)
            if len(row) > MAX_COLUMNS:
                raise Refusal(f"Row {number} has {len(row)} columns; {MAX_COLUMNS} are allowed.")
            numbered.append((number, row))
    except csv.Error as error:
        raise Refusal(_csv_error(str(error), reader.line_num)) from error
    return {"tables": [{"name": "", "rows": numbered, "refused": []}], "notes": notes}


def _decode(data: bytes) -> tuple[str, list[str]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16"), []
    zeros = data[:4096].count(0)
    if zeros and zeros * 3 >= len(data[:4096]):
        return _strictly(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"), []
    if zeros or 0 in data:
        raise Refusal("This file holds characters that no text has; it is not a CSV file.")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        note = "This file is not in UTF-8. It was read as Western European: check its accents."
        return data.decode("cp1252" if _is_windows(data) else "latin-1"), [note]


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("This file begins as UTF-16 and does not stay so. Save it again.") from error


def _is_windows(data: bytes) -> bool:
    return not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d")


def _delimiter(text: str) -> str:
    """The one by which the first rows have most columns, and the same number of them."""
    return max(DELIMITERS, key=lambda one: (_evenness(text, one), -DELIMITERS.index(one)))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    widths = []
    try:
        for row in csv.reader(StringIO(text[:65536], newline=""), delimiter=delimiter):
            if row:
                widths.append(len(row))
            if len(widths) == 50:
                break
    except csv.Error:
        return 0, 0
    if not widths or widths[0] == 1:
        return 0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _csv_error(error: str, line: int) -> str:
    if "unexpected end" in error:
        return "This file opens a quotation mark that it never closes."
    if "larger than field limit" in error:
        return f"Line {line} has a cell with more than {MAX_CHARACTERS:,} characters."
    return f"Line {line} has a quotation mark in the wrong place. Save the file again as CSV."


def _not_blank(rows: Iterable[Cells]) -> Iterator[tuple[int, Cells]]:
    """Rows that hold anything, with the numbers a spreadsheet shows, without empty cells behind."""
    for number, row in enumerate(rows, start=1):
        while row and not row[-1]:
            row.pop()
        if row:
            yield number, row


def _check_amount(name: str, rows: int, cells: int) -> None:
    where = f"The sheet “{name}”" if name else "This file"
    if rows > MAX_ROWS + 1:
        raise Refusal(f"{where} has more than {MAX_ROWS:,} rows. Split it.")
    if cells > MAX_CELLS:
        raise Refusal(f"{where} has more than {MAX_CELLS:,} cells. Split it.")


if __name__ == "__main__":
    main()
