"""Many subjects to one: criteria to elements to the program, and sources to their department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.engine.scoring.evidence import WHOLE
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import Score

SOURCES_SHARE = Fraction(6, 10)
"""What the sources of a department count in its readiness; its own criteria count the rest."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion over every subject it applies to: how many were asked, knew, and what level.

    `evidenced`: the sum of the levels as far as evidence carries each, in twentieths.
    """

    criterion: str
    element: str
    weight: int
    asked: int
    known: int
    levels: int
    evidenced: int = 0

    @property
    def confirmed(self) -> Fraction:
        """Mean share of the weight over all that were asked; the unanswered earn nothing."""
        return Fraction(self.levels, TOP * self.asked)

    @property
    def provisional(self) -> Fraction | None:
        return Fraction(self.levels, TOP * self.known) if self.known else None

    @property
    def carried(self) -> Fraction | None:
        return Fraction(self.evidenced, TOP * WHOLE * self.known) if self.known else None

    @property
    def best(self) -> Fraction:
        return Fraction(self.levels + TOP * (self.asked - self.known), TOP * self.asked)


@dataclass(frozen=True, slots=True)
class ElementScore:
    """A score, or none where no criterion of the element applies to anything yet."""

    element: str
    weight: int
    score: Score | None


def element_score(rows: Iterable[Asked]) -> Score | None:
    """A criterion counts once with its weight, at its mean over all it applies to.

    So a thousand scanners do not drown the one charter, and each criterion opens to its subjects.
    """
    asked = [row for row in rows if row.asked and row.weight]
    if not asked:
        return None
    return Score(
        confirmed=100 * _mean((row.confirmed, row.weight) for row in asked),
        provisional=_points(
            [(row.provisional, row.weight) for row in asked if row.provisional is not None]
        ),
        best=100 * _mean((row.best, row.weight) for row in asked),
        completeness=Fraction(sum(row.known for row in asked), sum(row.asked for row in asked)),
        evidenced=_points([(row.carried, row.weight) for row in asked if row.carried is not None]),
    )


def by_element(rows: Sequence[Asked], weights: Mapping[str, int]) -> tuple[ElementScore, ...]:
    """The elements in the order of `weights`, which are those of the roll-up."""
    return tuple(
        ElementScore(code, weight, element_score(row for row in rows if row.element == code))
        for code, weight in weights.items()
    )


def program(elements: Iterable[ElementScore]) -> Score | None:
    """The weighted mean of the elements that can be scored; the others take no part."""
    scored = [(one.score, one.weight) for one in elements if one.score is not None and one.weight]
    return mean_score(scored)


def readiness(sources: Score | None, own: Score | None) -> Score | None:
    """Readiness of a department: the mean of its sources by volume, and its own criteria.

    With no sources or no criteria of its own a department has no readiness yet, which is not zero.
    """
    if sources is None or own is None:
        return None
    return mean_score([(sources, SOURCES_SHARE), (own, 1 - SOURCES_SHARE)])


def weigh_by_volume(sources: Sequence[tuple[Score, int | None]]) -> list[tuple[Score, Fraction]]:
    """Each score with the weight its volume, in studies a year, gives it.

    An unknown volume counts as the mean of the known ones, so it moves nothing; with none known
    all count alike.
    """
    known = [volume for _, volume in sources if volume is not None]
    if not sum(known):
        return [(score, Fraction(1)) for score, _ in sources]
    mean = Fraction(sum(known), len(known))
    return [(score, mean if volume is None else Fraction(volume)) for score, volume in sources]


def mean_score(scores: Sequence[tuple[Score, Fraction | int]]) -> Score | None:
    """A weighted mean of whole scores; a part nobody answered has no provisional points to give."""
    if not sum(weight for _, weight in scores):
        return None
    return Score(
        confirmed=_mean((one.confirmed, weight) for one, weight in scores),
        provisional=_known_mean(
            [(one.provisional, weight) for one, weight in scores if one.provisional is not None]
        ),
        best=_mean((one.best, weight) for one, weight in scores),
        completeness=_mean((one.completeness, weight) for one, weight in scores),
        evidenced=_known_mean(
            [(one.evidenced, weight) for one, weight in scores if one.evidenced is not None]
        ),
    )


def _points(parts: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    mean = _known_mean(parts)
    return None if mean is None else 100 * mean


def _known_mean(parts: Sequence[tuple[Fraction, Fraction | int]]) -> Fraction | None:
    return _mean(parts) if sum(weight for _, weight in parts) else None


def _mean(parts: Iterable[tuple[Fraction, Fraction | int]]) -> Fraction:
    kept = list(parts)
    total = sum((weight * value for value, weight in kept), Fraction(0))
    return total / sum(weight for _, weight in kept)
