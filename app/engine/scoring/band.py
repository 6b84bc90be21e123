"""Best and worst case of what is not yet known, and the next question worth asking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.engine.scoring.answer import Answer, AnswerState, Criterion
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
    """The open criterion whose answer narrows the band most, whatever the answer turns out to be.

    That is the heaviest; of equals a knock-out, which may settle the word as well, then by code.
    """
    ranked = open_questions(answers)
    return ranked[0].code if ranked else None


def open_questions(answers: Sequence[Answer]) -> list[Criterion]:
    """All open criteria, the one most worth asking first."""
    open_ones = [answer.criterion for answer in answers if answer.counts and answer.known is None]
    return sorted(open_ones, key=lambda one: (-one.weight, one.pass_level is None, one.code))


def _filled(answers: Sequence[Answer], level: int) -> list[Answer]:
    return [
        replace(answer, level=level, state=AnswerState.ANSWERED)
        if answer.counts and answer.known is None
        else answer
        for answer in answers
    ]
