from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Format
from app.kernel.spreadsheets.text import clean, guard, unguard
from app.kernel.spreadsheets.writing import Sheet, write_table, write_workbook

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "|",
    "%",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "'=",
    "''=",
    "#",
]
ENDS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "N/A"]
TRIGGERS = [start + end for start in STARTS for end in ENDS]


def back(data: bytes, format: Format) -> list[tuple[str, ...]]:
    (table,) = read_table(data, f"a.{format.value}").tables
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("format", Format)
def test_no_text_becomes_a_live_cell_and_every_text_comes_back(format):
    texts = [*TRIGGERS, "_x0041_", "a\nb", "<b>&amp;", "#DIV/0!", "TRUE", "007", "1e5", "'"]
    data = write_table(format, "Texts", ["text"], [[text] for text in texts])
    assert back(data, format) == [(clean(text),) for text in texts]


def test_a_workbook_holds_no_formula_and_no_error():
    data = write_table(Format.XLSX, "=1", ["=1+1"], [[text] for text in TRIGGERS])
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


def test_a_csv_file_holds_no_cell_that_a_spreadsheet_would_run():
    lines = write_table(Format.CSV, "x", ["=h"], [[text] for text in TRIGGERS]).decode("utf-8-sig")
    assert not [line for line in lines.splitlines() if line.strip('"').startswith(tuple("=+-@|%"))]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_guarding_a_text_can_always_be_taken_back(texts):
    for text in texts:
        for start in ("", "'", "''", "="):
            assert unguard(guard(start + text)) == start + text


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("format", Format)
def test_whatever_is_written_is_read_back_clean(format, rows):
    rows = [["x" + one, other] for one, other in rows]
    expected = [tuple(clean(text) for text in row) for row in rows]
    assert back(write_table(format, "x", ["a", "b"], rows), format) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("format", Format)
def test_numbers_days_and_the_unknown_are_what_they_are(format):
    data = write_table(format, "x", list("abcde"), [[1, 0.5, date(2026, 11, 24), None, True]])
    assert back(data, format) == [("1", "0.5", "2026-11-24", "", "yes")]


@pytest.mark.parametrize("format", Format)
def test_the_same_rows_give_the_same_bytes(format):
    first, second = (write_table(format, "x", ["a"], [["b"], [1]]) for _ in range(2))
    assert first == second


def test_names_of_sheets_are_short_allowed_and_different():
    names = ["a/b[c]:d", "x" * 40, "X" * 40, "", "'quoted'"]
    data = write_workbook([Sheet(name, ["a"], [[1]]) for name in names])
    written = openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert written == ["a b c  d", "x" * 31, "X" * 27 + " (2)", "Sheet", "quoted"]


def test_nothing_is_cut_in_silence():
    assert back(write_table(Format.XLSX, "x", ["a"], [["y" * 32_767]]), Format.XLSX)
    with pytest.raises(RuleBroken, match="longer than a cell"):
        write_table(Format.XLSX, "x", ["a"], [["y" * 32_768]])
