"""Places with what stands above them, and the departments in them with their readiness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.engine.scoring.score import Score as Points
from app.kernel.db import db
from app.organization.models import Department, Facility
from app.scoring.models import Score
from app.standards.facts import Subject
from app.standards.models import Pack


@dataclass(frozen=True, slots=True)
class DepartmentPoints:
    """A department that has a readiness: where it stands, its points, the studies behind them."""

    id: int
    facility_id: int
    score: Points
    volume: int | None


def places_above() -> Mapping[int, tuple[int, ...]]:
    """Each place with itself and all above it."""
    rows = db.session.execute(select(Facility.id, Facility.parent_id)).all()
    parents = {row.id: row.parent_id for row in rows}
    return {one: _way_up(one, parents) for one in parents}


def department_points(pack: Pack) -> Sequence[DepartmentPoints]:
    rows = db.session.execute(
        select(
            Department.id,
            Department.facility_id,
            Score.confirmed,
            Score.provisional,
            Score.best,
            Score.completeness,
            Score.evidenced,
            Score.volume,
        )
        .join(Score, Score.subject_id == Department.id)
        .where(Score.pack_id == pack.id, Score.subject_key == Subject.DEPARTMENT.key)
        .where(Score.confirmed.is_not(None), Department.facility_id.is_not(None))
        .order_by(Department.id)
    )
    return [
        DepartmentPoints(row.id, row.facility_id, as_points(row), row.volume)
        for row in rows
        if row.facility_id is not None
    ]


def as_points(row: Any) -> Points:
    """The score of a row that keeps it in thousandths."""
    return Points(
        Fraction(row.confirmed, 1000),
        _fraction(row.provisional),
        Fraction(row.best, 1000),
        Fraction(row.completeness, 1000),
        _fraction(row.evidenced),
    )


def _fraction(thousandths: int | None) -> Fraction | None:
    return None if thousandths is None else Fraction(thousandths, 1000)


def _way_up(place: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    way: list[int] = []
    at: int | None = place
    while at is not None and at not in way:
        way.append(at)
        at = parents.get(at)
    return tuple(way)
