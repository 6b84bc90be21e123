"""Viewers and archives in use, with what they do, for whom, and at what cost."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.engine.fit.overlap import Running
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models import Asset, Source, Storage, Viewer
from app.kernel.db import db

_a, _v, _t = Asset.__table__.c, Viewer.__table__.c, Storage.__table__.c
IN_USE = (Lifecycle.PILOT, Lifecycle.ACTIVE, Lifecycle.SUNSET)


def running() -> Sequence[Running]:
    """A store serves the departments whose images it takes; with no department, it serves all."""
    rows = db.session.execute(
        select(
            _a.id,
            _a.name,
            _a.kind,
            _a.department_id,
            _a.annual_operating_cost,
            _a.contract_ends_on,
            _a.contract_notice_months,
            _v.viewer_class,
            _v.content_supported,
            _t.storage_class,
            _t.formats_stored,
        )
        .select_from(Asset.__table__)
        .outerjoin(Viewer.__table__, _v.id == _a.id)
        .outerjoin(Storage.__table__, _t.id == _a.id)
        .where(_a.kind.in_((AssetKind.VIEWER, AssetKind.STORAGE)), _a.lifecycle.in_(IN_USE))
        .order_by(_a.name, _a.id)
    ).all()
    senders = _departments_of_stores()
    return [_running(row, senders.get(row.id, set())) for row in rows]


def _running(row: Any, senders: set[int]) -> Running:
    own = set() if row.department_id is None else {row.department_id}
    return Running(
        key=row.id,
        name=row.name,
        kind=row.kind.value,
        group=str(row.viewer_class or row.storage_class or ""),
        does=frozenset(str(one) for one in row.content_supported or row.formats_stored or ()),
        departments=frozenset(own | senders) if own or senders else None,
        cost=row.annual_operating_cost,
        contract_ends_on=row.contract_ends_on,
        notice_months=row.contract_notice_months,
    )


def _departments_of_stores() -> dict[int, set[int]]:
    rows = db.session.execute(
        select(Source.destination_id, Source.department_id)
        .where(Source.destination_id.is_not(None), Source.department_id.is_not(None))
        .where(Source.lifecycle != Lifecycle.RETIRED)
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for store, department in rows:
        if store is not None and department is not None:
            found.setdefault(store, set()).add(department)
    return found
