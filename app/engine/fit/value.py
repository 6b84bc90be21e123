"""What a thing is worth to the enterprise, from 0 to 100, on fixed bands."""

from collections.abc import Sequence
from fractions import Fraction

CRITICALITY_SHARE, VOLUME_SHARE, REACH_SHARE = Fraction(5, 10), Fraction(3, 10), Fraction(2, 10)

VOLUME_FLOORS = (1_000, 10_000, 50_000, 200_000)
REACH_FLOORS = (2, 4, 8, 16)
"""From each floor on, studies a year and departments served are worth 20 points more."""


def business_value(
    criticality: int | None, studies: int | None, departments: int | None
) -> Fraction | None:
    """Criticality from 1 (administrative) to 4 (mission critical); none known, nothing said.

    The bands are fixed rather than drawn from the others, so that adding one moves no other. What
    is not known is left out and the rest carries its weight.
    """
    if criticality is None:
        return None
    parts = [(Fraction(25 * criticality), CRITICALITY_SHARE)]
    if studies is not None:
        parts.append((banded(studies, VOLUME_FLOORS), VOLUME_SHARE))
    if departments is not None:
        parts.append((banded(departments, REACH_FLOORS), REACH_SHARE))
    earned = sum((points * share for points, share in parts), Fraction(0))
    return earned / sum(share for _, share in parts)


def banded(amount: int, floors: Sequence[int]) -> Fraction:
    """20 points below the first floor, 100 from the last one on."""
    return Fraction(20 + 20 * sum(amount >= floor for floor in floors))
