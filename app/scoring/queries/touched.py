"""Which scores a change concerns, under each pack."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select

from app.inventory.models import Asset
from app.kernel.db import db
from app.scoring.models import Score
from app.standards.facts import Subject
from app.standards.models import Assessment, Pack

SUBJECT_OF = {subject.key: subject for subject in Subject}


def packs_touched(
    sheets: Collection[int], assets: Collection[int], departments: Collection[int]
) -> dict[int, dict[Subject, set[int]]]:
    """Subjects by pack: those whose sheet or facts have changed and that have a sheet at all."""
    touched: dict[int, dict[Subject, set[int]]] = defaultdict(lambda: defaultdict(set))
    by_fact = (
        (Assessment.subject_key == Subject.ASSET.key) & Assessment.subject_id.in_(assets),
        (Assessment.subject_key == Subject.DEPARTMENT.key) & Assessment.subject_id.in_(departments),
    )
    rows = db.session.execute(
        select(Assessment.pack_id, Assessment.subject_key, Assessment.subject_id)
        .join(Assessment.pack)
        .where(Pack.replaced_on.is_(None), or_(Assessment.id.in_(sheets), *by_fact))
    )
    for pack_id, key, subject_id in rows:
        touched[pack_id][SUBJECT_OF[key]].add(subject_id)
    for pack_id, department_id in _with_assessed_sources(departments):
        touched[pack_id][Subject.DEPARTMENT].add(department_id)
    return touched


def assessed_assets(asset_ids: Collection[int]) -> set[int]:
    """Of these, those that have a sheet under any pack."""
    sheets = select(Assessment.subject_id).where(
        Assessment.subject_key == Subject.ASSET.key, Assessment.subject_id.in_(asset_ids)
    )
    return set(db.session.scalars(sheets.distinct()))


def packs_scored() -> list[int]:
    """Packs under which anything has a score."""
    return list(db.session.scalars(select(Score.pack_id).distinct().order_by(Score.pack_id)))


def _with_assessed_sources(departments: Collection[int]) -> list[tuple[int, int]]:
    if not departments:
        return []
    asset = Asset.__table__.c
    rows = db.session.execute(
        select(Assessment.pack_id, asset.department_id)
        .join(Asset.__table__, asset.id == Assessment.subject_id)
        .join(Assessment.pack)
        .where(Pack.replaced_on.is_(None))
        .where(Assessment.subject_key == Subject.ASSET.key, asset.department_id.in_(departments))
        .distinct()
    )
    return [(pack_id, department_id) for pack_id, department_id in rows]
