"""What may be said of bodies, charters, seats and proposals."""

from app.governance.facts.bodies import BodyFacts, CharterFacts, SeatFacts
from app.governance.facts.proposals import RESCIND, ProposalFacts
from app.governance.facts.vocabulary import (
    CONSTITUENCIES_OF,
    GROUP_OF,
    REQUIRED_GROUPS,
    BodyKind,
    Constituency,
    DecisionClass,
    Group,
    ResponsibilityArea,
)

__all__ = [
    "CONSTITUENCIES_OF",
    "GROUP_OF",
    "REQUIRED_GROUPS",
    "RESCIND",
    "BodyFacts",
    "BodyKind",
    "CharterFacts",
    "Constituency",
    "DecisionClass",
    "Group",
    "ProposalFacts",
    "ResponsibilityArea",
    "SeatFacts",
]
