"""What may be said of a pack, and of an answer."""

from app.standards.facts.answers import AnswerFacts
from app.standards.facts.assignments import AssignmentFacts
from app.standards.facts.evidence import EvidenceFacts
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile, RuleFacts
from app.standards.facts.vocabulary import (
    Applies,
    Ending,
    EvidenceCode,
    EvidenceKind,
    Subject,
    Tier,
    When,
)

__all__ = [
    "AnswerFacts",
    "Applies",
    "AssignmentFacts",
    "CriterionFacts",
    "ElementFacts",
    "Ending",
    "EvidenceCode",
    "EvidenceFacts",
    "EvidenceKind",
    "PackFacts",
    "PackFile",
    "RuleFacts",
    "Subject",
    "Tier",
    "When",
]
