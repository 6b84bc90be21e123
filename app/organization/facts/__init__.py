"""What may be said of facilities, departments and service lines."""

from app.organization.facts.departments import DepartmentFacts
from app.organization.facts.facilities import FacilityFacts
from app.organization.facts.service_lines import ServiceLineFacts
from app.organization.facts.vocabulary import (
    CapturePolicy,
    FacilityLevel,
    Intent,
    OnboardingStage,
    Sensitivity,
    SupportModel,
    Tradition,
    Workflow,
)

__all__ = [
    "CapturePolicy",
    "DepartmentFacts",
    "FacilityFacts",
    "FacilityLevel",
    "Intent",
    "OnboardingStage",
    "Sensitivity",
    "ServiceLineFacts",
    "SupportModel",
    "Tradition",
    "Workflow",
]
