"""How long something lasts: whole months to a day, and until a store is full."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

MONTHS = 12
LONGEST = 1200
"""Months; what does not run out within a hundred years is not told apart."""


def months_to(day: date, *, on: date) -> int:
    """Whole months from `on` to that day; below zero as soon as it has passed."""
    whole = (day.year - on.year) * MONTHS + day.month - on.month
    return whole - (day.day < on.day)


def months_until_full(capacity: Decimal, used: Decimal, growth: Decimal) -> int:
    """At the present growth a year; a store that does not grow lasts the longest there is."""
    if growth <= 0:
        return LONGEST
    return min(LONGEST, int(Fraction(capacity - used) / Fraction(growth) * MONTHS))
