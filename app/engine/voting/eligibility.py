"""Why a seat may not vote or step aside, if it may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.engine.voting.ballot import ChairVotes, Phase, Rule
from app.engine.voting.roll import Place


class Refusal(StrEnum):
    """Shown as it stands: what is in the way, and who can help."""

    NO_SEAT = "You hold no seat on the roll of this ballot. Ask the secretary who does."
    NO_VOTE = "Your seat on this body has no vote; you may follow the ballot."
    CHAIR = "Under this charter the chair does not vote; you may follow the ballot."
    NO_ALTERNATES = "Under this charter only the holder of a seat votes, not the alternate."
    HOLDER_VOTED = "The holder of the seat has voted; the alternate votes in the holder's absence."
    ALTERNATE = "Only the holder of a seat can step aside. As alternate, simply do not vote."
    RECUSED = "This seat has stepped aside from the question, so it does not vote."
    UPCOMING = "Voting has not begun yet."
    OVER = "The last moment to vote has passed; the votes are being counted."
    CLOSED = "Voting is closed and the result stands."


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's claim to act for a seat; `place` is None for a person without one."""

    place: Place | None
    as_alternate: bool = False
    holder_has_voted: bool = False


_BY_PHASE = {
    Phase.UPCOMING: Refusal.UPCOMING,
    Phase.OVER: Refusal.OVER,
    Phase.CLOSED: Refusal.CLOSED,
}


def refusal(rule: Rule, claim: Claim, phase: Phase) -> Refusal | None:
    """Why this person may not vote for this seat now; the lasting reasons first."""
    return next(_against_voting(rule, claim), _BY_PHASE.get(phase))


def recusal_refusal(rule: Rule, claim: Claim, phase: Phase) -> Refusal | None:
    """Why this person may not step aside now. Stepping aside cannot be taken back."""
    return next(_against_stepping_aside(rule, claim), _BY_PHASE.get(phase))


def _against_voting(rule: Rule, claim: Claim) -> Iterator[Refusal]:
    yield from _against_any_part(rule, claim.place)
    if claim.as_alternate and not rule.alternates:
        yield Refusal.NO_ALTERNATES
    if claim.place and claim.place.is_recused:
        yield Refusal.RECUSED
    if claim.as_alternate and claim.holder_has_voted:
        yield Refusal.HOLDER_VOTED


def _against_stepping_aside(rule: Rule, claim: Claim) -> Iterator[Refusal]:
    yield from _against_any_part(rule, claim.place)
    if claim.as_alternate:
        yield Refusal.ALTERNATE
    if claim.place and claim.place.is_recused:
        yield Refusal.RECUSED


def _against_any_part(rule: Rule, place: Place | None) -> Iterator[Refusal]:
    if place is None:
        yield Refusal.NO_SEAT
    elif not place.is_voting:
        yield Refusal.NO_VOTE
    elif place.is_chair and rule.chair_votes is ChairVotes.NEVER:
        yield Refusal.CHAIR
