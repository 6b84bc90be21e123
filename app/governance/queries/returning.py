"""What of the register comes back by itself: reviews, expiries, and conditions still to be met."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from app.governance.models import Condition, Decision, DecisionStatus
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.matters import Matter
from app.kernel.permissions import Actor

REVIEW_AHEAD = timedelta(days=30)
"""So long before its day a review is before the body, so that it can be prepared."""
EXPIRY_AHEAD = timedelta(days=60)
SHOW = "governance.show_decision"


def decisions_returning(day: date) -> Sequence[Matter]:
    """Reviews that are due or near, decisions that end soon, and conditions that are late."""
    return [*_reviews(day), *_endings(day), *_late_conditions(day)]


def _reviews(day: date) -> Iterator[Matter]:
    due = select(Decision).where(
        Decision.status == DecisionStatus.STANDING,
        Decision.review_on <= day + REVIEW_AHEAD,
        or_(Decision.expires_on.is_(None), Decision.expires_on >= day),
    )
    for one in db.session.scalars(due.order_by(Decision.id)):
        assert one.review_on is not None
        yield _matter(
            one, f"review:{one.review_on}", f"Review {one.number}, {one.title}.", one.review_on
        )


def _endings(day: date) -> Iterator[Matter]:
    ending = select(Decision).where(
        Decision.status == DecisionStatus.STANDING,
        Decision.expires_on.between(day, day + EXPIRY_AHEAD),
    )
    for one in db.session.scalars(ending.order_by(Decision.id)):
        assert one.expires_on is not None
        said = f"{one.number}, {one.title}, ends on {one.expires_on}: renew it or let it end."
        yield _matter(one, f"expiry:{one.expires_on}", said, one.expires_on)


def _late_conditions(day: date) -> Iterator[Matter]:
    late = (
        select(Condition)
        .join(Condition.decision)
        .options(contains_eager(Condition.decision))
        .where(Condition.met_at.is_(None), Condition.due_on < day)
        .where(Decision.status == DecisionStatus.STANDING)
    )
    for one in db.session.scalars(late.order_by(Condition.id)):
        assert one.due_on is not None
        said = f"A condition of {one.decision.number} is late: {one.text}"
        yield _matter(one.decision, f"condition:{one.id}", said, one.due_on)


def _matter(decision: Decision, what: str, sentence: str, due_on: date) -> Matter:
    return Matter(
        key=f"decision:{decision.id}:{what}",
        body_id=decision.body_id,
        sentence=sentence,
        endpoint=SHOW,
        arguments={"decision_id": decision.id},
        due_on=due_on,
    )


def conditions_owed(actor: Actor, _at: datetime) -> Sequence[Duty]:
    """Conditions to be met by who sees to them, or else by who answers for the decision."""
    mine = (
        select(Condition)
        .join(Condition.decision)
        .options(contains_eager(Condition.decision))
        .where(Condition.met_at.is_(None), Decision.status == DecisionStatus.STANDING)
        .where(func.coalesce(Condition.owner_id, Decision.owner_id) == actor.person_id)
        .order_by(Condition.id)
    )
    return [
        Duty(
            key=f"condition:{one.id}",
            person_id=actor.person_id,
            sentence=f"Meet a condition of {one.decision.number}: {one.text}",
            endpoint=SHOW,
            arguments={"decision_id": one.decision_id},
            due_at=_end_of(one.due_on) if one.due_on else None,
            since=one.decision.decided_at,
        )
        for one in db.session.scalars(mine)
    ]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(tzinfo=UTC))
