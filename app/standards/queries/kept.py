"""Packs kept by each process: published once and never changed, so one small read is enough."""

from typing import Any

from sqlalchemy import Row, func, inspect, select

from app.kernel.db import db
from app.standards.models import Criterion, Element, Pack, Rule
from app.standards.queries.catalog import get_pack
from app.standards.queries.copies import copy_of

MOST = 16
"""Packs kept at once; the one not asked for longest goes first."""

_kept: dict[int, tuple[tuple[Any, ...], Pack]] = {}
"""With the row and the last of the parts as they were read: where either differs, in whatever
process it was changed, the pack is read anew."""

STAMP = (
    *(getattr(Pack, one.key) for one in inspect(Pack).column_attrs),
    *(
        select(func.max(part.id)).where(part.pack_id == Pack.id).scalar_subquery()
        for part in (Criterion, Element, Rule)
    ),
)
"""What tells whether a pack is still as it was read, for those who read it beside other things."""


def kept_pack(pack_id: int) -> Pack:
    """To read from and for nothing else: it belongs to no session, and others have it too."""
    row = db.session.execute(select(*STAMP).where(Pack.id == pack_id)).one_or_none()
    return get_pack(pack_id) if row is None else kept_as(row)


def kept_as(row: Row[*tuple[Any, ...]]) -> Pack:
    """The pack of a row that begins with its stamp."""
    pack_id: int = row.id
    stamp = tuple(row[: len(STAMP)])
    there = _kept.pop(pack_id, None)
    if there is None or there[0] != stamp:
        there = (stamp, copy_of(get_pack(pack_id)))
    _kept[pack_id] = there
    while len(_kept) > MOST:
        _kept.pop(next(iter(_kept)), None)
    return there[1]
