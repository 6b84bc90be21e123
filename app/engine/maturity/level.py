"""The level reached, what the next one lacks in order of effect, and what is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.engine.maturity.stages import (
    SPECIALIZATIONS,
    STAGES,
    TOP_LEVEL,
    TOP_STAGE,
    Ask,
    Requirement,
    Specialization,
    Thresholds,
)

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Piece:
    """The level of one thing of an area, None if not known, and what it weighs there: 1 or more."""

    weight: int
    level: int | None


@dataclass(frozen=True, slots=True)
class Area:
    """A service area, with its imaging events a year; None if not known.

    `pieces` by criterion say of what it is asked there; a code that is missing is not asked.
    """

    key: int
    name: str
    volume: int | None = None
    is_traditional: bool = False
    pieces: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """How one requirement stands over the areas it is asked of; shares are of those."""

    requirement: Requirement
    needed: Fraction
    met: tuple[Area, ...] = ()
    unmet: tuple[Area, ...] = ()
    unknown: tuple[Area, ...] = ()
    weight: int = 1

    @property
    def asked(self) -> int:
        return len(self.met) + len(self.unmet) + len(self.unknown)

    @property
    def share(self) -> Fraction | None:
        """By count: what is not known is not met. None where it is asked of nothing."""
        return Fraction(len(self.met), self.asked) if self.asked else None

    @property
    def share_by_volume(self) -> Fraction | None:
        """Over the areas whose volume is known."""
        total = _volume((*self.met, *self.unmet, *self.unknown))
        return Fraction(_volume(self.met), total) if total else None

    @property
    def holds(self) -> bool:
        return self.share is not None and self.share >= self.needed

    @property
    def shortfall(self) -> Fraction:
        return max(Fraction(0), self.needed - (self.share or Fraction(0)))

    @property
    def effect(self) -> Fraction:
        """By how much it holds the next stage back."""
        return self.shortfall * self.weight


@dataclass(frozen=True, slots=True)
class StageResult:
    """A stage with its requirements."""

    held: tuple[Held, ...]

    @property
    def is_met(self) -> bool:
        return all(one.holds for one in self.held)

    @property
    def gaps(self) -> tuple[Held, ...]:
        """What it lacks, the largest effect first; of equal ones the order of the stage holds."""
        return tuple(
            sorted((one for one in self.held if not one.holds), key=lambda one: -one.effect)
        )


@dataclass(frozen=True, slots=True)
class Maturity:
    stages: Mapping[int, StageResult]
    specializations: Mapping[Specialization, StageResult]

    @property
    def stage(self) -> int:
        """The last stage up to which every one is met."""
        reached = 0
        while reached < TOP_STAGE and self.stages[reached + 1].is_met:
            reached += 1
        return reached

    @property
    def earned(self) -> tuple[Specialization, ...]:
        return tuple(one for one, found in self.specializations.items() if found.is_met)

    @property
    def not_counted(self) -> tuple[Specialization, ...]:
        """Earned before stage 4: shown, and counted once it is reached."""
        return self.earned if self.stage < TOP_STAGE else ()

    @property
    def level(self) -> int:
        return self.stage + (len(self.earned) if self.stage == TOP_STAGE else 0)

    @property
    def next_gaps(self) -> Mapping[str, tuple[Held, ...]]:
        """What the next level lacks: of the next stage, or of each specialization not earned."""
        if self.level == TOP_LEVEL:
            return {}
        if self.stage < TOP_STAGE:
            return {str(self.stage + 1): self.stages[self.stage + 1].gaps}
        return {one: found.gaps for one, found in self.specializations.items() if not found.is_met}

    @property
    def unknown(self) -> tuple[Held, ...]:
        """Requirements with areas of which nobody knows, once each, the most areas first."""
        every = [
            one
            for found in (*self.stages.values(), *self.specializations.values())
            for one in found.held
            if one.unknown
        ]
        once = {one.requirement.asks: one for one in reversed(every)}
        return tuple(
            sorted(once.values(), key=lambda one: (-len(one.unknown), one.requirement.name))
        )


def maturity(
    areas: Sequence[Area],
    *,
    thresholds: Thresholds | None = None,
    weights: Mapping[str, int] | None = None,
) -> Maturity:
    """`areas`: those in scope, that is with images and not exempt. `weights` by criterion."""
    limits, weighed = thresholds or Thresholds(), weights or {}

    def result(requirements: Iterable[Requirement], needed: Fraction) -> StageResult:
        return StageResult(tuple(held(one, areas, needed, weighed) for one in requirements))

    return Maturity(
        stages={number: result(asked, limits.of(number)) for number, asked in STAGES.items()},
        specializations={
            one: result(asked, limits.specialization) for one, asked in SPECIALIZATIONS.items()
        },
    )


def held(
    requirement: Requirement, areas: Iterable[Area], needed: Fraction, weights: Mapping[str, int]
) -> Held:
    """Sort the areas it is asked of by whether they meet it."""
    sorted_: dict[bool | None, list[Area]] = {True: [], False: [], None: []}
    for area in areas:
        if requirement.only_traditional and not area.is_traditional:
            continue
        if any(area.pieces.get(code) for code in requirement.codes):
            sorted_[_meets(requirement, area)].append(area)
    return Held(
        requirement=requirement,
        needed=needed,
        met=tuple(sorted_[True]),
        unmet=tuple(sorted_[False]),
        unknown=tuple(sorted_[None]),
        weight=max((weights.get(code, 1) for code in requirement.codes), default=1),
    )


def _meets(requirement: Requirement, area: Area) -> bool | None:
    found = [
        meets(ask, area.pieces[ask.code]) for ask in requirement.asks if ask.code in area.pieces
    ]
    if True in found:
        return True
    return None if None in found else False


def meets(ask: Ask, pieces: Sequence[Piece]) -> bool | None:
    """Met where half or more by weight meets it, whatever the rest; open while that can come."""
    total = sum(piece.weight for piece in pieces)
    met = sum(one.weight for one in pieces if one.level is not None and one.level >= ask.level)
    if met and met >= HALF * total:
        return True
    open_ = sum(piece.weight for piece in pieces if piece.level is None)
    return None if open_ and met + open_ >= HALF * total else False


def _volume(areas: Iterable[Area]) -> int:
    return sum(area.volume for area in areas if area.volume is not None)
