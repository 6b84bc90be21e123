"""What a trial begins with: every stored figure, every packed sheet, the sources of departments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from app.engine.scoring.status import FitStatus
from app.inventory.facts.vocabulary.assets import Lifecycle
from app.inventory.models import Asset, Source
from app.kernel.db import Base, db
from app.organization.models import Department
from app.scoring.models import Score
from app.standards.models import Pack

_a, _s = Asset.__table__.c, Source.__table__.c


class Figures(NamedTuple):
    """What a stored score says in numbers, in thousandths, and in one word."""

    confirmed: int | None
    provisional: int | None
    best: int | None
    completeness: int | None
    evidenced: int | None
    fit: FitStatus
    volume: int | None


@dataclass(frozen=True, slots=True)
class SourceIn:
    """A source that is not retired, in the department it belongs to."""

    id: int
    code: str
    name: str
    department_id: int
    annual_studies: int | None


def figures(pack: Pack) -> dict[str, dict[int, Figures]]:
    """Of every subject by its key and number, facilities and the program too."""
    rows = db.session.execute(
        select(
            Score.subject_key,
            Score.subject_id,
            *(getattr(Score, name) for name in Figures._fields),
        ).where(Score.pack_id == pack.id)
    )
    found: dict[str, dict[int, Figures]] = {}
    for key, subject_id, *values in rows:
        found.setdefault(key, {})[subject_id] = Figures(*values)
    return found


def sources_in(department_ids: Sequence[int] | None) -> dict[int, list[SourceIn]]:
    """Sources by department, whether or not they are assessed."""
    rows = (
        select(_a.id, _a.code, _a.name, _a.department_id, _s.annual_studies)
        .select_from(Asset.__table__)
        .join(Source.__table__, _s.id == _a.id)
        .where(_a.lifecycle != Lifecycle.RETIRED, _a.department_id.is_not(None))
        .order_by(_a.code)
    )
    if department_ids is not None:
        rows = rows.where(_a.department_id.in_(department_ids))
    found: dict[int, list[SourceIn]] = {}
    for row in db.session.execute(rows):
        found.setdefault(row.department_id, []).append(SourceIn(*row))
    return found


def departments_of(asset_ids: Sequence[int]) -> set[int]:
    """Those that these assets belong to."""
    found = db.session.scalars(select(_a.department_id).where(_a.id.in_(asset_ids)).distinct())
    return {one for one in found if one is not None}


def places_of_departments() -> Mapping[int, int | None]:
    rows = db.session.execute(select(Department.id, Department.facility_id))
    return {row.id: row.facility_id for row in rows}


def names_of(model: type[Base], ids: Sequence[int]) -> Mapping[int, str]:
    """Code and name, of those that a page names."""
    table: Any = model.__table__.c
    rows = db.session.execute(select(table.id, table.code, table.name).where(table.id.in_(ids)))
    return {row.id: f"{row.code} {row.name}" for row in rows}
