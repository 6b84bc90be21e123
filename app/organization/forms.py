"""What can be typed about facilities and departments."""

from app.organization.facts import DepartmentFacts, FacilityFacts
from app.organization.facts.departments import Section
from app.web.facts import form_of

FacilityForm = form_of(FacilityFacts)
DepartmentForm = form_of(
    DepartmentFacts,
    sections=Section,
    chosen=frozenset({"account_person", "organization_service_line"}),
)
