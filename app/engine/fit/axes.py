"""The two axes of fit, functional and technical, and the quarter of the map they point to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engine.scoring.answer import Answer, Axis
from app.engine.scoring.score import score

MIDDLE = 60
"""Points of 100 from which an axis counts as high."""


class Quarter(StrEnum):
    """The usual reading of the map. Others read it otherwise, so it is printed beside the chart."""

    INVEST = "invest"
    TOLERATE = "tolerate"
    MIGRATE = "migrate"
    ELIMINATE = "eliminate"


Quarters = Mapping[tuple[bool, bool], Quarter]
"""High functional fit, high technical fit: what the quarter is called."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Points of 100 over what is known; None where nothing of that axis is answered."""

    functional: Fraction | None
    technical: Fraction | None

    @property
    def quarter(self) -> Quarter | None:
        return self.quarter_by(QUARTERS)

    def quarter_by(self, quarters: Quarters) -> Quarter | None:
        if self.functional is None or self.technical is None:
            return None
        return quarters[self.functional >= MIDDLE, self.technical >= MIDDLE]


QUARTERS: Quarters = {
    (True, True): Quarter.INVEST,
    (False, True): Quarter.TOLERATE,
    (True, False): Quarter.MIGRATE,
    (False, False): Quarter.ELIMINATE,
}
"""As shipped; a site may call its quarters otherwise, with a reason."""


def axes(answers: Sequence[Answer]) -> Axes:
    return Axes(_along(Axis.FUNCTIONAL, answers), _along(Axis.TECHNICAL, answers))


def _along(axis: Axis, answers: Iterable[Answer]) -> Fraction | None:
    found = score(answer for answer in answers if answer.criterion.axis is axis)
    return found.provisional if found else None
