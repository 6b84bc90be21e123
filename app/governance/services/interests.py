"""Declare a standing interest, end it, and find those that a question touches."""

from datetime import datetime

from app.governance.models import Interest
from app.governance.queries import interests as queries
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import kind_of


def declare_interest(
    subject: tuple[str, int], *, text: str, actor: Actor, at: datetime
) -> Interest:
    """For oneself: an owner's share, a fee, a family tie, the own department's money."""
    key, subject_id = subject
    if not text.strip():
        raise RuleBroken("Say what your interest is.")
    kind_of(key).title(subject_id)
    if any(one.subject == subject for one in queries.of_person(actor.person_id)):
        raise RuleBroken("You have declared an interest in this already. End it to say it anew.")
    interest = Interest(
        person_id=actor.person_id,
        subject_key=key,
        subject_id=subject_id,
        text=text.strip(),
        declared_at=at,
    )
    db.session.add(interest)
    db.session.flush()
    return interest


def end_interest(interest: Interest, *, actor: Actor, at: datetime) -> None:
    if actor.person_id != interest.person_id and not actor.may(Permission.GOVERNANCE_RUN):
        raise Forbidden("An interest is ended by who declared it, or by the secretary.")
    if interest.ended_at is not None:
        raise RuleBroken("This interest was ended already.")
    interest.ended_at = at
