"""Messages: the latest, those that are due, one to lock; and how many stand where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.mail.models import Message

MOST_SHOWN = 200
WAITING = Message.sent_at.is_(None) & Message.given_up_at.is_(None)


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    sent: int
    given_up: int


def latest() -> Sequence[Message]:
    """What still waits first, then the newest."""
    ordered = select(Message).order_by(case((WAITING, 0), else_=1), Message.id.desc())
    return db.session.scalars(ordered.limit(MOST_SHOWN)).all()


def counts() -> Counts:
    sums = select(
        func.count().filter(WAITING), func.count(Message.sent_at), func.count(Message.given_up_at)
    )
    return Counts(*db.session.execute(sums).one())


def due(at: datetime, most: int) -> Sequence[int]:
    ids = select(Message.id).where(WAITING, Message.next_try_at <= at)
    return db.session.scalars(ids.order_by(Message.next_try_at, Message.id).limit(most)).all()


def lock(message_id: int) -> Message:
    found = db.session.scalar(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such message.")
    return found


def of_cause(cause: str) -> Message | None:
    return db.session.scalar(select(Message).where(Message.cause == cause))
