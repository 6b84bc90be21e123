"""What is known of assets that are to leave: decision, successor, senders, wires, studies."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.engine.fit.disposition import Disposition, Kind
from app.engine.fit.retirement import LEAVES, Leaving
from app.governance.models import Decision, DecisionStatus
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.facts.vocabulary.interfaces import InterfaceStatus
from app.inventory.models import Asset, Interface, Source, Standing, Storage
from app.kernel.db import db
from app.strategy.models import DispositionDecision

_a, _t = Asset.__table__.c, Storage.__table__.c
_end = aliased(Asset.__table__)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the latest decision in force settled."""

    disposition: Disposition
    successor: str | None
    successor_is_live: bool


def leaving(asset_ids: Collection[int], on: date) -> dict[int, Leaving]:
    """Each of these assets as the rules of leaving look at it; five queries, however many."""
    ids = sorted(asset_ids)
    decided, senders, wires = _settled(ids, on), _senders(ids), _wires(ids)
    rows = db.session.execute(
        select(
            _a.id,
            _a.name,
            _a.kind,
            _a.business_owner_id,
            _t.studies_held,
            _t.studies_migrated,
            _t.migration_exceptions,
        )
        .select_from(Asset.__table__)
        .outerjoin(Storage.__table__, _t.id == _a.id)
        .where(_a.id.in_(ids))
    )
    return {
        row.id: _leaving(row, decided.get(row.id), senders.get(row.id, ()), wires.get(row.id, ()))
        for row in rows
    }


def to_leave() -> Sequence[tuple[int, str, str]]:
    """Key, code and name of assets that were decided to go and are not retired yet."""
    rows = db.session.execute(
        select(_a.id, _a.code, _a.name)
        .select_from(Asset.__table__)
        .join(Standing, Standing.id == _a.id)
        .where(Standing.decided.in_(LEAVES), _a.lifecycle != Lifecycle.RETIRED)
        .order_by(_a.code)
    )
    return [(row.id, row.code, row.name) for row in rows]


def _leaving(
    row: Any, settled: Settled | None, senders: Sequence[str], wires: Sequence[str]
) -> Leaving:
    return Leaving(
        name=row.name,
        kind=Kind(row.kind.value),
        decided=settled.disposition if settled else None,
        successor=settled.successor if settled else None,
        successor_is_live=settled.successor_is_live if settled else False,
        senders=tuple(senders),
        wires=tuple(wires),
        keeps_images=row.kind is AssetKind.STORAGE,
        held=row.studies_held,
        moved=row.studies_migrated,
        excepted=row.migration_exceptions,
        has_owner=row.business_owner_id is not None,
    )


def _settled(ids: Sequence[int], on: date) -> dict[int, Settled]:
    """The latest decision speaks; one that is not in force says nothing."""
    rows = db.session.execute(
        select(
            DispositionDecision.asset_id,
            DispositionDecision.disposition,
            _end.c.name,
            _end.c.lifecycle,
            Decision.status,
            Decision.effective_on,
            Decision.expires_on,
        )
        .join(DispositionDecision.decision)
        .outerjoin(_end, _end.c.id == DispositionDecision.target_asset_id)
        .where(DispositionDecision.asset_id.in_(ids))
        .order_by(DispositionDecision.id)
    )
    found: dict[int, Settled] = {}
    for row in rows:
        found.pop(row.asset_id, None)
        ended = row.expires_on is not None and row.expires_on < on
        if row.status is DecisionStatus.STANDING and row.effective_on <= on and not ended:
            is_live = row.lifecycle is Lifecycle.ACTIVE
            found[row.asset_id] = Settled(row.disposition, row.name, is_live)
    return found


def _senders(ids: Sequence[int]) -> dict[int, list[str]]:
    rows = db.session.execute(
        select(Source.destination_id, Source.name)
        .where(Source.destination_id.in_(ids), Source.lifecycle != Lifecycle.RETIRED)
        .order_by(Source.code)
    )
    return _grouped(rows)


def _wires(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for end in (Interface.from_asset_id, Interface.to_asset_id):
        rows = db.session.execute(
            select(end, Interface.code)
            .where(end.in_(ids), Interface.status == InterfaceStatus.LIVE)
            .where(Interface.lifecycle != Lifecycle.RETIRED)
            .order_by(Interface.code)
        )
        for key, codes in _grouped(rows).items():
            found.setdefault(key, []).extend(codes)
    return found


def _grouped(rows: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found
