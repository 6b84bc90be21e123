"""Which move an initiative is open to, state by state."""

from app.engine.lifecycle import Lifecycle
from app.strategy.facts import InitiativeMove as Move
from app.strategy.facts import InitiativeStatus as Status

INITIATIVE = Lifecycle[Status, Move](
    "roadmap initiative",
    {
        (Status.PROPOSED, Move.APPROVE): Status.APPROVED,
        (Status.PROPOSED, Move.CANCEL): Status.CANCELLED,
        (Status.APPROVED, Move.UNAPPROVE): Status.PROPOSED,
        (Status.APPROVED, Move.START): Status.IN_PROGRESS,
        (Status.APPROVED, Move.CANCEL): Status.CANCELLED,
        (Status.IN_PROGRESS, Move.COMPLETE): Status.COMPLETE,
        (Status.IN_PROGRESS, Move.HOLD): Status.ON_HOLD,
        (Status.IN_PROGRESS, Move.CANCEL): Status.CANCELLED,
        (Status.ON_HOLD, Move.RESUME): Status.IN_PROGRESS,
        (Status.ON_HOLD, Move.CANCEL): Status.CANCELLED,
    },
)


BY_DECISION = frozenset({Move.APPROVE, Move.UNAPPROVE})


def moves_by_hand(status: Status) -> tuple[Move, ...]:
    """Moves a planner makes; approving takes a decision, and so does taking that back."""
    return tuple(move for move in INITIATIVE.open_to(status) if move not in BY_DECISION)
