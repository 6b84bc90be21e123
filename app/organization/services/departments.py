"""Open a department, change what is said of it."""

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.facts import Refused
from app.organization.facts import DepartmentFacts
from app.organization.models import Department
from app.organization.queries.references import directory_of_facts
from app.organization.translate import columns_of


def open_department(facts: DepartmentFacts) -> Department:
    _refuse_taken(facts, None)
    department = Department(**columns_of(facts, directory_of_facts([facts])))
    db.session.add(department)
    db.session.flush()
    return department


def change_department(department: Department, facts: DepartmentFacts, *, version: int) -> None:
    if department.version != version:
        raise Conflict("Someone else changed this department first. Load it again and repeat.")
    _refuse_taken(facts, department.id)
    for name, value in columns_of(facts, directory_of_facts([facts])).items():
        setattr(department, name, value)
    db.session.flush()


def _refuse_taken(facts: DepartmentFacts, own_id: int | None) -> None:
    holder = db.session.scalar(select(Department.id).where(Department.code == facts.code))
    if holder not in (None, own_id):
        raise Refused({"code": f"Another department has the code {facts.code}."})
