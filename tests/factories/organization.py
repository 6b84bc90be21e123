from itertools import count

from app.kernel.db import db
from app.organization.facts import DepartmentFacts, FacilityFacts, Tradition, Workflow
from app.organization.models import Department, Facility, ServiceLine
from app.organization.services.departments import open_department
from app.organization.services.facilities import add_facility

_numbers = count(1)


def a_facility(parent: Facility | None = None, **given) -> Facility:
    number = next(_numbers)
    usual = {"code": f"F{number}", "name": f"Facility {number}"}
    facts = FacilityFacts(**usual | {"parent": parent.code if parent else None} | given)
    return add_facility(facts)


def a_service_line(**given) -> ServiceLine:
    number = next(_numbers)
    usual = {
        "number": 900 + number,
        "code": f"line_{number}",
        "name": f"Line {number}",
        "tradition": Tradition.NON_TRADITIONAL,
        "sources": "XC",
        "workflow": Workflow.ENCOUNTER,
    }
    line = ServiceLine(**usual | given)
    db.session.add(line)
    db.session.flush()
    return line


def a_department(lead=None, **given) -> Department:
    number = next(_numbers)
    usual = {"code": f"D{number}", "name": f"Department {number}"}
    facts = DepartmentFacts(**usual | {"lead": lead.email if lead else None} | given)
    return open_department(facts)
