from datetime import date

import pytest

from app.reports.document import CellKind, Chart, ChartKind, Column, Table
from tests.factories.reports import a_table, some_initiatives


def test_a_value_of_the_wrong_kind_is_refused():
    money = Column("Amount", CellKind.MONEY, "USD")
    with pytest.raises(TypeError, match="money"):
        a_table(("12.50",), columns=(money,))


def test_a_fraction_is_no_amount_of_money():
    with pytest.raises(TypeError):
        a_table((12.5,), columns=(Column("Amount", CellKind.MONEY),))


def test_a_row_has_a_value_for_each_column():
    with pytest.raises(ValueError, match="zip"):
        a_table(("one", "two"))


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        Table("Things", (Column("Name"), Column("NAME")), ())


def test_the_unit_stands_in_the_head():
    assert Column("Amount", CellKind.MONEY, "USD").label == "Amount (USD)"


def a_timeline(**more) -> Chart:
    table = some_initiatives()
    return Chart(
        ChartKind.TIMELINE, "When?", "Soon.", table, "Initiative", ("Starts", "Ends"), **more
    )


def test_what_has_no_dates_is_not_drawn_and_said_to_be_left_out():
    chart = a_timeline()
    assert [row[0] for row in chart.drawn()] == ["I01 Archive", "I02 Viewer"]
    assert chart.left_out() == "1 of 3 has no values to draw; the table holds all."


def test_what_finds_no_room_is_said_to_be_left_out():
    chart = a_timeline(most=1)
    assert len(chart.drawn()) == 1
    assert chart.left_out() == "2 of 3 have no room here; the table holds all."


def test_nothing_is_said_when_all_is_drawn():
    table = a_table(("A", 1), columns=(Column("Name"), Column("Number", CellKind.INT)))
    assert Chart(ChartKind.BARS, "How many?", "One.", table, "Name", ("Number",)).left_out() == ""


def test_the_values_of_a_chart_are_the_values_of_its_table():
    values = a_timeline(group="Phase").values()
    assert [column.heading for column in values.columns] == [
        "Initiative",
        "Phase",
        "Starts",
        "Ends",
    ]
    assert values.rows[0] == ("I01 Archive", "Base", date(2026, 1, 5), date(2026, 9, 30))
