"""What maturity is derived from: service areas, what serves each, and their stored sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.facts.vocabulary.sources import EhrViewable
from app.inventory.facts.vocabulary.viewers import ViewerClass
from app.inventory.models import Asset, Source, Viewer
from app.kernel.db import db
from app.organization.facts import OnboardingStage, Tradition
from app.organization.models import Department
from app.scoring.models import MaturitySetting, Score
from app.standards.facts import Subject
from app.standards.models import Pack

_a, _s, _v = (model.__table__.c for model in (Asset, Source, Viewer))


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """A department in scope: it makes images, or may, and is not exempt."""

    id: int
    name: str
    volume: int | None
    is_traditional: bool


@dataclass(frozen=True, slots=True)
class Served:
    """One asset that is not retired, with its packed sheet if it is assessed."""

    id: int
    kind: AssetKind
    department_id: int | None
    studies: int | None
    destination_id: int | None
    opens_enterprise_viewer: bool
    is_enterprise_viewer: bool
    sheet: bytes | None


def service_areas() -> Sequence[ServiceArea]:
    """Without those known to make no images."""
    events = Department.annual_imaging_events
    rows = db.session.execute(
        select(Department.id, Department.name, events, Department.tradition)
        .where(Department.onboarding_stage != OnboardingStage.EXEMPT)
        .where(or_(events.is_(None), events > 0))
        .order_by(Department.name, Department.id)
    )
    return [
        ServiceArea(row.id, row.name, row[2], row.tradition is Tradition.TRADITIONAL)
        for row in rows
    ]


def served(pack: Pack) -> Sequence[Served]:
    rows = db.session.execute(
        select(
            _a.id,
            _a.kind,
            _a.department_id,
            _s.annual_studies,
            _s.destination_id,
            _s.ehr_viewable,
            _v.viewer_class,
            Score.sheet,
        )
        .select_from(Asset.__table__)
        .outerjoin(Source.__table__, _s.id == _a.id)
        .outerjoin(Viewer.__table__, _v.id == _a.id)
        .outerjoin(
            Score,
            (Score.subject_id == _a.id)
            & (Score.subject_key == Subject.ASSET.key)
            & (Score.pack_id == pack.id),
        )
        .where(_a.lifecycle != Lifecycle.RETIRED)
        .order_by(_a.id)
    )
    return [_served(row) for row in rows]


def sheets_of(pack: Pack, subject: Subject) -> dict[int, bytes]:
    """Packed sheets of departments or of the program, by subject."""
    rows = db.session.execute(
        select(Score.subject_id, Score.sheet).where(
            Score.pack_id == pack.id, Score.subject_key == subject.key
        )
    )
    return {row.subject_id: row.sheet for row in rows}


def settings() -> Sequence[MaturitySetting]:
    """Every one, the latest first: that one counts."""
    return (
        db.session.scalars(
            select(MaturitySetting)
            .order_by(MaturitySetting.id.desc())
            .options(joinedload(MaturitySetting.set_by))
        )
        .unique()
        .all()
    )


def _served(row: Any) -> Served:
    return Served(
        id=row.id,
        kind=row.kind,
        department_id=row.department_id,
        studies=row.annual_studies,
        destination_id=row.destination_id,
        opens_enterprise_viewer=row.ehr_viewable is EhrViewable.ENTERPRISE_VIEWER,
        is_enterprise_viewer=row.viewer_class is ViewerClass.ENTERPRISE,
        sheet=row.sheet,
    )
