"""The tables of standards, by name."""

from app.standards.models.assessments import Answer, Assessment
from app.standards.models.assignments import Assignment
from app.standards.models.catalog import Criterion, Element, Pack, Rule
from app.standards.models.crosswalks import Crosswalk, CrosswalkLine
from app.standards.models.evidence import Content, Evidence, EvidenceFile, Support
from app.standards.models.waivers import Waiver

__all__ = [
    "Answer",
    "Assessment",
    "Assignment",
    "Content",
    "Criterion",
    "Crosswalk",
    "CrosswalkLine",
    "Element",
    "Evidence",
    "EvidenceFile",
    "Pack",
    "Rule",
    "Support",
    "Waiver",
]
