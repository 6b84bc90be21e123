from io import BytesIO

import pytest
from pypdf import PdfReader

from app.reports.document import CellKind, Chart, ChartKind, Column, Paragraph
from app.reports.renderers import fonts, pdf
from tests.factories.reports import AN_EDITION, a_document, a_full_document, a_table
from tests.reports.reading import text_of


def reader(document) -> PdfReader:
    return PdfReader(BytesIO(pdf.render(document, AN_EDITION)))


MARKUP = [
    '#import "@preview/x": *',
    "*bold* _emphasis_ `code` $x$",
    "= A heading",
    "[link](http://evil.example/) https://evil.example/ <label> @ref",
    '\\u{41} \\ // comment /* comment */ "quoted" #sys.inputs',
    '#{panic()} #read("/etc/passwd")',
]


@pytest.mark.parametrize("text", MARKUP)
def test_text_is_never_read_as_markup(text):
    content = pdf.render(a_document(Paragraph(text), a_table((text,))), AN_EDITION)
    assert text_of(content).count(text) == 2
    assert b"/URI" not in content
    assert b"/Link" not in content


def test_the_file_is_tagged_and_names_itself():
    page = reader(a_full_document())
    root = page.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-US"
    assert page.metadata.title == "Roadmap of Quillwater"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_there_is_nothing_in_it_that_acts():
    root = reader(a_full_document()).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & root.keys()
    assert "/JavaScript" not in root.get("/Names", {})


def test_the_headings_of_a_table_stand_on_each_page():
    columns = (Column("Name of the thing"), Column("Number", CellKind.INT))
    rows = [(f"Thing {number}", number) for number in range(100)]
    pages = reader(a_document(a_table(*rows, columns=columns))).pages
    assert len(pages) > 2
    assert all("Name of the thing" in page.extract_text() for page in pages)


def test_each_page_says_which_it_is_and_who_made_it():
    text = text_of(pdf.render(a_full_document(), AN_EDITION))
    assert "Made by Ada O'Neil, 2026-11-24 12:30 UTC, Isocenter 0.1.0 Page 1 of" in text
    assert "As of 24 Nov 2026" in text
    assert "Every phase" in text


def test_a_chart_says_in_words_what_it_shows():
    content = pdf.render(a_full_document(), AN_EDITION)
    assert len(alternatives(content)) == 3
    assert "What happens when? Two of three have dates." in alternatives(content)[0]


def alternatives(content: bytes) -> list[str]:
    objects = PdfReader(BytesIO(content))
    found = []
    for number in range(1, len(objects.xref[0]) + len(objects.xref_objStm)):
        thing = objects.get_object(number)
        if isinstance(thing, dict) and "/Alt" in thing:
            found.append(str(thing["/Alt"]))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "bell \x07 null \x00 delete \x7f",
        "漢字 and 😀 and \U000e0041",
        "שלום עולם \u202e \u200d \ufeff",
        "zalgo t\u0301\u0302\u0303 \u00ad soft",
        "\ud800 alone \uffff none",
        "line\nbreak\r\nand\ttab\u2028separator",
        "x" * 500,
        "",
    ],
)
def test_no_text_breaks_the_print(text):
    bars = a_table((text, 1), columns=(Column("Name"), Column("Number", CellKind.INT)))
    chart = Chart(ChartKind.BARS, text or "What?", text, bars, "Name", ("Number",))
    assert pdf.render(a_document(Paragraph(text), chart, bars, title=text or "T"), AN_EDITION)


def test_a_sign_that_no_font_has_is_written_as_its_code(monkeypatch):
    monkeypatch.setattr(fonts, "_shows", lambda signs: "漢" not in signs)
    assert fonts.displayable("a漢é") == "a[U+6F22]é"


def test_what_the_typesetter_refuses_all_the_same_falls_back_to_codes(monkeypatch):
    monkeypatch.setattr(pdf, "displayable", lambda values: values)
    printed = text_of(pdf.render(a_document(Paragraph("漢字 Müller")), AN_EDITION))
    assert "[U+6F22][U+5B57] Müller" in printed


def test_the_same_report_at_the_same_time_is_the_same_file():
    assert pdf.render(a_full_document(), AN_EDITION) == pdf.render(a_full_document(), AN_EDITION)


def test_an_empty_report_is_still_a_report():
    columns = (Column("Name"), Column("Number", CellKind.INT))
    table = a_table(columns=columns, empty="Nothing is planned yet.")
    chart = Chart(ChartKind.BARS, "How many?", "None.", table, "Name", ("Number",))
    assert "Nothing is planned yet." in text_of(pdf.render(a_document(chart, table), AN_EDITION))
