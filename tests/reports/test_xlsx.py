from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from app.reports.document import CellKind, Chart, ChartKind, Column
from app.reports.renderers.xlsx import book, cells, sheets
from tests.factories.reports import AN_EDITION, a_document, a_full_document, a_table

TRIGGERS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|'/C calc'!A0",
    "http://evil.example/",
    "{=1}",
    "#REF!",
    "_x0041_",
    "00123",
    "  spaces  ",
    "true",
]


def opened(document):
    return load_workbook(BytesIO(book.render(document, AN_EDITION)))


@pytest.mark.parametrize("text", TRIGGERS)
def test_text_stays_text_everywhere(text):
    table = a_table((text,), title=f"T {text}", total=(text,))
    page = opened(a_document(table, title=text))
    assert page.worksheets[1]["A5"].value == text.replace("_x0041_", "_x005F_x0041_")
    for sheet in page:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}, cell.coordinate
                assert cell.hyperlink is None


def test_no_text_is_an_empty_cell():
    sheet = opened(a_document(a_table(("",), ("A",))))["Things"]
    assert [row[0] for row in sheet.iter_rows(min_row=5, values_only=True)] == [None, "A"]
    assert sheet["A5"].data_type == "n"


def test_numbers_are_numbers_with_a_format():
    columns = (
        Column("Amount", CellKind.MONEY, "USD"),
        Column("Share", CellKind.PERCENT),
        Column("Score", CellKind.SCORE),
        Column("Count", CellKind.INT),
    )
    sheet = opened(a_document(a_table((123_456, 667, 73_250, 1_000), columns=columns)))["Things"]
    assert [cell.value for cell in sheet[5]] == [1234.56, 0.667, 73.25, 1000]
    assert [cell.number_format for cell in sheet[5]] == ["#,##0.00", "0.0%", "0.0", "#,##0"]


def test_a_number_with_more_digits_than_excel_keeps_stays_whole_as_text():
    column = Column("Amount", CellKind.INT)
    sheet = opened(a_document(a_table((10**15 + 1,), columns=(column,))))["Things"]
    assert sheet["A5"].value == "1000000000000001"


def test_each_table_is_an_excel_table_with_a_filter_and_its_sum_below_it():
    page = opened(a_full_document())
    sheet = page["Money by fiscal year"]
    (table,) = sheet.tables.values()
    assert table.ref == "A4:C6"
    assert table.autoFilter.ref == "A4:C6"
    assert [cell.value for cell in sheet[7]] == ["Total", 1734567.89, 75000.5]
    assert sheet.freeze_panes == "B5"
    names = [name for one in page for name in one.tables]
    assert len(names) == len(set(names)) == 3


def test_each_chart_is_native_and_stands_beside_its_values():
    page = opened(a_full_document())
    charts = {sheet.title: sheet._charts for sheet in page if sheet._charts}
    assert list(charts) == [
        "Chart of Initiatives",
        "Chart of Money by fiscal year",
        "Chart of Departments by fit",
    ]
    timeline = charts["Chart of Initiatives"][0]
    before, lasts = timeline.series
    assert before.graphicalProperties.noFill
    assert [point.idx for point in lasts.dPt] == [0, 1]
    assert (timeline.type, timeline.grouping) == ("bar", "stacked")
    columns = charts["Chart of Money by fiscal year"][0]
    assert (columns.type, columns.grouping) == ("col", "stacked")
    assert not columns.x_axis.delete
    days = [row[3] for row in page["Chart of Initiatives"].iter_rows(min_row=5, values_only=True)]
    assert days == [269, 304]


def test_the_cover_says_what_when_by_whom_and_with_which_filters():
    rows = list(opened(a_full_document())["Cover"].iter_rows(values_only=True))
    assert rows[0][0] == "Roadmap of Quillwater"
    for line in (
        ("As of", "24 Nov 2026"),
        ("Made by", "Ada O'Neil"),
        ("Made at", "2026-11-24 12:30 UTC"),
        ("Version", "Isocenter 0.1.0"),
        ("Filter", "Every phase"),
        ("Source", "Roadmap and funds of Quillwater"),
        ("In short", "Three initiatives are planned."),
        ("Sheet Initiatives", "Initiatives"),
    ):
        assert line in rows


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a" * 31, "a" * 31),
        ("a" * 32, "a" * 31),
        ("By [kind]: a/b?*\\c", "By  kind   a b   c"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("cover", "cover 2"),
        ("😀" * 16, "😀" * 15),
    ],
)
def test_a_sheet_has_a_name_excel_accepts(title, name):
    assert cells.sheet_name(title, ["Cover"]) == name


def test_sheets_of_one_name_are_told_apart():
    first, second = a_table(("A",), title="b" * 40), a_table(("B",), title="B" * 40)
    assert opened(a_document(first, second)).sheetnames[1:] == ["b" * 31, "B" * 29 + " 2"]


@pytest.mark.parametrize("length", [32_766, 32_767, 32_768, 70_000])
def test_a_long_text_is_never_cut_in_silence(length):
    text = "".join(chr(97 + number % 26) for number in range(length))
    page = opened(a_document(a_table((text,))))
    told = page["Things"]["A5"].value
    if length <= 32_767:
        assert told == text
        assert cells.LONG_TEXTS not in page.sheetnames
        return
    assert "the whole text is on the sheet Long texts" in told
    pieces = list(page[cells.LONG_TEXTS].iter_rows(min_row=2, values_only=True))
    assert {where for where, _ in pieces} == {"Things!A5"}
    assert "".join(piece for _, piece in pieces) == text


def test_letters_that_count_twice_are_counted_twice():
    page = opened(a_document(a_table(("😀" * 16_384,))))
    assert cells.LONG_TEXTS in page.sheetnames


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    table = a_table(("A",), ("B",), ("C",), total=("Total",))
    page = opened(a_document(table))
    assert page.sheetnames == ["Cover", "Things", "Things 2"]
    assert page["Things"]["A1"].value == "Things (1 of 2)"
    told = [row[0] for row in page["Things 2"].iter_rows(min_row=4, values_only=True)]
    assert told == ["Name", "C", "Total"]


def test_the_last_row_of_a_sheet_is_left_for_the_sum():
    assert sheets.HEAD + sheets.MOST_ROWS + 1 == 1_048_576


def test_an_empty_table_says_so_and_draws_nothing():
    columns = (Column("Name"), Column("Number", CellKind.INT))
    table = a_table(columns=columns, empty="No initiative is planned yet.")
    chart = Chart(ChartKind.BARS, "How many?", "None.", table, "Name", ("Number",))
    page = opened(a_document(chart, table))
    assert page.sheetnames == ["Cover", "Things"]
    assert page["Things"]["A5"].value == "No initiative is planned yet."


def test_the_same_report_at_the_same_time_is_the_same_file():
    first = book.render(a_full_document(), AN_EDITION)
    with ZipFile(BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2026, 11, 24, 12, 30, 0)}
        assert b"2026-11-24T12:30:00Z" in archive.read("docProps/core.xml")
    assert book.render(a_full_document(), AN_EDITION) == first


def test_nothing_in_the_file_leads_outside():
    with ZipFile(BytesIO(book.render(a_full_document(), AN_EDITION))) as archive:
        for name in archive.namelist():
            assert b'TargetMode="External"' not in archive.read(name)
            assert "externalLink" not in name
            assert "vbaProject" not in name
