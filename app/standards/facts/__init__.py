"""What may be said of a pack, and of an answer."""

from app.standards.facts.answers import AnswerFacts
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile
from app.standards.facts.vocabulary import Applies, EvidenceKind, Subject, When

__all__ = [
    "AnswerFacts",
    "Applies",
    "CriterionFacts",
    "ElementFacts",
    "EvidenceKind",
    "PackFacts",
    "PackFile",
    "Subject",
    "When",
]
