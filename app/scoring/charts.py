"""Readiness by element, drawn from the values of the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.scoring.rollup import ElementScore
from app.engine.scoring.score import thousandths
from app.scoring.models import Snapshot
from app.scoring.services.heat import HeatRow
from app.standards.models import Element, Pack
from app.web.charts import Figure, Heat, bars, course, heat


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


def course_chart(rows: Sequence[Snapshot]) -> Figure:
    """Confirmed, provisional and what evidence carries, from snapshot to snapshot."""
    moments = [row.taken_at.isoformat() for row in rows]
    return course(
        moments,
        {
            "Provisional": [_tenths(row.provisional) for row in rows],
            "Confirmed": [_tenths(row.confirmed) for row in rows],
            "As far as evidence carries it": [_tenths(row.evidenced) for row in rows],
        },
    )


def heat_chart(pack: Pack, rows: Sequence[HeatRow]) -> Figure:
    """Provisional points of each department by element."""
    return heat(
        Heat(
            rows=[row.name for row in rows],
            columns=[element.title for element in pack.elements],
            values=[
                [_tenths(provisional(row, element.code)) for element in pack.elements]
                for row in rows
            ],
        ),
        "points",
    )


def heat_answer(pack: Pack, rows: Sequence[HeatRow]) -> str:
    """The lowest field in a sentence."""
    fields = [
        (points, row.name, element.title)
        for row in rows
        for element in pack.elements
        if (points := provisional(row, element.code)) is not None
    ]
    if not fields:
        return "No department can be scored yet."
    points, department, element = min(fields)
    return f"{department} stands lowest, in {element}: {points / 1000:.1f} of 100."


def provisional(row: HeatRow, code: str) -> int | None:
    part = row.parts.get(code)
    return part[1] if part else None


def _tenths(thousandths: int | None) -> float | None:
    return None if thousandths is None else round(thousandths / 1000, 1)
