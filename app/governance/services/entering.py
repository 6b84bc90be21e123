"""What chair and secretary do to an open ballot: enter votes, tighten the promise, extend."""

from collections.abc import Mapping
from datetime import datetime

from app.engine.voting.ballot import BallotKind, Choice, Disclosure, Phase, tightens
from app.engine.voting.election import Method
from app.engine.voting.roll import Attendance, taking_part
from app.governance import translate
from app.governance.models import Ballot, BallotSeat, Channel, Vote
from app.governance.policy import standing
from app.governance.queries import ballots as queries
from app.governance.queries import bodies
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor


def enter_vote(ballot: Ballot, *, actor: Actor, seat_id: int, choice: Choice, at: datetime) -> Vote:
    """What a member without a device said in the roll call; marked so, and shown to the member."""
    ballot = _run(ballot, actor, at)
    if ballot.ballot_kind is not BallotKind.ROLL_CALL or ballot.method is not Method.QUESTION:
        raise RuleBroken("Only the votes of a roll call can be entered for somebody.")
    seat = next((one for one in ballot.seats if one.seat_id == seat_id), None)
    if seat is None:
        raise NotFound("There is no such seat on the roll.")
    _refuse_unable(ballot, seat)
    vote = translate.vote_on(ballot, seat)
    if vote is None:
        vote = Vote(ballot_id=ballot.id, seat_id=seat_id, comment="", dispute="")
        db.session.add(vote)
    vote.choice, vote.cast_at, vote.cast_by_id = choice, at, actor.person_id
    vote.channel = Channel.SECRETARY
    vote.confirmed_at, vote.disputed_at = None, None
    return vote


def _refuse_unable(ballot: Ballot, seat: BallotSeat) -> None:
    if seat.seat_id not in translate.voting_seats(ballot) or seat.holder_id is None:
        raise RuleBroken("This seat has no vote on this ballot.")
    if seat.attendance is Attendance.ABSENT:
        raise RuleBroken(f"Nobody is here for the seat {seat.title}. Note who arrives first.")
    if any(one.seat_id == seat.seat_id for one in ballot.recusals):
        raise RuleBroken("This seat has stepped aside from the question, so it does not vote.")
    vote = translate.vote_on(ballot, seat)
    if vote is not None and vote.channel is not Channel.SECRETARY:
        raise RuleBroken("A vote was given for this seat already; only who gave it changes it.")


def enter_hands(
    ballot: Ballot, hands: Mapping[Choice, int], *, actor: Actor, at: datetime
) -> Ballot:
    """The hands counted in the room, as the chair announced them; the last count stands."""
    ballot = _run(ballot, actor, at)
    if ballot.ballot_kind is not BallotKind.SHOW_OF_HANDS:
        raise RuleBroken("Hands are counted where the charter says that hands are shown.")
    here = taking_part(translate.rule_of(ballot), translate.roll_of(ballot))
    if min(hands.values()) < 0 or sum(hands.values()) > here:
        shown = sum(hands.values())
        raise RuleBroken(f"{shown} hands were counted and {here} voting seats are here.")
    ballot.hands = {choice.value: many for choice, many in hands.items()}
    return ballot


def confirm_entry(ballot: Ballot, *, actor: Actor, at: datetime) -> Vote:
    """The member says: yes, that is how I voted."""
    vote = _entry_for(ballot, actor)
    vote.confirmed_at, vote.disputed_at, vote.dispute = at, None, ""
    return vote


def dispute_entry(ballot: Ballot, *, actor: Actor, why: str, at: datetime) -> Vote:
    """The member says: that is not how I voted. While voting is open, a vote of one's own heals it.

    After the close the count stands as it was counted, and the dispute stands beside it.
    """
    if not why.strip():
        raise RuleBroken("Say what is wrong with the entry.")
    vote = _entry_for(ballot, actor)
    vote.confirmed_at, vote.disputed_at, vote.dispute = None, at, why.strip()
    return vote


def _entry_for(ballot: Ballot, actor: Actor) -> Vote:
    ballot = queries.lock(ballot.id)
    own = {one.seat_id for one in ballot.seats if one.holder_id == actor.person_id}
    entered = (one for one in ballot.votes if one.channel is Channel.SECRETARY)
    vote = next((one for one in entered if one.seat_id in own), None)
    if vote is None:
        raise RuleBroken("The secretary has entered no vote for your seat.")
    return vote


def tighten_promise(
    ballot: Ballot, *, actor: Actor, disclosure: Disclosure, at: datetime
) -> Ballot:
    """What voters were promised can be kept closer, never more loosely."""
    ballot = _run(ballot, actor, at)
    if not tightens(ballot.disclosure, disclosure):
        raise RuleBroken("The promise to the voters can be tightened, never loosened.")
    ballot.disclosure = disclosure
    return ballot


def extend(ballot: Ballot, *, actor: Actor, closes_at: datetime, at: datetime) -> Ballot:
    """More time for everyone; nobody's time is ever cut."""
    ballot = _run(ballot, actor, at)
    if closes_at <= ballot.closes_at:
        raise RuleBroken("A deadline can be moved to later, not to earlier.")
    ballot.closes_at = closes_at
    return ballot


def _run(ballot: Ballot, actor: Actor, at: datetime) -> Ballot:
    ballot = queries.lock(ballot.id)
    proposal = ballot.proposal
    chair = bodies.chair_of(proposal.body_id, at.date())
    if not standing(actor, author_id=proposal.author_id, chair_id=chair).runs:
        raise Forbidden("Only the chair of the body or the secretary may do this.")
    if translate.phase_at(ballot, at) is not Phase.OPEN:
        raise RuleBroken("This ballot is not open.")
    return ballot
