"""Kinds of money, amounts in words, fiscal years and spans of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class MoneyKind(StrEnum):
    """One buys a thing once, the other keeps it running; a budget never mixes them."""

    CAPITAL = "capital"
    OPERATING = "operating"


def amount_in_words(minor: int) -> str:
    """Cents as currency, exact: 125000000 is "1,250,000", 5001 is "50.01"."""
    whole, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:,}.{cents:02}" if cents else f"{sign}{whole:,}"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from the first to the last, both inside."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}.")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Named by the calendar year it ends in; `first_month` is the month it starts in (1 to 12)."""

    number: int
    first_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= 12:
            raise ValueError(f"{self.first_month} is not a month.")

    @classmethod
    def of(cls, day: date, first_month: int = 1) -> "FiscalYear":
        later = first_month > 1 and day.month >= first_month
        return cls(day.year + later, first_month)

    @property
    def span(self) -> DateSpan:
        after = _start(self.number + 1, self.first_month)
        return DateSpan(_start(self.number, self.first_month), after - timedelta(days=1))

    def __str__(self) -> str:
        return f"FY{self.number}"


def _start(number: int, first_month: int) -> date:
    return date(number - (first_month > 1), first_month, 1)
