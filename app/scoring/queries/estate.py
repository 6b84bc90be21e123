"""The facts about assets that decide what is suggested for them, as columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from app.engine.fit.disposition import Kind
from app.inventory.facts.vocabulary import applications as application_words
from app.inventory.facts.vocabulary.assets import AssetKind, Criticality, Lifecycle
from app.inventory.models import Application, Asset, Source, Storage, Viewer
from app.kernel.db import db

CRITICALITY = {
    Criticality.ADMINISTRATIVE: 1,
    Criticality.OPERATIONAL: 2,
    Criticality.BUSINESS_CRITICAL: 3,
    Criticality.MISSION_CRITICAL: 4,
}
ENDING = {Lifecycle.SUNSET, Lifecycle.RETIRED}
IN_USE = {Lifecycle.PILOT, Lifecycle.ACTIVE}

_a, _s, _p, _v, _t = (model.__table__.c for model in (Asset, Source, Application, Viewer, Storage))


@dataclass(frozen=True, slots=True)
class EstateFacts:
    """One asset. `group` is its kind and class, `does` what it does; empty where nobody said."""

    id: int
    name: str
    kind: Kind
    department_id: int | None
    is_active: bool
    is_ending: bool
    group: str
    does: frozenset[str]
    criticality: int | None
    studies: int | None
    departments: int | None
    is_used: bool | None
    has_retention_duty: bool | None
    has_exit: bool


def estate_facts(on: date, asset_ids: Sequence[int] | None = None) -> Iterator[EstateFacts]:
    """Those assets, or all that are not retired."""
    wanted = _a.lifecycle != Lifecycle.RETIRED if asset_ids is None else _a.id.in_(asset_ids)
    yield from (_facts(row, on) for row in db.session.execute(_assets().where(wanted)))


def peers(on: date, groups: Sequence[str]) -> Iterator[EstateFacts]:
    """Assets in use of these classes: those that might take another over."""
    classes = [group.partition(":")[2] for group in groups]
    of_class = or_(
        _p.category.in_(classes), _v.viewer_class.in_(classes), _t.storage_class.in_(classes)
    )
    rows = db.session.execute(_assets().where(of_class, _a.lifecycle.in_(IN_USE)))
    yield from (_facts(row, on) for row in rows)


def _assets() -> Any:
    assets = select(
        _a.id,
        _a.name,
        _a.kind,
        _a.department_id,
        _a.lifecycle,
        _a.criticality,
        _a.planned_retirement_on,
        _a.vendor_end_of_life_on,
        _s.annual_studies.label("source_studies"),
        _p.annual_studies.label("application_studies"),
        _p.category,
        _p.functions,
        _p.departments_served,
        _p.data_portability,
        _p.exit_rights,
        _v.viewer_class,
        _v.content_supported,
        _v.monthly_active_users,
        _t.storage_class,
        _t.formats_stored,
        func.coalesce(_t.retention_years, 0).label("retention_years"),
        _t.studies_held,
    ).select_from(Asset.__table__)
    for table, columns in ((Source, _s), (Application, _p), (Viewer, _v), (Storage, _t)):
        assets = assets.outerjoin(table.__table__, columns.id == _a.id)
    return assets.order_by(_a.id)


def _facts(row: Any, on: date) -> EstateFacts:
    does = row.functions or row.content_supported or row.formats_stored or ()
    studies = row.source_studies if row.source_studies is not None else row.application_studies
    of_class = row.category or row.viewer_class or row.storage_class
    is_sunset = row.lifecycle in ENDING and row.planned_retirement_on is not None
    return EstateFacts(
        id=row.id,
        name=row.name,
        kind=Kind(row.kind.value),
        department_id=row.department_id,
        is_active=row.lifecycle in IN_USE,
        is_ending=is_sunset or row.lifecycle is Lifecycle.RETIRED,
        group=f"{row.kind}:{of_class}" if of_class else "",
        does=frozenset(str(one) for one in does),
        criticality=CRITICALITY.get(row.criticality),
        studies=studies,
        departments=row.departments_served,
        is_used=_is_used(row, studies),
        has_retention_duty=row.kind is AssetKind.STORAGE
        and (row.retention_years > 0 or bool(row.studies_held)),
        has_exit=_has_exit(row, on),
    )


def _is_used(row: Any, studies: int | None) -> bool | None:
    """By studies a year, or for a viewer by its users; None where nobody counted."""
    if row.kind is AssetKind.VIEWER:
        return None if row.monthly_active_users is None else row.monthly_active_users > 0
    return None if studies is None else studies > 0


def _has_exit(row: Any, on: date) -> bool:
    """Beyond repair: the vendor has ended it, or its data are known not to come out."""
    if row.vendor_end_of_life_on is not None and row.vendor_end_of_life_on <= on:
        return False
    return (
        row.data_portability is not application_words.DataPortability.NONE
        and row.exit_rights is not application_words.ExitRights.NONE
    )
