"""What the inventory knows about the way of images: of one source, or of all of a department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.engine.paths.steps import LinkCode
from app.inventory.facts.vocabulary.applications import ApplicationCategory
from app.inventory.facts.vocabulary.assets import Lifecycle
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus, Standard
from app.inventory.models import Application, Interface, PathLink, Source, Storage
from app.inventory.queries.links import said_of
from app.kernel.db import db
from app.organization.models import Department


@dataclass(frozen=True, slots=True)
class Wire:
    """An interface that touches the source or its archive; `ends` are the assets it connects."""

    code: str
    carries: Carries
    status: InterfaceStatus
    evidence_on: date | None
    standard: Standard | None
    message: str | None
    ends: frozenset[int]
    categories: frozenset[ApplicationCategory]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A source with its department, its archive, the record systems, and the wires between.

    `said`: what people have said of single links, above everything else.
    """

    source: Source
    department: Department | None
    archive: Storage | None
    records: Sequence[Application]
    wires: Sequence[Wire]
    said: Mapping[LinkCode, PathLink]


def surroundings_of(source_id: int) -> Surroundings | None:
    """Nothing where this is no source."""
    return next(iter(_around(select(Source).where(Source.id == source_id))), None)


def surroundings_in(department_ids: Sequence[int]) -> Sequence[Surroundings]:
    """Of every source of these departments that is not retired, by code."""
    wanted = select(Source).where(
        Source.department_id.in_(department_ids), Source.lifecycle != Lifecycle.RETIRED
    )
    return _around(wanted.order_by(Source.code))


def _around(wanted: Any) -> list[Surroundings]:
    """A few queries, however many sources there are."""
    sources = db.session.scalars(wanted.options(joinedload(Source.department))).unique().all()
    if not sources:
        return []
    ends = {end for one in sources for end in _ends(one)}
    archives = {
        one.id: one for one in db.session.scalars(select(Storage).where(Storage.id.in_(ends)))
    }
    records = db.session.scalars(
        select(Application)
        .where(Application.category == ApplicationCategory.EHR)
        .where(Application.lifecycle != Lifecycle.RETIRED)
        .order_by(Application.code)
    ).all()
    wires, said = _wires(ends), said_of([one.id for one in sources])
    return [
        Surroundings(
            source=one,
            department=one.department,
            archive=archives.get(one.destination_id) if one.destination_id else None,
            records=records,
            wires=[wire for wire in wires if wire.ends & _ends(one)],
            said=said.get(one.id, {}),
        )
        for one in sources
    ]


def _ends(source: Source) -> frozenset[int]:
    return frozenset(one for one in (source.id, source.destination_id) if one is not None)


def _wires(ends: Iterable[int]) -> Sequence[Wire]:
    rows = db.session.execute(
        select(
            Interface.code,
            Interface.carries,
            Interface.status,
            Interface.evidence_on,
            Interface.standard,
            Interface.message,
            Interface.from_asset_id,
            Interface.to_asset_id,
        )
        .where(or_(Interface.from_asset_id.in_(ends), Interface.to_asset_id.in_(ends)))
        .where(Interface.lifecycle != Lifecycle.RETIRED)
        .order_by(Interface.code)
    ).all()
    if not rows:
        return []
    touched = {end for row in rows for end in row[6:]}
    kinds = db.session.execute(
        select(Application.id, Application.category).where(Application.id.in_(touched))
    )
    category = {key: kind for key, kind in kinds if kind is not None}
    return [
        Wire(
            *row[:6],
            ends=frozenset(row[6:]),
            categories=frozenset(category[end] for end in row[6:] if end in category),
        )
        for row in rows
    ]
