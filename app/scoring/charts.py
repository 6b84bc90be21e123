"""Readiness by element, drawn from the values of the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.scoring.rollup import ElementScore
from app.engine.scoring.score import thousandths
from app.standards.models import Element
from app.web.charts import Figure, bars


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One element in the roll-up; points and the share answered in thousandths, None: not known."""

    element: Element
    confirmed: int | None
    provisional: int | None
    best: int | None
    completeness: int | None


def element_line(element: Element, one: ElementScore) -> ElementLine:
    score = one.score
    return ElementLine(
        element=element,
        confirmed=thousandths(score.confirmed) if score else None,
        provisional=thousandths(score.provisional) if score else None,
        best=thousandths(score.best) if score else None,
        completeness=thousandths(score.completeness) if score else None,
    )


def readiness_chart(lines: Sequence[ElementLine]) -> Figure:
    """Confirmed points of each element that can be scored."""
    drawn = [(line.element.title, line.confirmed) for line in lines if line.confirmed is not None]
    titles = [title for title, _ in drawn]
    return bars(titles, [round(points / 1000, 1) for _, points in drawn], "points of 100")


def readiness_answer(lines: Sequence[ElementLine]) -> str:
    """The chart in a sentence."""
    scored = [line for line in lines if line.confirmed is not None]
    if not scored:
        return "No element can be scored yet."
    ranked = sorted(scored, key=lambda line: (-(line.confirmed or 0), line.element.position))
    first, last = ranked[0].element.title, ranked[-1].element.title
    if first == last:
        return f"Only {first} can be scored yet."
    return f"{first} stands highest, {last} lowest."
