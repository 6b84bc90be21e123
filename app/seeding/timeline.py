"""Things that happened on days and at hours, done in that order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from app.kernel import clock


@dataclass(frozen=True, slots=True)
class Happening:
    """`day` counts from the day of seeding; `act` does it and keeps it."""

    day: int
    hour: int
    act: Callable[[], None]


def live_through(happenings: Iterable[Happening], moment: Callable[[int, int], datetime]) -> int:
    """Of two at the same hour, the one named first comes first; each sees the clock of its hour."""
    ordered = sorted(happenings, key=lambda one: (one.day, one.hour))
    for one in ordered:
        with clock.as_of(moment(one.day, one.hour)):
            one.act()
    return len(ordered)
