"""Scores by element of things that many sheets make together."""

from collections.abc import Mapping, Sequence

from app.engine.scoring.batch import Sheet
from app.engine.scoring.rollup import readiness
from app.engine.scoring.score import Score, thousandths
from app.engine.scoring.weighed import weighed_score
from app.standards.models import Pack

Parts = dict[str, list[int | None]]
"""By element: confirmed and provisional points in thousandths."""


def department_elements(
    pack: Pack, own: Sheet, sources: Sheet, volumes: Sequence[int | None]
) -> dict[str, Score | None]:
    """Each element as readiness is made: six tenths sources, four tenths own criteria.

    An element that only one of the two is asked about is that one alone.
    """
    found: dict[str, Score | None] = {}
    for element in pack.elements:
        inside = weighed_score(sources.sums(element=element.code), volumes)
        itself = weighed_score(own.sums(element=element.code), [None])
        found[element.code] = readiness(inside, itself) or inside or itself
    return found


def element_parts(pack: Pack, own: Sheet, sources: Sheet, volumes: Sequence[int | None]) -> Parts:
    return parts_of(department_elements(pack, own, sources, volumes))


def parts_of(elements: Mapping[str, Score | None]) -> Parts:
    return {
        code: [thousandths(score.confirmed), thousandths(score.provisional)]
        for code, score in elements.items()
        if score is not None
    }
