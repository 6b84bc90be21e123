"""Why a seat may not vote or step aside, if it may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.engine.voting.ballot import BallotKind, ChairVotes, Phase, Rule
from app.engine.voting.roll import Place


class Refusal(StrEnum):
    """Shown as it stands: what is in the way, and who can help."""

    NO_SEAT = "You hold no seat on the roll of this ballot. Ask the secretary who does."
    NO_VOTE = "Your seat on this body has no vote; you may follow the ballot."
    CHAIR = "Under this charter the chair does not vote; you may follow the ballot."
    NO_ALTERNATES = "Under this charter only the holder of a seat votes, not the alternate."
    HOLDER_VOTED = "The holder of the seat has voted; the alternate votes in the holder's absence."
    ALTERNATE = "Only the holder of a seat can step aside. As alternate, simply do not vote."
    NO_PROXIES = "Under this charter nobody votes by proxy."
    PROXY_GIVEN = (
        "The vote of this seat is given by proxy. Take the proxy back, and you may vote yourself."
    )
    PROXY_ASIDE = "Only the holder of a seat can step aside, not who votes by proxy."
    PROXY_AWAY = "Your proxy counts only while you are present at the meeting yourself."
    HOLDER_PRESENT = "The holder of the seat is present and votes in person."
    AWAY = "You are not present at the meeting. The secretary notes who arrives."
    QUORUM_LOST = "There is no quorum in the room, so voting rests until enough seats are present."
    CAST = "This seat has cast its secret vote. Nobody can find it again, so it cannot be changed."
    CAST_ASIDE = (
        "This seat has cast its secret vote. Nobody can find it again, so it cannot be taken back."
    )
    HANDS = "This question is decided by a show of hands; the secretary enters the count."
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
    as_proxy: bool = False
    has_given_proxy: bool = False
    has_cast_secretly: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting as one vote finds it; without one, a ballot goes by written procedure."""

    has_quorum: bool
    is_here: bool
    """Whoever votes is present, in the room or by line."""
    holder_is_here: bool


_BY_PHASE = {
    Phase.UPCOMING: Refusal.UPCOMING,
    Phase.OVER: Refusal.OVER,
    Phase.CLOSED: Refusal.CLOSED,
}


def refusal(rule: Rule, claim: Claim, phase: Phase, room: Room | None = None) -> Refusal | None:
    """Why this person may not vote for this seat now; the lasting reasons first."""
    return next(_against_voting(rule, claim, room), _BY_PHASE.get(phase))


def recusal_refusal(
    rule: Rule, claim: Claim, phase: Phase, room: Room | None = None
) -> Refusal | None:
    """Why this person may not step aside now. Stepping aside cannot be taken back."""
    return next(_against_stepping_aside(rule, claim, room), _BY_PHASE.get(phase))


def _against_voting(rule: Rule, claim: Claim, room: Room | None) -> Iterator[Refusal]:
    yield from _against_any_part(rule, claim.place)
    yield from _against_the_way(rule, claim)
    if claim.place and claim.place.is_recused:
        yield Refusal.RECUSED
    if claim.has_cast_secretly:
        yield Refusal.CAST
    for_another = claim.as_alternate or claim.as_proxy
    is_back = room is not None and room.holder_is_here
    if claim.has_given_proxy and not claim.as_proxy and not is_back:
        yield Refusal.PROXY_GIVEN
    if for_another and claim.holder_has_voted:
        yield Refusal.HOLDER_VOTED
    if room is not None:
        yield from _against_in_the_room(rule, claim, room)


def _against_the_way(rule: Rule, claim: Claim) -> Iterator[Refusal]:
    if rule.kind is BallotKind.SHOW_OF_HANDS:
        yield Refusal.HANDS
    if claim.as_alternate and not rule.alternates:
        yield Refusal.NO_ALTERNATES
    if claim.as_proxy and not rule.proxies.per_holder:
        yield Refusal.NO_PROXIES


def _against_in_the_room(rule: Rule, claim: Claim, room: Room) -> Iterator[Refusal]:
    for_another = claim.as_alternate or claim.as_proxy
    if for_another and room.holder_is_here:
        yield Refusal.HOLDER_PRESENT
    if claim.as_proxy and rule.proxies.holder_present and not room.is_here:
        yield Refusal.PROXY_AWAY
    if not claim.as_proxy and not room.is_here:
        yield Refusal.AWAY
    if not room.has_quorum:
        yield Refusal.QUORUM_LOST


def _against_stepping_aside(rule: Rule, claim: Claim, room: Room | None) -> Iterator[Refusal]:
    yield from _against_any_part(rule, claim.place)
    if claim.as_alternate:
        yield Refusal.ALTERNATE
    if claim.as_proxy:
        yield Refusal.PROXY_ASIDE
    if claim.place and claim.place.is_recused:
        yield Refusal.RECUSED
    if claim.has_cast_secretly:
        yield Refusal.CAST_ASIDE
    if room is not None and not room.is_here:
        yield Refusal.AWAY


def _against_any_part(rule: Rule, place: Place | None) -> Iterator[Refusal]:
    if place is None:
        yield Refusal.NO_SEAT
    elif not place.is_voting:
        yield Refusal.NO_VOTE
    elif place.is_chair and rule.chair_votes is ChairVotes.NEVER:
        yield Refusal.CHAIR
