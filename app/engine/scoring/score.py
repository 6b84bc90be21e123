"""Confirmed, provisional, completeness: one score from 0 to 100 that says how much is known."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.engine.scoring.answer import Answer
from app.engine.scoring.evidence import TWENTIETHS, WHOLE
from app.engine.scoring.scale import TOP


@dataclass(frozen=True, slots=True)
class Tally:
    """The six whole numbers every score is made of, so that sums of many stay exact.

    `evidenced`: what is earned, in twentieths, as far as evidence carries it.
    """

    earned: int = 0
    known_weight: int = 0
    weight: int = 0
    known: int = 0
    asked: int = 0
    evidenced: int = 0

    @property
    def score(self) -> "Score | None":
        """With nothing that applies there is no score, which is not zero."""
        if not self.weight:
            return None
        return Score(
            confirmed=Fraction(100 * self.earned, TOP * self.weight),
            provisional=self.provisional,
            best=Fraction(
                100 * (self.earned + TOP * (self.weight - self.known_weight)), TOP * self.weight
            ),
            completeness=Fraction(self.known, self.asked),
            evidenced=self._evidenced,
        )

    @property
    def provisional(self) -> Fraction | None:
        """The points over what is known alone, for those who need no more."""
        if not self.known_weight:
            return None
        return Fraction(100 * self.earned, TOP * self.known_weight)

    @property
    def _evidenced(self) -> Fraction | None:
        if not self.known_weight:
            return None
        return Fraction(100 * self.evidenced, TOP * WHOLE * self.known_weight)


@dataclass(frozen=True, slots=True)
class Score:
    """Points of 100. Confirmed counts the unanswered as nothing; provisional leaves them out.

    Confirmed is also the worst that can come true; `best` is reached if every open answer is top.
    `evidenced` is provisional with each answer cut to the share its evidence carries.
    """

    confirmed: Fraction
    provisional: Fraction | None
    best: Fraction
    completeness: Fraction
    evidenced: Fraction | None = None


def tally(answers: Iterable[Answer]) -> Tally:
    """Sum what applies: weight times level, and the weights it is measured against."""
    asked = [answer for answer in answers if answer.counts]
    known = [(answer.criterion.weight, answer.known) for answer in asked]
    carried = (TWENTIETHS[answer.evidence] * _earned(answer) for answer in asked)
    return Tally(
        earned=sum(_earned(answer) for answer in asked),
        known_weight=sum(weight for weight, level in known if level is not None),
        weight=sum(weight for weight, _ in known),
        known=sum(level is not None for _, level in known),
        asked=len(asked),
        evidenced=sum(carried),
    )


def score(answers: Iterable[Answer]) -> Score | None:
    return tally(answers).score


def score_by(key: Callable[[Answer], str], answers: Sequence[Answer]) -> dict[str, Score | None]:
    """One score for each part of the answers, in the order the parts first appear."""
    parts: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        parts[key(answer)].append(answer)
    return {name: score(part) for name, part in parts.items()}


def thousandths(points: Fraction | None) -> int | None:
    """Points as whole thousandths, halves up: how a score is stored and printed."""
    if points is None:
        return None
    return (2000 * points.numerator + points.denominator) // (2 * points.denominator)


def _earned(answer: Answer) -> int:
    return answer.criterion.weight * (answer.known or 0)
