from datetime import date

import pytest

from app.reports.document import CellKind, Column
from app.reports.renderers.words import clean, written_rows, written_total
from tests.factories.reports import a_table, some_money


def written(cell, kind, **more) -> str:
    table = a_table((cell,), columns=(Column("Value", kind, **more),))
    return written_rows(table)[0][0]


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        ("Wound care", CellKind.TEXT, "Wound care"),
        (1234567, CellKind.INT, "1,234,567"),
        (1_250_000_00, CellKind.MONEY, "1,250,000"),
        (1_250_000_05, CellKind.MONEY, "1,250,000.05"),
        (-5, CellKind.MONEY, "-0.05"),
        (0, CellKind.MONEY, "0"),
        (667, CellKind.PERCENT, "66.7 %"),
        (73_250, CellKind.SCORE, "73.3"),
        (1_250, CellKind.DECIMAL, "1.25"),
        (-3_000, CellKind.DECIMAL, "-3"),
        (100_000, CellKind.DECIMAL, "100"),
        (date(2026, 1, 5), CellKind.DATE, "5 Jan 2026"),
    ],
)
def test_a_value_in_words(cell, kind, words):
    assert written(cell, kind) == words


def test_what_is_not_known_is_said_and_never_zero():
    assert written(None, CellKind.MONEY) == "not known"
    assert written(None, CellKind.DATE, missing="no date yet") == "no date yet"


def test_one_amount_with_cents_gives_cents_to_its_table():
    rows = written_rows(some_money())
    assert [row[1] for row in rows] == ["1,234,567.89", "500,000.00"]
    assert written_total(some_money()) == ["Total", "1,734,567.89", "75,000.50"]


def test_control_characters_are_replaced_by_a_sign_one_can_see():
    assert clean("a\x00b\x1fc\ud800d") == "a\ufffdb\ufffdc\ufffdd"


def test_lines_end_in_one_way():
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f\ng") == "a\nb\nc\nd\ne\nf\ng"
