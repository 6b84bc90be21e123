"""What a score and its knock-outs mean together, in one of five words."""

from enum import StrEnum
from fractions import Fraction

from app.engine.scoring.knockout import Passage
from app.engine.scoring.score import Score

COMPLETE_ENOUGH = Fraction(60, 100)
"""With less than this share of the criteria answered, nothing is judged."""


class FitStatus(StrEnum):
    FIT = "fit"
    CONDITIONAL = "conditional"
    WEAK = "weak"
    NOT_FIT = "not_fit"
    UNDETERMINED = "undetermined"


BANDS = (
    (80, FitStatus.FIT),
    (60, FitStatus.CONDITIONAL),
    (40, FitStatus.WEAK),
    (0, FitStatus.NOT_FIT),
)
"""The first band whose floor, in points of 100, the score reaches."""


def band_of(points: Fraction) -> FitStatus:
    return next(status for floor, status in BANDS if points >= floor)


def fit_status(score: Score | None, gravest: Passage | None) -> FitStatus:
    """A failed knock-out decides whatever the score; an unanswered one leaves it open.

    Otherwise the score over the answers that are known speaks, once enough of them are: what is
    not known makes a thing neither fit nor unfit. With a repair promised or a knock-out waived it
    is never more than conditional.
    """
    if gravest is Passage.FAILS:
        return FitStatus.NOT_FIT
    if gravest is Passage.UNDETERMINED or score is None or score.provisional is None:
        return FitStatus.UNDETERMINED
    if score.completeness < COMPLETE_ENOUGH:
        return FitStatus.UNDETERMINED
    status = band_of(score.provisional)
    if gravest in {Passage.PROMISED, Passage.WAIVED} and status is FitStatus.FIT:
        return FitStatus.CONDITIONAL
    return status
