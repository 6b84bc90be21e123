"""The governance clock: days to the decision, to money, to first use; and what waiting costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

YEAR = 365


class Leg(StrEnum):
    """A part of the way, and the whole of it."""

    TO_DECISION = "to_decision"
    TO_MONEY = "to_money"
    TO_USE = "to_use"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Passage:
    """One decision on its way. A day that has not come, or that nobody wrote down, is None."""

    key: str
    proposed: date | None
    decided: date
    funded: date | None = None
    used: date | None = None

    def days(self, leg: Leg) -> int | None:
        """How long a leg took; None where an end of it is not known. Never less than nothing.

        Use is counted from the money, and from the decision where no money was needed.
        """
        ends = {
            Leg.TO_DECISION: (self.proposed, self.decided),
            Leg.TO_MONEY: (self.decided, self.funded),
            Leg.TO_USE: (self.funded or self.decided, self.used),
            Leg.WHOLE: (self.proposed, self.used),
        }
        begun, done = ends[leg]
        if begun is None or done is None:
            return None
        return max(0, (done - begun).days)


@dataclass(frozen=True, slots=True)
class Pace:
    """Of the passages whose leg is known: how many, the middle one, and the slowest."""

    known: int
    unknown: int
    median: Fraction | None
    slowest: Passage | None


def pace(passages: Sequence[Passage], leg: Leg) -> Pace:
    timed = [(days, one) for one in passages if (days := one.days(leg)) is not None]
    timed.sort(key=lambda pair: (pair[0], pair[1].key))
    return Pace(
        len(timed),
        len(passages) - len(timed),
        median([days for days, _ in timed]),
        timed[-1][1] if timed else None,
    )


def median(values: Iterable[int]) -> Fraction | None:
    """The middle, or halfway between the two in the middle; of nothing it is not known."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def cost_of_delay(a_year: int | None, days: int) -> int | None:
    """What a yearly cost comes to over so many days, in whole minor units; unknown stays so."""
    return None if a_year is None else a_year * days // YEAR
