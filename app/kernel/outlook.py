"""What a decision would come to in numbers: each area names what it measures and how it follows."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from app.kernel.subjects import Subject
from app.kernel.words import Word


class Topic(Word):
    """What consequences are told under, in the order in which they are told."""

    FIT = "fit", "Fit"
    GAPS = "gaps", "Open gaps"
    DISPOSITIONS = "dispositions", "What becomes of assets"
    ROADMAP = "roadmap", "Roadmap"
    MONEY = "money", "Money"
    REGISTER = "register", "Register of decisions"
    CHARTERS = "charters", "Charters"
    SEATS = "seats", "Seats"


class Unit(Word):
    """What a value counts, so that it can be printed; the value itself is exact text."""

    WORD = "word"
    POINTS = "points"
    COUNT = "count"
    DAY = "day"
    MONEY = "money"


NOT_KNOWN = ""
"""The value where there is none, which is not nought."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number or word as it stands. `key` stays the same before and after.

    Points have up to three decimals, money two, and a day is written 2026-11-24.
    """

    key: str
    topic: Topic
    label: str
    unit: Unit
    value: str
    about: Subject | None = None


Touched = frozenset[Subject]
Gauge = Callable[[date, Touched], Iterable[Reading]]
"""What an area measures on a day. The things a decision names may be looked at more closely."""

Settle = Callable[[], None]
Rehearsal = Callable[[date, datetime], AbstractContextManager[Settle]]
"""Around changes that are taken back: sets aside what waits to be derived, and gives what derives
what follows from the changes made inside."""


@dataclass(slots=True)
class _Registry:
    gauges: tuple[Gauge, ...] = field(default=())
    rehearsals: tuple[Rehearsal, ...] = field(default=())


_known = _Registry()


def install(gauges: Iterable[Gauge], rehearsals: Iterable[Rehearsal]) -> None:
    _known.gauges, _known.rehearsals = tuple(gauges), tuple(rehearsals)


def readings(day: date, touched: Touched) -> dict[str, Reading]:
    """Everything that is measured, by key."""
    return {one.key: one for gauge in _known.gauges for one in gauge(day, touched)}


@contextmanager
def rehearsed(day: date, at: datetime) -> Iterator[Settle]:
    with ExitStack() as stack:
        settlers = [stack.enter_context(one(day, at)) for one in _known.rehearsals]

        def settle() -> None:
            for one in settlers:
                one()

        yield settle
