"""History of a subject, and the whole chain in order."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.audit.models import Action, Change, Head
from app.kernel.db import db

BATCH = 5_000


def history_of(subject_type: str, subject_id: int, *, limit: int = 20) -> Sequence[Change]:
    """The latest changes of one thing, newest first.

    A database may give the number of a row that was deleted to a new one, whose history begins
    where it was created.
    """
    changes = db.session.scalars(
        select(Change)
        .where(Change.subject_type == subject_type, Change.subject_id == subject_id)
        .order_by(Change.id.desc())
        .limit(limit)
    ).all()
    born = (n for n, change in enumerate(changes, 1) if change.action is Action.CREATED)
    return changes[: next(born, limit)]


def latest(*, before: int | None = None, limit: int = 50) -> Sequence[Change]:
    """What changed anywhere, newest first; `before` is the id of the last row already seen."""
    changes = select(Change).order_by(Change.id.desc()).limit(limit)
    if before is not None:
        changes = changes.where(Change.id < before)
    return db.session.scalars(changes).all()


def head() -> Head:
    return db.session.execute(select(Head).where(Head.id == 1)).scalar_one()


def chain() -> Iterator[Change]:
    """Every row from the first, in batches, so that memory stays flat."""
    last = 0
    while rows := db.session.scalars(
        select(Change).where(Change.id > last).order_by(Change.id).limit(BATCH)
    ).all():
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()
