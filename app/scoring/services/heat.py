"""Departments by element: now, from the stored sheets, or as they were on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.scoring.queries.scores import own_sheets, source_sheets
from app.scoring.queries.snapshots import as_of
from app.scoring.translate.elements import Parts, element_parts
from app.scoring.translate.sheets import unpacked
from app.standards.facts import Subject
from app.standards.models import Pack


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One department: its readiness, and by element confirmed and provisional points."""

    id: int
    name: str
    code: str
    parts: Parts


def heat_now(pack: Pack, names: Mapping[int, tuple[str, str]]) -> Sequence[HeatRow]:
    """Departments that have answered anything, or whose sources have."""
    inside, own = source_sheets(pack), own_sheets(pack, Subject.DEPARTMENT)
    rows = []
    for one, (name, code) in names.items():
        sources = inside.get(one, [])
        if not sources and one not in own:
            continue
        sheet = unpacked(pack, [source.sheet for source in sources])
        itself = unpacked(pack, [own[one]] if one in own else [])
        volumes = [source.annual_studies for source in sources]
        rows.append(HeatRow(one, name, code, element_parts(pack, itself, sheet, volumes)))
    return rows


def heat_on(pack: Pack, day: date, names: Mapping[int, tuple[str, str]]) -> Sequence[HeatRow]:
    """As it was at the end of a day."""
    then = as_of(pack, day, [Subject.DEPARTMENT.key])
    return [
        HeatRow(one, name, code, then[Subject.DEPARTMENT.key, one].parts or {})
        for one, (name, code) in names.items()
        if (Subject.DEPARTMENT.key, one) in then
    ]
