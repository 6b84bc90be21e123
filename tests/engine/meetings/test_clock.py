from datetime import date
from fractions import Fraction
from statistics import median as other_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.meetings.clock import Leg, Passage, cost_of_delay, median, pace

WHOLE = Passage("EI-1", date(2026, 1, 1), date(2026, 1, 11), date(2026, 2, 10), date(2026, 5, 1))


def test_each_leg_is_counted_in_days():
    assert [WHOLE.days(leg) for leg in Leg] == [10, 30, 80, 120]


@pytest.mark.parametrize(
    ("passage", "known"),
    [
        (Passage("x", None, date(2026, 1, 1)), [None, None, None, None]),
        (Passage("x", date(2026, 1, 1), date(2026, 1, 1)), [0, None, None, None]),
        (Passage("x", None, date(2026, 1, 1), None, date(2026, 1, 4)), [None, None, 3, None]),
        (Passage("x", None, date(2026, 1, 9), date(2026, 1, 1)), [None, 0, None, None]),
    ],
)
def test_what_is_not_known_is_not_zero(passage, known):
    assert [passage.days(leg) for leg in Leg] == known


def test_the_pace_names_the_middle_and_the_slowest_and_counts_the_unknown():
    slow = Passage("EI-2", date(2026, 1, 1), date(2026, 3, 2))
    found = pace([WHOLE, slow, Passage("EI-3", None, date(2026, 1, 1))], Leg.TO_DECISION)
    assert (found.known, found.unknown, found.median) == (2, 1, Fraction(35))
    assert found.slowest == slow
    empty = pace([], Leg.WHOLE)
    assert (empty.known, empty.median, empty.slowest) == (0, None, None)


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_the_median_is_that_of_the_textbooks(values):
    assert median(values) == Fraction(other_median(Fraction(one) for one in values))


def test_what_waiting_costs():
    assert cost_of_delay(36_500_00, 10) == 1_000_00
    assert cost_of_delay(100, 0) == 0
    assert cost_of_delay(None, 10) is None
