from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.engine.values import DateSpan, FiscalYear, amount_in_words


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (0, "0"),
        (5_001, "50.01"),
        (125_000_000, "1,250,000"),
        (-99, "-0.99"),
        (-100_000, "-1,000"),
        (5, "0.05"),
    ],
)
def test_an_amount_is_written_to_the_cent_only_where_there_are_cents(minor, words):
    assert amount_in_words(minor) == words


@given(some.integers(-(10**17), 10**17))
def test_an_amount_in_words_reads_back_exactly(minor):
    whole, _, cents = amount_in_words(minor).replace(",", "").lstrip("-").partition(".")
    assert int(whole) * 100 + int(cents or 0) == abs(minor)


def test_a_span_holds_both_its_ends():
    span = DateSpan(date(2027, 1, 1), date(2027, 1, 31))
    assert span.days == 31
    assert span.first in span
    assert span.last in span
    assert span.last + timedelta(days=1) not in span


def test_a_span_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="2026-12-31 is before 2027-01-01"):
        DateSpan(date(2027, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "first_month", "number"),
    [
        (date(2026, 12, 31), 1, 2026),
        (date(2026, 6, 30), 7, 2026),
        (date(2026, 7, 1), 7, 2027),
        (date(2026, 10, 1), 10, 2027),
        (date(2026, 9, 30), 10, 2026),
    ],
)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(day, first_month, number):
    assert FiscalYear.of(day, first_month).number == number


@given(
    some.dates(date(1901, 1, 1), date(2999, 12, 31)),
    some.integers(1, 12),
)
def test_each_day_lies_in_its_fiscal_year_and_in_no_other(day, first_month):
    year = FiscalYear.of(day, first_month)
    assert day in year.span
    assert day not in FiscalYear(year.number + 1, first_month).span
    assert year.span.last + timedelta(days=1) == FiscalYear(year.number + 1, first_month).span.first


def test_a_fiscal_year_is_written_short():
    assert str(FiscalYear(2027, 7)) == "FY2027"


@pytest.mark.parametrize("month", [0, 13])
def test_a_fiscal_year_starts_in_a_month(month):
    with pytest.raises(ValueError, match="is not a month"):
        FiscalYear(2027, month)
