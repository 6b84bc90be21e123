"""What stands behind the figures of a pack: answers that are known, and those of fresh evidence."""

from calendar import monthrange
from datetime import date

from sqlalchemy import func, select

from app.engine.scoring.basis import Basis
from app.kernel.db import db
from app.scoring.models import Column
from app.standards.models import Answer, Assessment, Evidence, Pack, Support


def basis_of(pack: Pack, *, on: date, months: int) -> Basis:
    """Over all sheets. Fresh: backed by evidence that is dated within so many months."""
    asked, known = db.session.execute(
        select(
            func.coalesce(func.sum(Column.asked), 0), func.coalesce(func.sum(Column.known), 0)
        ).where(Column.pack_id == pack.id)
    ).one()
    fresh = db.session.scalar(
        select(func.count(func.distinct(Support.answer_id)))
        .join(Support.evidence)
        .join(Support.answer)
        .join(Answer.assessment)
        .where(Assessment.pack_id == pack.id, Answer.level.is_not(None))
        .where(Evidence.withdrawn_at.is_(None), Evidence.dated_on >= months_before(on, months))
    )
    return Basis(known=int(known), asked=int(asked), fresh=fresh or 0)


def months_before(on: date, months: int) -> date:
    """The same day so many months ago, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
