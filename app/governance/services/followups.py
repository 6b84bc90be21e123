"""What happens to a decision afterwards: conditions, who answers for it, reviews, dissent."""

from dataclasses import dataclass
from datetime import date, datetime

from app.engine.voting.ballot import BallotKind, Choice
from app.governance import translate
from app.governance.models import (
    Aim,
    Ballot,
    BallotSeat,
    Condition,
    Decision,
    DecisionStatus,
    Dissent,
    Stance,
)
from app.governance.policy import standing
from app.governance.queries import bodies, decisions
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Charge:
    """Who sees to something, and by which day; none where nobody or no day was named."""

    owner_id: int | None
    due_on: date | None = None


def runs(decision: Decision, actor: Actor, at: datetime) -> bool:
    """Whether this person chairs the body that took it or is a secretary."""
    chair = bodies.chair_of(decision.body_id, at.date())
    return standing(actor, author_id=0, chair_id=chair).runs


def appoint(decision: Decision, owner_id: int | None, *, actor: Actor, at: datetime) -> Decision:
    """Name who answers for carrying it out."""
    decision = _of_the_chair(decision, actor, at, "who answers for it is named")
    decision.owner_id = owner_id
    return decision


def charge(
    decision: Decision, condition_id: int, charged: Charge, *, actor: Actor, at: datetime
) -> Condition:
    """Say who sees to a condition and until when."""
    decision = _of_the_chair(decision, actor, at, "conditions are given to people")
    condition = _condition(decision, condition_id)
    condition.owner_id, condition.due_on = charged.owner_id, charged.due_on
    return condition


def meet(
    decision: Decision, condition_id: int, how: str, *, actor: Actor, at: datetime
) -> Condition:
    """Said by whoever sees to it, or by the chair or the secretary, with what shows it."""
    decision = decisions.lock(decision.id)
    condition = _condition(decision, condition_id)
    mine = actor.person_id in (condition.owner_id, decision.owner_id)
    if not mine and not runs(decision, actor, at):
        raise Forbidden("A condition is met by who sees to it, the chair or the secretary.")
    if condition.met_at is not None:
        raise RuleBroken("This condition is met already.")
    if not how.strip():
        raise RuleBroken("Say what shows that the condition is met.")
    condition.met_at, condition.met_by_id, condition.met_how = at, actor.person_id, how.strip()
    return condition


def review(
    decision: Decision, note: str, next_on: date | None, *, actor: Actor, at: datetime
) -> Decision:
    """It was looked at again and stands as it is; a next day brings it back once more.

    What should be otherwise takes a decision that supersedes or rescinds it.
    """
    decision = _of_the_chair(decision, actor, at, "a review is recorded")
    if decision.status is not DecisionStatus.STANDING:
        raise RuleBroken(f"This decision was {decision.status}: there is nothing to review.")
    if not note.strip():
        raise RuleBroken("Say what the review found.")
    if next_on is not None and next_on <= at.date():
        raise RuleBroken("The next review lies ahead.")
    decision.reviewed_at, decision.review_note = at, note.strip()
    decision.review_on = next_on
    return decision


def may_dissent(ballot: Ballot, actor: Actor) -> tuple[BallotSeat, Stance] | None:
    """The seat for which this person may have a dissent recorded, and how it took part.

    By name: who voted against or stepped aside. Unseen: who took part; the dissent then tells by
    itself how they stood, because they choose to say it.
    """
    for seat in translate.seats_of(ballot, actor.person_id):
        if seat.holder_id == actor.person_id and (stance := _stance(ballot, seat)):
            return seat, stance
    return None


def dissent(decision: Decision, text: str, *, actor: Actor, at: datetime) -> Dissent:
    """In the words of the member; said again, the later words stand and history has the earlier."""
    decision = decisions.lock(decision.id)
    found = may_dissent(decision.ballot, actor)
    if found is None:
        raise Forbidden("Dissent is recorded for members who voted against it or stepped aside.")
    if not text.strip():
        raise RuleBroken("Say why you dissent.")
    seat, stance = found
    one = next((one for one in decision.dissents if one.seat_id == seat.seat_id), None)
    if one is None:
        name = seat.holder_name or seat.title
        one = Dissent(decision_id=decision.id, seat_id=seat.seat_id, name=name, stance=stance)
        db.session.add(one)
    one.text, one.said_at = text.strip(), at
    db.session.flush()
    return one


def _stance(ballot: Ballot, seat: BallotSeat) -> Stance | None:
    if any(one.seat_id == seat.seat_id for one in ballot.recusals):
        return Stance.ASIDE
    if ballot.ballot_kind is not BallotKind.ROLL_CALL:
        took = any(one.seat_id == seat.seat_id for one in ballot.participations)
        by_hand = ballot.ballot_kind is BallotKind.SHOW_OF_HANDS and seat.attendance == "present"
        return Stance.UNSEEN if took or by_hand else None
    against = Choice.REJECT if ballot.aim is Aim.APPROVE else Choice.APPROVE
    vote = translate.vote_on(ballot, seat)
    return Stance.AGAINST if vote is not None and vote.choice is against else None


def _of_the_chair(decision: Decision, actor: Actor, at: datetime, what: str) -> Decision:
    decision = decisions.lock(decision.id)
    if not runs(decision, actor, at):
        raise Forbidden(f"By the chair or the secretary {what}.")
    return decision


def _condition(decision: Decision, condition_id: int) -> Condition:
    for one in decision.conditions:
        if one.id == condition_id:
            return one
    raise NotFound("There is no such condition of this decision.")
