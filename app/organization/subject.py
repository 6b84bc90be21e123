"""A department and a facility as things one may decide on or look back at."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.subjects import SubjectKind
from app.organization.models import Department, Facility


def _department(department_id: int) -> str:
    department = db.session.get(Department, department_id)
    if department is None:
        raise NotFound("There is no such department.")
    return department.name


def _facility(facility_id: int) -> str:
    facility = db.session.get(Facility, facility_id)
    if facility is None:
        raise NotFound("There is no such facility.")
    return facility.name


def _departments() -> Sequence[tuple[int, str]]:
    rows = db.session.execute(select(Department.id, Department.name).order_by(Department.name))
    return [(one.id, one.name) for one in rows]


DEPARTMENT = SubjectKind(
    "organization_department",
    "department",
    "organization.show_department",
    "department_id",
    _department,
    choices=_departments,
)
FACILITY = SubjectKind(
    "organization_facility", "facility", "organization.show_facility", "facility_id", _facility
)
