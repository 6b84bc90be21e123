import pytest

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets import child, tables
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Refused, from_plain, letter
from tests.kernel.hostile import a_sheet, a_workbook, text_cell


def cells(text: str | bytes, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    data = text if isinstance(text, bytes) else text.encode(encoding)
    (table,) = read_table(data, "a.csv").tables
    return [table.headings, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = f"code{delimiter}name\nA{delimiter}one, two\nB{delimiter}three\n"
    if delimiter == ",":
        text = text.replace("one, two", '"one, two"')
    assert cells(text) == [("code", "name"), ("A", "one, two"), ("B", "three")]


def test_a_delimiter_that_the_file_names_is_believed():
    assert cells("sep=;\ncode;name\nA;1,5\n") == [("code", "name"), ("A", "1,5")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found_without_a_word(encoding):
    text = "code,name\nA,Röntgen\n"
    assert cells(text, encoding) == [("code", "name"), ("A", "Röntgen")]
    assert read_table(text.encode(encoding), "a.csv").notes == ()


def test_an_old_encoding_is_read_and_named():
    book = read_table("code,name\nA,Röntgen “x”\n".encode("cp1252"), "a.csv")
    assert book.tables[0].rows[0].cells == ("A", "Röntgen “x”")
    assert "not in UTF-8" in book.notes[0]
    assert read_table(b"code\n\x81\xe9\n", "a.csv").tables[0].rows[0].cells == ("é",)


def test_leading_zeros_and_long_numbers_stay_as_they_are():
    assert cells("code,n\n010005,12345678901234567890\n")[1] == ("010005", "12345678901234567890")


def test_line_breaks_inside_quotes_do_not_shift_the_row_numbers():
    (table,) = read_table(b'code,note\nA,"x\r\ny"\n\nB,z\n', "a.csv").tables
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("A", "x\ny")), (4, ("B", "z"))]


def test_rows_are_as_wide_as_the_headings_and_every_heading_differs():
    assert cells("code,,code\nA\nB,1,2,3\n") == [
        ("code", "Column B", "code (2)", "Column D"),
        ("A", "", "", ""),
        ("B", "1", "2", "3"),
    ]


def test_text_is_composed_and_without_what_cannot_be_seen():
    assert cells("code\ne\u0301\u202e\u200bx\x07 \ufeff\n") == [("code",), ("éx",)]


def test_what_stands_in_the_cells_of_a_workbook_comes_as_text():
    rows = (
        f'<row r="3">{text_cell("A3", "code")}{text_cell("B3", "value")}</row>'
        f'<row r="5">{text_cell("A5", "007")}<c r="B5"><v>7</v></c></row>'
        f'<row r="6">{text_cell("A6", "x")}<c r="B6"><v>48.963</v></c></row>'
        f'<row r="7">{text_cell("A7", "y")}<c r="B7" t="b"><v>1</v></c></row>'
    )
    (table,) = read_table(a_workbook(a_sheet(rows)), "a.xlsx").tables
    assert table.headings == ("code", "value")
    assert [(row.number, *row.cells) for row in table.rows] == [
        (5, "007", "7"),
        (6, "x", "48.963"),
        (7, "y", "yes"),
    ]


def test_formulas_and_errors_are_refused_by_cell():
    rows = (
        f'<row r="1">{text_cell("A1", "code")}{text_cell("B1", "value")}</row>'
        f'<row r="2">{text_cell("A2", "a")}<c r="B2"><f>1+1</f><v>2</v></c></row>'
        f'<row r="3">{text_cell("A3", "b")}<c r="B3" t="e"><v>#N/A</v></c></row>'
        f'<row r="4">{text_cell("A4", "c")}<c r="B4"><v>2</v></c></row>'
    )
    (table,) = read_table(a_workbook(a_sheet(rows)), "a.xlsx").tables
    assert table.refused == (
        Refused(2, 1, "holds a formula; paste its value in its place"),
        Refused(3, 1, "holds an error of the spreadsheet in place of a value"),
    )


def test_formulas_are_found_in_whatever_way_they_are_spelled():
    sheet = a_sheet(
        f'<row r="1">{text_cell("A1", "code")}</row><row r="2"><c r = \'A2\'><f>1</f></c></row>'
    )
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    for odd in (sheet, prefixed):
        (table,) = read_table(a_workbook(odd), "a.xlsx").tables
        assert [(cell.row, cell.column) for cell in table.refused] == [(2, 0)]


def test_a_formula_as_heading_is_refused():
    rows = '<row r="1"><c r="A1"><f>1</f><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    with pytest.raises(RuleBroken, match="heading of column A holds a formula"):
        read_table(a_workbook(a_sheet(rows)), "a.xlsx")


def test_a_hidden_sheet_is_left_out_and_named():
    book = a_workbook(
        **{
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
            '2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/>'
            '<sheet name="Two" sheetId="2" state="hidden" r:id="r1"/></sheets></workbook>'
        }
    )
    read = read_table(book, "a.xlsx")
    assert [table.name for table in read.tables] == ["One"]
    assert read.notes == ("The hidden sheet “Two” was left out.",)


def test_a_workbook_survives_being_kept_as_json():
    book = read_table(b"code,name\nA,B\n", "a.csv")
    assert from_plain(book.plain()) == book


def test_the_child_keeps_the_limits_that_tables_state():
    limits = ("MAX_ROWS", "MAX_COLUMNS", "MAX_CHARACTERS")
    assert all(getattr(child, name) == getattr(tables, name) for name in limits)


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [letter(n) for n in (0, 25, 26, 51, 52, 99, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "CV", "ZZ", "AAA")
    ]
