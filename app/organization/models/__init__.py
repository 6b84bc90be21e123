"""The tables of the organization, by name."""

from app.organization.models.departments import Department
from app.organization.models.facilities import Facility
from app.organization.models.service_lines import ServiceLine

__all__ = ["Department", "Facility", "ServiceLine"]
