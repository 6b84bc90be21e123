"""How far each weight may move before the order of a list changes, and which pair flips first."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from app.engine.scoring.answer import Answer

LIGHTEST, HEAVIEST = 1, 100
"""The weights a pack may give."""

STEP = 1000
"""Limits are whole thousandths of a weight: the last one at which the order still holds."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing of the list with its sheet. Of equal scores the smaller key stands first."""

    key: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """From `weight` on, in thousandths, `riser` stands before `faller`."""

    weight: int
    riser: str
    faller: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one weight may fall and rise; None: as far as a pack allows, and nothing changes."""

    code: str
    weight: int
    down: Flip | None
    up: Flip | None

    @property
    def room(self) -> Fraction | None:
        """The smaller of both ways, as a share of the weight; None: no way changes anything."""
        ways = [
            abs(Fraction(one.weight, STEP) - self.weight) for one in (self.down, self.up) if one
        ]
        return min(ways) / self.weight if ways else None


@dataclass(frozen=True, slots=True)
class _Sums:
    """What a thing earns, the weight it is measured against, and its known levels by criterion."""

    key: str
    earned: int
    weight: int
    levels: Mapping[str, int]

    @property
    def points(self) -> Fraction:
        return Fraction(self.earned, self.weight)

    def along(self, code: str, weight: int) -> "_Line":
        """Its score with the weight of one criterion left open."""
        level = self.levels.get(code)
        if level is None:
            return _Line(self.key, self.earned, 0, self.weight, 0)
        return _Line(self.key, self.earned - weight * level, level, self.weight - weight, 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """A score as a function of one weight x: (fixed + x * level) / (base + x * counts)."""

    key: str
    fixed: int
    level: int
    base: int
    counts: int


Polynomial = tuple[int, int, int]
"""a, b, c of a x² + b x + c, x in whole weights."""


def ranking(things: Iterable[Ranked]) -> list[str]:
    """Keys by provisional score, highest first; what has no score is left out."""
    return [one.key for one in _ranked(things)]


def reaches(things: Iterable[Ranked], top: int) -> tuple[Reach, ...]:
    """For each criterion answered here: the change of its weight that first moves the top.

    The order changes when two neighbors in it swap, or when one from below overtakes the last.
    """
    kept = list(things)
    ordered = _ranked(kept)
    pairs = list(pairwise(ordered[:top]))
    pairs += [(ordered[top - 1], below) for below in ordered[top:]]
    weights = {
        answer.criterion.code: answer.criterion.weight
        for one in kept
        for answer in one.answers
        if answer.known is not None
    }
    found = [_reach(code, weight, pairs) for code, weight in weights.items()]
    return tuple(sorted(found, key=_by_room))


def _by_room(one: Reach) -> tuple[bool, Fraction, str]:
    return one.room is None, one.room or Fraction(0), one.code


def _ranked(things: Iterable[Ranked]) -> list[_Sums]:
    sums = [_sums(one) for one in things]
    return sorted((one for one in sums if one.weight), key=lambda one: (-one.points, one.key))


def _sums(one: Ranked) -> _Sums:
    known = [(answer.criterion, answer.known) for answer in one.answers]
    counted = [(criterion, level) for criterion, level in known if level is not None]
    return _Sums(
        one.key,
        earned=sum(criterion.weight * level for criterion, level in counted),
        weight=sum(criterion.weight for criterion, _ in counted),
        levels={criterion.code: level for criterion, level in counted},
    )


def _reach(code: str, weight: int, pairs: Sequence[tuple[_Sums, _Sums]]) -> Reach:
    lines = [(ahead.along(code, weight), behind.along(code, weight)) for ahead, behind in pairs]
    ups = [flip for pair in lines if (flip := _flip(pair, weight, HEAVIEST))]
    downs = [flip for pair in lines if (flip := _flip(pair, weight, LIGHTEST))]
    return Reach(
        code,
        weight,
        down=max(downs, key=lambda one: one.weight, default=None),
        up=min(ups, key=lambda one: one.weight, default=None),
    )


def _flip(pair: tuple[_Line, _Line], start: int, end: int) -> Flip | None:
    """The first weight, going from `start` to `end`, at which the second stands before the first.

    The sign of a polynomial in whole numbers decides; between two of its roots it keeps its sign,
    so that one bisection over thousandths per stretch finds the place exactly.
    """
    ahead = _lead(*pair)
    first, second = pair
    ties_hold = first.key < second.key

    def holds(at: int) -> bool:
        lead = _sign(ahead, at)
        return lead > 0 or (lead == 0 and ties_hold)

    way = 1 if end > start else -1
    for near, far in _stretches(ahead, start * STEP, end * STEP, way):
        if not holds(far):
            return Flip(_first_fall(holds, near, far, way), second.key, first.key)
    return None


def _stretches(ahead: Polynomial, start: int, end: int, way: int) -> Iterator[tuple[int, int]]:
    """Stretches of thousandths on which the lead only rises or only falls: parted at its turn."""
    a, b, _ = ahead
    ends = {end}
    if a:
        turn = Fraction(-b * STEP, 2 * a)
        ends |= {at for at in (floor(turn), ceil(turn)) if (at - start) * way > 0}
    near = start
    for far in sorted(ends, key=lambda at: at * way):
        if (end - far) * way >= 0:
            yield near, far
            near = far


def _first_fall(holds: Callable[[int], bool], near: int, far: int, way: int) -> int:
    """It holds at `near` and no longer at `far`, and falls once in between."""
    while abs(far - near) > 1:
        middle = near + way * (abs(far - near) // 2)
        near, far = (middle, far) if holds(middle) else (near, middle)
    return far


def _sign(ahead: Polynomial, at: int) -> int:
    """Of the lead at so many thousandths of a weight."""
    a, b, c = ahead
    lead = a * at * at + b * at * STEP + c * STEP * STEP
    return (lead > 0) - (lead < 0)


def _lead(first: _Line, second: _Line) -> Polynomial:
    """The numerator of the difference of two scores; its denominator is never less than nothing."""
    return (
        first.level * second.counts - second.level * first.counts,
        first.fixed * second.counts
        + first.level * second.base
        - second.fixed * first.counts
        - second.level * first.base,
        first.fixed * second.base - second.fixed * first.base,
    )
