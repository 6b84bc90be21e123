"""What the inventory knows about the way of images: of one source, or of all of a department."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select, union

from app.engine.paths.steps import LinkCode
from app.inventory.facts.vocabulary.applications import ApplicationCategory
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus, Standard
from app.inventory.facts.vocabulary.storage import AccessInterface
from app.inventory.models import Application, Asset, Interface, PathLink, Source, Storage
from app.inventory.queries.links import said_of
from app.kernel.db import db
from app.organization.models import Department

_WIRE = (
    Interface.code,
    Interface.carries,
    Interface.status,
    Interface.evidence_on,
    Interface.standard,
    Interface.message,
    Interface.from_asset_id,
    Interface.to_asset_id,
)


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


class Archive(NamedTuple):
    """What paths look at in the archive behind a source."""

    code: str
    name: str
    access_interfaces: tuple[AccessInterface, ...] | None
    tag_morphing: bool | None
    patient_merge_from_adt: bool | None
    iocm_supported: bool | None


class Record(NamedTuple):
    """What paths look at in a record system."""

    accepts_unsolicited_results: bool | None
    creates_orders_on_demand: bool | None
    last_verified_on: date | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A source with its department, its archive, the record systems, and the wires between.

    `said`: what people have said of single links, above everything else.
    """

    source: Source
    department: Department | None
    archive: Archive | None
    records: Sequence[Record]
    wires: Sequence[Wire]
    said: Mapping[LinkCode, PathLink]


def surroundings_of(source_id: int) -> Surroundings | None:
    """Nothing where this is no source; one that is loaded already is not read again."""
    source = db.session.get(Source, source_id)
    return _around([source])[0] if source else None


def surroundings_among(asset_ids: Collection[int]) -> Sequence[Surroundings]:
    """Of those of them that are sources, by number; in as many queries as for one."""
    wanted = select(Source).where(Source.id.in_(asset_ids))
    return _around(db.session.scalars(wanted.order_by(Source.id)).all())


def surroundings_in(department_ids: Sequence[int]) -> Sequence[Surroundings]:
    """Of every source of these departments that is not retired, by code."""
    wanted = select(Source).where(
        Source.department_id.in_(department_ids), Source.lifecycle != Lifecycle.RETIRED
    )
    return _around(db.session.scalars(wanted.order_by(Source.code)).all())


def _around(sources: Sequence[Source]) -> list[Surroundings]:
    """A few queries, however many sources there are."""
    if not sources:
        return []
    ends = {end for one in sources for end in _ends(one)}
    departments = _departments({one.department_id for one in sources if one.department_id})
    archives, records = _targets(ends)
    wires, said = _wires(ends), said_of([one.id for one in sources])
    return [
        Surroundings(
            source=one,
            department=departments.get(one.department_id),
            archive=archives.get(one.destination_id),
            records=records,
            wires=_touching(wires, one),
            said=said.get(one.id, {}),
        )
        for one in sources
    ]


def _departments(ids: set[int]) -> dict[int | None, Department]:
    """One is often loaded already; many are read at once."""
    if len(ids) == 1:
        found = [db.session.get(Department, one) for one in ids]
        return {one.id: one for one in found if one}
    rows = db.session.scalars(select(Department).where(Department.id.in_(ids)))
    return {one.id: one for one in rows}


def _targets(ends: Collection[int]) -> tuple[dict[int | None, Archive], list[Record]]:
    """Archives among these, and the record systems in use, by code; as columns, in one query."""
    asset, app, store = (model.__table__ for model in (Asset, Application, Storage))
    records = select(app.c.id).where(app.c.category == ApplicationCategory.EHR)
    wanted = union(select(store.c.id).where(store.c.id.in_(ends)), records)
    rows = db.session.execute(
        select(
            asset.c.id,
            asset.c.kind,
            asset.c.lifecycle,
            *(store.c[name] if name in store.c else asset.c[name] for name in Archive._fields),
            *(app.c[name] if name in app.c else asset.c[name] for name in Record._fields),
        )
        .outerjoin(store, store.c.id == asset.c.id)
        .outerjoin(app, app.c.id == asset.c.id)
        .where(asset.c.id.in_(wanted))
        .order_by(asset.c.code)
    ).all()
    first, last = 3, 3 + len(Archive._fields)
    archives = {row.id: Archive(*row[first:last]) for row in rows if row.kind is AssetKind.STORAGE}
    used = (row for row in rows if row.lifecycle is not Lifecycle.RETIRED)
    return archives, [Record(*row[last:]) for row in used if row.kind is AssetKind.APPLICATION]


def _touching(wires: Mapping[int, Sequence[Wire]], source: Source) -> list[Wire]:
    """Each once, by code, also where it runs from a source to its own archive."""
    found = {wire.code: wire for end in _ends(source) for wire in wires.get(end, ())}
    return [found[code] for code in sorted(found)]


def _ends(source: Source) -> frozenset[int]:
    return frozenset(one for one in (source.id, source.destination_id) if one is not None)


def _wires(ends: Collection[int]) -> dict[int, list[Wire]]:
    """Interfaces in use at these ends, by end."""
    one, other = Application.__table__.alias(), Application.__table__.alias()
    rows = db.session.execute(
        select(*_WIRE, one.c.category, other.c.category)
        .outerjoin(one, one.c.id == Interface.from_asset_id)
        .outerjoin(other, other.c.id == Interface.to_asset_id)
        .where(or_(Interface.from_asset_id.in_(ends), Interface.to_asset_id.in_(ends)))
        .where(Interface.lifecycle != Lifecycle.RETIRED)
        .order_by(Interface.code)
    )
    found: dict[int, list[Wire]] = {}
    for row in rows:
        kinds = frozenset(kind for kind in row[8:] if kind is not None)
        both = frozenset((row.from_asset_id, row.to_asset_id))
        said = (row.carries, row.status, row.evidence_on, row.standard, row.message)
        wire = Wire(row.code, *said, both, kinds)
        for end in both:
            found.setdefault(end, []).append(wire)
    return found
