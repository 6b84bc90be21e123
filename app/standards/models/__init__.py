"""The tables of standards, by name."""

from app.standards.models.assessments import Answer, Assessment
from app.standards.models.assignments import Assignment
from app.standards.models.catalog import Criterion, Element, Pack, Rule
from app.standards.models.waivers import Waiver

__all__ = ["Answer", "Assessment", "Assignment", "Criterion", "Element", "Pack", "Rule", "Waiver"]
