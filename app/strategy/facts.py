"""The words of strategy: what may be said of an objective and an initiative."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way an objective improves."""

    UP = "up"
    DOWN = "down"


class InitiativeStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


class InitiativeMove(StrEnum):
    """What can be done to an initiative; approving is done by a decision alone."""

    APPROVE = "approve"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    COMPLETE = "complete"
    CANCEL = "cancel"
