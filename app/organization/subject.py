"""A department and a facility as things one may decide on or look back at."""

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


DEPARTMENT = SubjectKind(
    "organization_department",
    "department",
    "organization.show_department",
    "department_id",
    _department,
)
FACILITY = SubjectKind(
    "organization_facility", "facility", "organization.show_facility", "facility_id", _facility
)
