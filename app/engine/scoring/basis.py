"""How much stands behind a figure, and when that is too little to print it without a warning."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Floors:
    """Percent below which a figure is provisional: of records behind it, of fresh evidence."""

    behind: int = 60
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """Records behind a figure of those there could be, and those of them with fresh evidence."""

    known: int
    asked: int
    fresh: int

    @property
    def behind_share(self) -> Fraction | None:
        return Fraction(self.known, self.asked) if self.asked else None

    @property
    def fresh_share(self) -> Fraction | None:
        return Fraction(self.fresh, self.known) if self.known else None


def is_provisional(basis: Basis, floors: Floors) -> bool:
    """Nothing behind it is as little as can be."""
    return _below(basis.behind_share, floors.behind) or _below(basis.fresh_share, floors.fresh)


def _below(share: Fraction | None, percent: int) -> bool:
    return share is None or share < Fraction(percent, 100)
