"""What can happen at a meeting. Minutes are written from these and from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    OPENED = "opened"
    ARRIVED = "arrived"
    DEPARTED = "departed"
    QUORUM_REACHED = "quorum_reached"
    QUORUM_LOST = "quorum_lost"
    ITEM_TAKEN_UP = "item_taken_up"
    ITEM_PULLED = "item_pulled"
    ITEM_CLOSED = "item_closed"
    ITEM_DEFERRED = "item_deferred"
    CONSENT_ADOPTED = "consent_adopted"
    MOVED = "moved"
    SECONDED = "seconded"
    AMENDED = "amended"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    FELL = "fell"
    RECUSED = "recused"
    WAIVED = "waived"
    ACTION_ASSIGNED = "action_assigned"
    MINUTES_APPROVED = "minutes_approved"
    NOTED = "noted"
    ADJOURNED = "adjourned"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `said` is what the sentence needs, as text by name."""

    key: int
    at: datetime
    kind: EventKind
    said: Mapping[str, str]
