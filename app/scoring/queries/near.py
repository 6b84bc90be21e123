"""Sources, and what their images go by way of."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select, union

from app.inventory.models import Interface, Source
from app.kernel.db import db

_source, _wire = Source.__table__.c, Interface.__table__.c


def sources_near(asset_ids: Collection[int]) -> Sequence[int]:
    """Those that store in one of these, or at whose ends one of these is an interface."""
    ends = union(
        select(_wire.from_asset_id).where(_wire.id.in_(asset_ids)),
        select(_wire.to_asset_id).where(_wire.id.in_(asset_ids)),
    ).subquery()
    return db.session.scalars(
        select(_source.id).where(
            or_(
                _source.destination_id.in_(asset_ids),
                _source.id.in_(select(ends.c[0])),
                _source.destination_id.in_(select(ends.c[0])),
            )
        )
    ).all()
