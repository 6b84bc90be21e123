"""The sums of the columns to the roll-up of elements and program."""

from collections.abc import Mapping

from app.engine.scoring.rollup import Asked, ElementScore, by_element
from app.scoring.queries.scores import ColumnSums
from app.standards.models import Pack


def asked_rows(pack: Pack, columns: Mapping[int, ColumnSums]) -> list[Asked]:
    """One row for each criterion that was asked of anything."""
    codes = {element.id: element.code for element in pack.elements}
    return [
        Asked(
            criterion=one.code,
            element=codes[one.element_id],
            weight=one.weight,
            asked=column.asked,
            known=column.known,
            levels=column.levels,
            evidenced=column.evidenced,
        )
        for one in pack.criteria
        if (column := columns.get(one.id)) is not None and column.asked
    ]


def element_scores(pack: Pack, columns: Mapping[int, ColumnSums]) -> tuple[ElementScore, ...]:
    weights = {element.code: element.weight for element in pack.elements}
    return by_element(asked_rows(pack, columns), weights)
