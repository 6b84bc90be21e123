"""Scores as they were: the course of one, and all of them at the end of a day."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from app.kernel.db import db
from app.scoring.models import Period, Snapshot
from app.standards.models import Pack

Key = tuple[str, int]


def course_of(pack: Pack, key: str, subject_id: int) -> Sequence[Snapshot]:
    """The last snapshot of each day on which one subject moved, the oldest first."""
    mine = (
        Snapshot.pack_id == pack.id,
        Snapshot.subject_key == key,
        Snapshot.subject_id == subject_id,
    )
    in_order = (Snapshot.taken_at, Snapshot.id)
    rows = db.session.execute(
        select(Snapshot.id, Snapshot.taken_at).where(*mine).order_by(*in_order)
    )
    last = {row.taken_at.date(): row.id for row in rows}
    chosen = select(Snapshot).where(Snapshot.id.in_(list(last.values()))).order_by(*in_order)
    return db.session.scalars(chosen).all()


def as_of(pack: Pack, day: date, keys: Sequence[str]) -> Mapping[Key, Snapshot]:
    """The latest of each subject up to the end of a day; what had no score then is left out."""
    latest = (
        select(
            Snapshot.id,
            func.row_number()
            .over(
                partition_by=(Snapshot.subject_key, Snapshot.subject_id),
                order_by=(Snapshot.taken_at.desc(), Snapshot.id.desc()),
            )
            .label("place"),
        )
        .where(Snapshot.pack_id == pack.id, Snapshot.subject_key.in_(keys))
        .where(Snapshot.taken_at < end_of(day), Snapshot.period_id.is_(None))
        .subquery()
    )
    rows = db.session.scalars(
        select(Snapshot)
        .join(latest, latest.c.id == Snapshot.id)
        .where(latest.c.place == 1, Snapshot.confirmed.is_not(None))
    )
    return {(one.subject_key, one.subject_id): one for one in rows}


def first_day(pack: Pack) -> date | None:
    """The day of the first snapshot under a pack."""
    found = db.session.scalar(
        select(func.min(Snapshot.taken_at)).where(Snapshot.pack_id == pack.id)
    )
    return found.date() if found else None


def kept_periods(pack: Pack) -> Sequence[Period]:
    """Newest first."""
    periods = select(Period).where(Period.pack_id == pack.id).order_by(Period.ends_on.desc())
    return db.session.scalars(periods).all()


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)
