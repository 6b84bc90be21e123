import pytest
from bs4 import BeautifulSoup
from flask import render_template

from app.reports.renderers import html, pdf
from app.reports.renderers.xlsx import book
from tests.factories.reports import AN_EDITION, a_full_document
from tests.reports import reading


@pytest.fixture
def document():
    return a_full_document()


def test_every_value_is_in_the_workbook(document):
    held = {
        reading.comparable(value) for value in reading.cells_of(book.render(document, AN_EDITION))
    }
    for column, cell in reading.figures(document):
        assert reading.as_a_workbook_holds(column, cell) in held, (column.heading, cell)


def test_every_value_is_in_the_print(document):
    text = reading.text_of(pdf.render(document, AN_EDITION))
    assert [word for word in reading.words(document) if word not in text] == []


def test_every_value_is_on_the_page(app, document):
    shown = set()
    with app.test_request_context():
        for section in html.render(document).sections:
            for block in section.blocks:
                part = render_template(f"reports/documents/_{block.shape}.html", block=block)
                shown |= reading.words_of_page(BeautifulSoup(part, "html.parser"))
    assert [word for word in reading.words(document) if word not in shown] == []


def test_a_value_that_differs_would_be_noticed(document):
    """The comparison itself can fail: a cent less is found nowhere."""
    text = reading.text_of(pdf.render(document, AN_EDITION))
    assert "1,734,567.89" in text
    assert "1,734,567.88" not in text
