"""Things that happened on days and at hours, done in that order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """`day` counts from the day of seeding; `act` does it and keeps it."""

    day: int
    hour: int
    act: Callable[[], None]


def live_through(happenings: Iterable[Happening]) -> int:
    """Of two at the same hour, the one named first comes first."""
    ordered = sorted(happenings, key=lambda one: (one.day, one.hour))
    for one in ordered:
        one.act()
    return len(ordered)
