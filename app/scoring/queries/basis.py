"""What stands behind the figures of a pack: answers that are known, and those of fresh evidence."""

from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.engine.scoring.basis import Basis
from app.inventory.facts.vocabulary.assets import Lifecycle
from app.inventory.models import Asset, Source
from app.kernel.db import db
from app.scoring.models import Column
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Criterion, Evidence, Pack, Support


def basis_of(pack: Pack, *, on: date, months: int) -> Basis:
    """Over all sheets. Fresh: backed by evidence that is dated within so many months."""
    asked, known = db.session.execute(
        select(
            func.coalesce(func.sum(Column.asked), 0), func.coalesce(func.sum(Column.known), 0)
        ).where(Column.pack_id == pack.id)
    ).one()
    fresh = db.session.execute(_fresh(pack, months_before(on, months), literal(0))).one()[1]
    return Basis(known=int(known), asked=int(asked), fresh=fresh)


def fresh_by_element(pack: Pack, since: date) -> dict[int, int]:
    """Answers that stand on evidence dated since then, by the element of their criterion."""
    counted = _fresh(pack, since, Criterion.element_id).join(Answer.criterion)
    return _by_key(counted.group_by(Criterion.element_id))


def fresh_by_department(pack: Pack, since: date) -> dict[int, int]:
    """The same by department: of its own sheet, and of its sources that are not retired."""
    source = Source.__table__.join(Asset.__table__, Asset.__table__.c.id == Source.__table__.c.id)
    inside = (Assessment.subject_key == Subject.ASSET.key) & (
        Assessment.subject_id == Asset.__table__.c.id
    )
    own = Assessment.subject_key == Subject.DEPARTMENT.key
    place = case((own, Assessment.subject_id), else_=Asset.__table__.c.department_id)
    counted = (
        _fresh(pack, since, place)
        .outerjoin(source, inside)
        .where(or_(own, Asset.__table__.c.lifecycle != Lifecycle.RETIRED), place.is_not(None))
    )
    return _by_key(counted.group_by(place))


def _by_key(counted: Select[Any]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _fresh(
    pack: Pack, since: date, by: ColumnElement[Any] | InstrumentedAttribute[int]
) -> Select[Any]:
    return (
        select(by, func.count(func.distinct(Support.answer_id)))
        .select_from(Support)
        .join(Support.evidence)
        .join(Support.answer)
        .join(Answer.assessment)
        .where(Assessment.pack_id == pack.id, Answer.level.is_not(None))
        .where(Evidence.withdrawn_at.is_(None), Evidence.dated_on >= since)
    )


def months_before(on: date, months: int) -> date:
    """The same day so many months ago, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
