"""Who may move a proposal and run its ballot: read it like the table it is."""

from dataclasses import dataclass
from enum import StrEnum

from app.engine.voting.ballot import Disclosure
from app.engine.voting.proposal import Move
from app.kernel.permissions import Actor, Permission


class Part(StrEnum):
    """What one actor is to one proposal."""

    AUTHOR = "author"
    CHAIR = "chair"
    SECRETARY = "secretary"


WHO: dict[Move, frozenset[Part]] = {
    Move.EDIT: frozenset({Part.AUTHOR}),
    Move.SUBMIT: frozenset({Part.AUTHOR}),
    Move.WITHDRAW: frozenset({Part.AUTHOR}),
    Move.RETURN: frozenset({Part.CHAIR, Part.SECRETARY}),
    Move.OPEN: frozenset({Part.CHAIR, Part.SECRETARY}),
}
"""Carrying, rejecting and lacking a quorum are nobody's acts: they follow from the count."""

RUNS = frozenset({Part.CHAIR, Part.SECRETARY})


@dataclass(frozen=True, slots=True)
class Standing:
    parts: frozenset[Part]

    def may(self, move: Move) -> bool:
        return bool(self.parts & WHO.get(move, frozenset()))

    @property
    def runs(self) -> bool:
        """May open and close ballots of this body."""
        return bool(self.parts & RUNS)


def standing(actor: Actor, *, author_id: int, chair_id: int | None) -> Standing:
    """A secretary runs every body; a chair the one it chairs."""
    parts = {
        Part.AUTHOR: actor.person_id == author_id,
        Part.CHAIR: actor.person_id == chair_id,
        Part.SECRETARY: actor.may(Permission.GOVERNANCE_RUN),
    }
    return Standing(frozenset(part for part, holds in parts.items() if holds))


def may_see_count(disclosure: Disclosure, *, has_taken_part: bool) -> bool:
    """Whether the running count is shown to someone before the ballot is closed."""
    if disclosure is Disclosure.AFTER_VOTING:
        return has_taken_part
    return disclosure is Disclosure.AT_ONCE
