"""What stands behind each figure of a pack: of the program, of each element, of each department."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.engine.scoring.basis import Basis
from app.scoring.queries import basis, scores
from app.scoring.translate.sheets import unpacked
from app.standards.facts import Subject
from app.standards.models import Pack


@dataclass(frozen=True, slots=True)
class Backing:
    """Elements and departments by number; one of which nothing was asked is not among them."""

    program: Basis
    elements: Mapping[int, Basis]
    departments: Mapping[int, Basis]


def backing_of(pack: Pack, *, on: date, months: int) -> Backing:
    """Fresh: backed by evidence that is dated within so many months."""
    since = basis.months_before(on, months)
    return Backing(
        basis.basis_of(pack, on=on, months=months),
        _elements(pack, basis.fresh_by_element(pack, since)),
        _departments(pack, basis.fresh_by_department(pack, since)),
    )


def _elements(pack: Pack, fresh: Mapping[int, int]) -> dict[int, Basis]:
    sums, found = scores.columns_of(pack), {}
    for element in pack.elements:
        inside = [
            sums[one.id] for one in pack.criteria if one.element_id == element.id and one.id in sums
        ]
        asked, known = (sum(getattr(one, name) for one in inside) for name in ("asked", "known"))
        if asked:
            found[element.id] = Basis(known, asked, fresh.get(element.id, 0))
    return found


def _departments(pack: Pack, fresh: Mapping[int, int]) -> dict[int, Basis]:
    """By the sheets their readiness is made of: their own, and those of their sources."""
    own = scores.own_sheets(pack, Subject.DEPARTMENT)
    sheets = {one: [sheet] for one, sheet in own.items()}
    for department, sources in scores.source_sheets(pack).items():
        sheets.setdefault(department, []).extend(source.sheet for source in sources)
    found = {}
    for department, packed in sheets.items():
        asked, known, *_ = unpacked(pack, packed).column_sums()
        if total := int(asked.sum()):
            found[department] = Basis(int(known.sum()), total, fresh.get(department, 0))
    return found
