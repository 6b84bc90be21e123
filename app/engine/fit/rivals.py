"""Who else does the same: the active thing of the same class that could take this one over."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.engine.fit.axes import MIDDLE

COVERED = Fraction(90, 100)
"""The share of what a thing does that another must do to take it over."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something with a class and a set of things it does; points of 100, None if not known."""

    key: int
    name: str
    group: str
    does: frozenset[str]
    functional: Fraction | None
    technical: Fraction | None
    is_active: bool = True

    @property
    def is_strong(self) -> bool:
        """Whether it may take over others at all."""
        return (
            self.is_active
            and self.functional is not None
            and self.functional >= MIDDLE
            and self.technical is not None
            and self.technical >= MIDDLE
        )

    @property
    def rank(self) -> tuple[Fraction, int]:
        """Strongest first, then by key, so that the same estate always names the same rival."""
        return (-(self.functional or Fraction(0)) - (self.technical or Fraction(0)), self.key)


def strongest(candidates: Iterable[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    """Those that may take over others, by class, the strongest first."""
    found: dict[str, list[Candidate]] = {}
    for one in sorted((one for one in candidates if one.is_strong), key=lambda one: one.rank):
        found.setdefault(one.group, []).append(one)
    return {group: tuple(ones) for group, ones in found.items()}


def rival_of(one: Candidate, among: Iterable[Candidate]) -> Candidate | None:
    """The first that covers nine tenths of it and is no weaker on either axis.

    `among`: strong ones of its class, strongest first. Of two that are equal, the older stays.
    """
    return next((other for other in among if _takes_over(other, one)), None)


def _takes_over(other: Candidate, one: Candidate) -> bool:
    if other.key == one.key or not one.does or not _no_weaker(other, one):
        return False
    return Fraction(len(other.does & one.does), len(one.does)) >= COVERED


def _no_weaker(other: Candidate, one: Candidate) -> bool:
    theirs, ours = (other.functional, other.technical), (one.functional, one.technical)
    if theirs == ours:
        return other.key < one.key
    pairs = zip(theirs, ours, strict=True)
    return all(mine is None or (their is not None and their >= mine) for their, mine in pairs)
