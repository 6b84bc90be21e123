"""The life of a proposal."""

from enum import StrEnum

from app.engine.lifecycle import Lifecycle


class Stage(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VOTING = "voting"
    INQUORATE = "inquorate"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


class Move(StrEnum):
    """Worded to end a refusal: "cannot be …"."""

    EDIT = "edited"
    SUBMIT = "submitted"
    RETURN = "returned to its author"
    WITHDRAW = "withdrawn"
    OPEN = "put to a ballot"
    CARRY = "carried"
    REJECT = "rejected"
    LACK_QUORUM = "left without a quorum"
    STAND = "left standing"


PROPOSAL = Lifecycle(
    "proposal",
    {
        (Stage.DRAFT, Move.EDIT): Stage.DRAFT,
        (Stage.DRAFT, Move.SUBMIT): Stage.SUBMITTED,
        (Stage.DRAFT, Move.WITHDRAW): Stage.WITHDRAWN,
        (Stage.SUBMITTED, Move.RETURN): Stage.RETURNED,
        (Stage.SUBMITTED, Move.WITHDRAW): Stage.WITHDRAWN,
        (Stage.SUBMITTED, Move.OPEN): Stage.VOTING,
        (Stage.RETURNED, Move.EDIT): Stage.RETURNED,
        (Stage.RETURNED, Move.SUBMIT): Stage.SUBMITTED,
        (Stage.RETURNED, Move.WITHDRAW): Stage.WITHDRAWN,
        (Stage.VOTING, Move.CARRY): Stage.DECIDED,
        (Stage.VOTING, Move.REJECT): Stage.REJECTED,
        (Stage.VOTING, Move.LACK_QUORUM): Stage.INQUORATE,
        (Stage.VOTING, Move.STAND): Stage.SUBMITTED,
        (Stage.INQUORATE, Move.OPEN): Stage.VOTING,
        (Stage.INQUORATE, Move.WITHDRAW): Stage.WITHDRAWN,
    },
)
"""Rejected, withdrawn and decided are final: a second try is a new proposal."""
