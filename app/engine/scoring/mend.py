"""What one criterion would give if it were mended: to its score, to the word, to the knock-outs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.engine.scoring.answer import Answer, AnswerState
from app.engine.scoring.knockout import Passage, gravest, passage
from app.engine.scoring.rollup import Asked
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import Score, score
from app.engine.scoring.status import FitStatus, fit_status

LETS_THROUGH = {Passage.PASSES, None}


@dataclass(frozen=True, slots=True)
class Mend:
    """One criterion brought to the top level, with all else as it stands.

    `confirmed` and `provisional` are the points it would give; provisional is None where nothing
    was known before, so that there is nothing to compare with.
    """

    code: str
    confirmed: Fraction
    provisional: Fraction | None
    after: Score
    status: FitStatus
    becomes: FitStatus
    lifts_knock_out: bool

    @property
    def lifts_status(self) -> bool:
        return self.becomes is not self.status


def mends(answers: Sequence[Answer], waived: frozenset[str] = frozenset()) -> tuple[Mend, ...]:
    """Every criterion that applies and is below the top, the one that gives most first."""
    before = score(answers)
    if before is None:
        return ()
    status = fit_status(before, gravest(answers, waived))
    found = [
        _mend(answers, place, (before, status), waived)
        for place, answer in enumerate(answers)
        if answer.counts and answer.known != TOP
    ]
    return tuple(sorted(found, key=lambda one: (-one.confirmed, one.code)))


def _mend(
    answers: Sequence[Answer], place: int, now: tuple[Score, FitStatus], waived: frozenset[str]
) -> Mend:
    before, status = now
    better = mended(answers, place)
    after = score(better)
    assert after is not None
    gains = None
    if before.provisional is not None and after.provisional is not None:
        gains = after.provisional - before.provisional
    return Mend(
        code=answers[place].criterion.code,
        confirmed=after.confirmed - before.confirmed,
        provisional=gains,
        after=after,
        status=status,
        becomes=fit_status(after, gravest(better, waived)),
        lifts_knock_out=passage(answers[place], waived) not in LETS_THROUGH,
    )


def mended(answers: Sequence[Answer], place: int) -> list[Answer]:
    """The same answers with one of them at the top."""
    better = list(answers)
    better[place] = replace(better[place], level=TOP, state=AnswerState.ANSWERED)
    return better


def program_gain(
    code: str, levels: int, rows: Sequence[Asked], weights: Mapping[str, int]
) -> Fraction:
    """Confirmed points the program gains when one of those asked rises by so many levels.

    `weights` are those of the elements; an element that asks nothing takes no part.
    """
    asked = [row for row in rows if row.asked and row.weight]
    mended = next(row for row in asked if row.criterion == code)
    of_element = sum(row.weight for row in asked if row.element == mended.element)
    scored = {row.element for row in asked}
    of_program = sum(weight for element, weight in weights.items() if element in scored)
    share = Fraction(mended.weight * levels, TOP * mended.asked * of_element)
    return 100 * share * Fraction(weights[mended.element], of_program)
