import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.reading import read_table
from tests.kernel import hostile

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("what", hostile.WORKBOOKS)
def test_a_hostile_workbook_is_refused_in_a_sentence(what):
    refused(hostile.WORKBOOKS[what](), "estate.xlsx")


@pytest.mark.parametrize("what", hostile.TEXTS)
def test_a_hostile_text_is_refused_in_a_sentence(what):
    refused(hostile.TEXTS[what](), "estate.csv")


def refused(data: bytes, file_name: str) -> None:
    began = time.monotonic()
    with pytest.raises(RuleBroken) as refusal:
        read_table(data, file_name)
    assert str(refusal.value).endswith(".")
    assert "Traceback" not in str(refusal.value)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.exe", "a", "a.csv.zip"])
def test_other_kinds_of_files_are_refused_by_name(name):
    with pytest.raises(RuleBroken, match="Choose an Excel workbook"):
        read_table(b"code,name\nA,B\n", name)


def test_the_sentence_names_the_cell_that_is_too_far_away():
    with pytest.raises(RuleBroken, match=r"“One” has a cell at XFD1048576"):
        read_table(hostile.WORKBOOKS["one cell far away"](), "estate.xlsx")


def test_a_workbook_that_is_fine_passes():
    (table,) = read_table(hostile.a_workbook(), "Estate.XLSX").tables
    assert (table.name, table.headings) == ("One", ("Code", "Name"))
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("X-1", "One"))]


def test_one_attribute_of_20_megabytes_stops_nobody():
    sheet = hostile.a_sheet(after=f'<pageSetup copies="{hostile.noise(20_000_000)}"/>')
    (table,) = read_table(hostile.a_workbook(sheet), "estate.xlsx").tables
    assert len(table.rows) == 1


def test_where_a_doctype_hides_across_two_pieces_it_is_found():
    with pytest.raises(RuleBroken, match="entities"):
        read_table(hostile.WORKBOOKS["a doctype across two pieces"](), "estate.xlsx")


def test_too_many_different_texts_are_counted_before_they_are_kept():
    with pytest.raises(RuleBroken, match="500,000 different texts"):
        read_table(hostile.WORKBOOKS["1.5 million texts"](), "estate.xlsx")


def test_a_merge_over_the_whole_grid_stops_nobody():
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (table,) = read_table(hostile.a_workbook(hostile.a_sheet(after=merged)), "estate.xlsx").tables
    assert len(table.rows) == 1


def test_a_dimension_that_lies_is_not_believed():
    sheet = hostile.a_sheet(before='<dimension ref="A1:XFD1048576"/>')
    (table,) = read_table(hostile.a_workbook(sheet), "estate.xlsx").tables
    assert table.headings == ("Code", "Name")


READS_ONE = """
from contextlib import suppress
from resource import RUSAGE_CHILDREN, getrusage
from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.reading import read_table
from tests.kernel import hostile
with suppress(RuleBroken):
    read_table(hostile.WORKBOOKS["1.5 million texts"](), "estate.xlsx")
print(getrusage(RUSAGE_CHILDREN).ru_maxrss)
"""


def test_the_child_keeps_within_its_memory():
    """Measured in a process of its own: other children of the tests may be larger."""
    command = [sys.executable, "-c", READS_ONE]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < int(told.stdout) < 512 * 1024
