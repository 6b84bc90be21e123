"""What the inventory knows about the way of a source's images."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.inventory.facts.vocabulary.applications import ApplicationCategory
from app.inventory.facts.vocabulary.assets import Lifecycle
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus
from app.inventory.models import Application, Interface, Source, Storage
from app.kernel.db import db
from app.organization.models import Department


@dataclass(frozen=True, slots=True)
class Wire:
    """An interface that touches the source or its archive."""

    code: str
    carries: Carries
    status: InterfaceStatus
    evidence_on: date | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A source with its department, its archive, the record systems, and the wires between."""

    source: Source
    department: Department | None
    archive: Storage | None
    records: Sequence[Application]
    wires: Sequence[Wire]


def surroundings_of(source_id: int) -> Surroundings | None:
    """Nothing where this is no source."""
    source = db.session.scalar(
        select(Source).where(Source.id == source_id).options(joinedload(Source.department))
    )
    if source is None:
        return None
    archive = db.session.get(Storage, source.destination_id) if source.destination_id else None
    records = db.session.scalars(
        select(Application)
        .where(Application.category == ApplicationCategory.EHR)
        .where(Application.lifecycle != Lifecycle.RETIRED)
        .order_by(Application.code)
    ).all()
    return Surroundings(source, source.department, archive, records, _wires(source))


def _wires(source: Source) -> Sequence[Wire]:
    ends = [one for one in (source.id, source.destination_id) if one is not None]
    rows = db.session.execute(
        select(Interface.code, Interface.carries, Interface.status, Interface.evidence_on)
        .where(or_(Interface.from_asset_id.in_(ends), Interface.to_asset_id.in_(ends)))
        .where(Interface.lifecycle != Lifecycle.RETIRED)
        .order_by(Interface.code)
    )
    return [Wire(*row) for row in rows]
