"""One asset, with what it belongs to; the next free codes."""

import re
from collections.abc import Collection, Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.inventory.facts import AssetKind
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor


def visible_to(_actor: Actor) -> Select[Asset]:
    """Everyone who may read the inventory sees all of it."""
    return select(Asset)


def get_for(actor: Actor, asset_id: int) -> Asset:
    found = db.session.scalar(
        visible_to(actor)
        .where(Asset.id == asset_id)
        .options(
            joinedload(Asset.department),
            joinedload(Asset.facility),
            joinedload(Asset.vendor),
            joinedload(Asset.standing),
        )
    )
    if found is None:
        raise NotFound("There is no such asset.")
    return found


def find_by_code(code: str) -> Asset | None:
    return db.session.scalar(select(Asset).where(Asset.code == code.upper()))


def choices(kinds: Collection[AssetKind], most: int) -> list[tuple[str, str]]:
    """Code and name of each asset of these kinds in use; none if there are too many."""
    assets = (
        select(Asset.code, Asset.name)
        .where(Asset.kind.in_(kinds), Asset.retired_on.is_(None))
        .order_by(Asset.name_key, Asset.id)
        .limit(most + 1)
    )
    found = [(one.code, f"{one.name} ({one.code})") for one in db.session.execute(assets)]
    return found if len(found) <= most else []


def names_by_code(codes: Collection[str]) -> dict[str, str]:
    assets = select(Asset.code, Asset.name).where(Asset.code.in_(codes))
    return {one.code: one.name for one in db.session.execute(assets)}


def free_codes(kind: AssetKind) -> Iterator[str]:
    """Codes above the highest in use: SRC-0042, SRC-0043, …"""
    longest_first = (
        select(Asset.code)
        .where(Asset.code.startswith(f"{kind.prefix}-"))
        .order_by(func.length(Asset.code).desc(), Asset.code.desc())
    )
    numbered = re.compile(rf"{kind.prefix}-(\d{{1,9}})")
    matches = (numbered.fullmatch(code) for code in db.session.scalars(longest_first))
    highest = next((int(match[1]) for match in matches if match), 0)
    while True:
        highest += 1
        yield f"{kind.prefix}-{highest:04d}"
