"""Links on the way of images, as people have said them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.engine.paths.steps import LinkCode
from app.inventory.models import Interface, PathLink
from app.kernel.db import db


def said_of(source_ids: Sequence[int]) -> dict[int, dict[LinkCode, PathLink]]:
    """By source and link, each with its interface and the person who said it."""
    rows = db.session.scalars(
        select(PathLink)
        .where(PathLink.source_id.in_(source_ids))
        .options(selectinload(PathLink.interface), joinedload(PathLink.said_by))
    ).unique()
    found: dict[int, dict[LinkCode, PathLink]] = {}
    for row in rows:
        found.setdefault(row.source_id, {})[row.code] = row
    return found


def find_link(source_id: int, code: LinkCode) -> PathLink | None:
    return said_of([source_id]).get(source_id, {}).get(code)


def interfaces_near(source_id: int, archive_id: int | None) -> Sequence[Interface]:
    """Interfaces of the source and of the archive its images go to: those that may prove a link."""
    ends = [one for one in (source_id, archive_id) if one is not None]
    return db.session.scalars(
        select(Interface)
        .where(or_(Interface.from_asset_id.in_(ends), Interface.to_asset_id.in_(ends)))
        .order_by(Interface.code)
    ).all()
