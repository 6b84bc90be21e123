"""Whole rows of assets, facilities and departments as columns, for sheets: many at once."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, inspect, select

from app.audit.recorder import Audited
from app.inventory.models import Asset
from app.kernel.db import db
from app.organization.models import Facility
from app.organization.queries.references import BATCH

AnyRow = Row[*tuple[Any, ...]]


def rows_by(
    model: type[Audited], column: str, values: Collection[Any] | None, *, lock: bool = False
) -> list[AnyRow]:
    """Rows of a model with every column but the derived ones; all of them where values is None."""
    return list(_rows(model, column, values, lock=lock))


def _rows(
    model: type[Audited], column: str, values: Collection[Any] | None, *, lock: bool
) -> Iterator[AnyRow]:
    names = [one.key for one in inspect(model).column_attrs if one.key not in model.__derived__]
    rows = select(*(getattr(model, name) for name in names))
    if lock:
        rows = rows.with_for_update()
    if values is None:
        yield from db.session.execute(rows)
        return
    wanted = sorted(values)
    for start in range(0, len(wanted), BATCH):
        here = getattr(model, column).in_(wanted[start : start + BATCH])
        yield from db.session.execute(rows.where(here))


def holders_of(codes: Collection[str]) -> dict[str, AnyRow]:
    """Key and kind of the assets that have these codes, whatever their kind."""
    found: dict[str, AnyRow] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), BATCH):
        here = Asset.code.in_(wanted[start : start + BATCH])
        rows = db.session.execute(select(Asset.code, Asset.id, Asset.kind).where(here))
        found |= {row.code: row for row in rows}
    return found


def parents_of_facilities() -> dict[str, str]:
    """The code of the place above, by code, for the whole tree."""
    rows: Sequence[AnyRow] = db.session.execute(
        select(Facility.id, Facility.code, Facility.parent_id)
    ).all()
    codes = {row.id: row.code for row in rows}
    return {row.code: codes[row.parent_id] for row in rows if row.parent_id is not None}


def wait_for_other_moves() -> None:
    """All moves in the tree of facilities lock the same row, so that each sees the one before."""
    db.session.execute(select(Facility.id).order_by(Facility.id).limit(1).with_for_update())
