"""Best and worst case of what is not yet known, and the next question worth asking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.engine.scoring.answer import Answer, AnswerState
from app.engine.scoring.knockout import gravest
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import score
from app.engine.scoring.status import FitStatus, fit_status


@dataclass(frozen=True, slots=True)
class Band:
    """Where the score ends if every open answer turns out at the bottom, or at the top."""

    worst: Fraction
    best: Fraction
    worst_status: FitStatus
    best_status: FitStatus
    next_question: str | None

    @property
    def is_settled(self) -> bool:
        """Whether no open answer can still change the judgement."""
        return self.worst_status is self.best_status


def band(answers: Sequence[Answer], waived: frozenset[str] = frozenset()) -> Band | None:
    """Nothing where nothing applies."""
    low, high = (_filled(answers, level) for level in (0, TOP))
    worst, best = score(low), score(high)
    if worst is None or best is None:
        return None
    return Band(
        worst=worst.confirmed,
        best=best.confirmed,
        worst_status=fit_status(worst, gravest(low, waived)),
        best_status=fit_status(best, gravest(high, waived)),
        next_question=next_question(answers),
    )


def next_question(answers: Sequence[Answer]) -> str | None:
    """Of the open criteria, a knock-out before the others, then the heaviest, then by code."""
    open_ones = [answer.criterion for answer in answers if answer.counts and answer.known is None]
    ranked = sorted(open_ones, key=lambda one: (one.pass_level is None, -one.weight, one.code))
    return ranked[0].code if ranked else None


def _filled(answers: Sequence[Answer], level: int) -> list[Answer]:
    return [
        replace(answer, level=level, state=AnswerState.ANSWERED)
        if answer.counts and answer.known is None
        else answer
        for answer in answers
    ]
