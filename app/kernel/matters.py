"""Matters that come back to the agenda of a body by themselves; any area may name some."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Matter:
    """Something a body should look at again.

    `key` stays the same from day to day, such as "waiver:17:expiry", so that a matter taken onto
    an agenda is known there. `sentence` says what and why. `body_id` is None where any body may
    take it up. `due_on` is the day by which it should have been dealt with.
    """

    key: str
    body_id: int | None
    sentence: str
    endpoint: str
    arguments: Mapping[str, str | int]
    due_on: date


MatterSource = Callable[[date], Sequence[Matter]]
"""What comes back as seen on a day: everything that is due or near enough to be prepared."""


@dataclass(slots=True)
class _Registry:
    sources: tuple[MatterSource, ...] = field(default=())


_known = _Registry()


def install(sources: Iterable[MatterSource]) -> None:
    _known.sources = tuple(sources)


def matters_on(day: date) -> list[Matter]:
    """Every matter as seen on a day, the most urgent first."""
    found = (matter for source in _known.sources for matter in source(day))
    return sorted(found, key=lambda one: (one.due_on, one.key))


def matters_of(body_id: int, day: date) -> list[Matter]:
    """Those of one body, and those that are nobody's yet."""
    return [one for one in matters_on(day) if one.body_id in (None, body_id)]
