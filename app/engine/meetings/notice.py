"""Notice of a meeting: how many working days ahead it was called, and whether that is enough."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """Working days from the day after the call up to the day of the meeting, that day counted."""

    given: int
    needed: int

    @property
    def is_enough(self) -> bool:
        return self.given >= self.needed

    @property
    def sentence(self) -> str:
        return (
            f"Notice was given {_days(self.given)} ahead; the charter asks for "
            f"{_days(self.needed)}."
        )


def notice(called_on: date, meets_on: date, needed: int) -> Notice:
    return Notice(_working_days(called_on, meets_on), needed)


def last_day_to_call(meets_on: date, needed: int) -> date:
    """The last day on which calling the meeting still gives enough notice."""
    day = meets_on
    while _working_days(day, meets_on) < needed:
        day -= timedelta(days=1)
    return day


def _working_days(after: date, until: date) -> int:
    days = (until - after).days
    return sum(
        (after + timedelta(days=number)).weekday() < SATURDAY for number in range(1, days + 1)
    )


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
