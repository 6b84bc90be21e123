"""Answers on each scale to a level from 0 to 4, and a level to a share of its weight."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

TOP = 4
"""The highest level. Every scale ends there, so that one arithmetic serves all."""


class Scale(StrEnum):
    """Five levels; yes, partial or no; a measured number that falls into a band."""

    L5 = "L5"
    YPN = "YPN"
    NUM = "NUM"


LEVELS_OF: dict[Scale, tuple[int, ...]] = {
    Scale.L5: (0, 1, 2, 3, 4),
    Scale.YPN: (0, 2, 4),
    Scale.NUM: (0, 1, 2, 3, 4),
}

PASS_LEVEL: dict[Scale, int] = {Scale.L5: 3, Scale.YPN: TOP, Scale.NUM: 3}
"""Where a knock-out criterion passes unless the pack says otherwise."""

WORDS_OF: dict[Scale, dict[int, str]] = {
    Scale.L5: {0: "absent", 1: "ad hoc", 2: "partial", 3: "implemented", 4: "optimized"},
    Scale.YPN: {0: "no", 2: "partial", 4: "yes"},
    Scale.NUM: {0: "band 0", 1: "band 1", 2: "band 2", 3: "band 3", 4: "band 4"},
}


def value(level: int) -> Fraction:
    """The share of a criterion's weight that this level earns."""
    return Fraction(level, TOP)


def level_of_measure(measured: int, bands: Sequence[int], *, rising: bool) -> int:
    """Place a measure between four cut points, the first of which begins level 1.

    Rising bands are reached from below (25 begins level 1, 98 level 4); falling ones from above
    (5 begins level 1, 1 level 4). Measure and cut points are in the same whole unit.
    """
    if rising:
        return sum(measured >= cut for cut in bands)
    return sum(measured <= cut for cut in bands)
