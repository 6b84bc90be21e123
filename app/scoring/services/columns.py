"""Keep the sums behind the program's roll-up: by what changed, or anew from all sheets."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from sqlalchemy import Table, bindparam, delete, insert, update

from app.engine.scoring.batch import Sheet
from app.kernel.db import db
from app.scoring.models import Column
from app.scoring.queries.scores import columns_of
from app.scoring.translate.sheets import unpacked
from app.standards.models import Pack


def move(pack: Pack, *, before: Sequence[bytes], after: Sequence[bytes]) -> None:
    """Take the packed sheets of before out of the sums, and put those of after in."""
    there = columns_of(pack)
    if not there:
        db.session.execute(insert(Column), _rows(pack, unpacked(pack, after)))
        return
    old, new = (unpacked(pack, rows).column_sums() for rows in (before, after))
    changes = np.array(new) - np.array(old)
    changed = [place for place in range(len(pack.criteria)) if changes[:, place].any()]
    if changed:
        db.session.execute(
            _ADD,
            [
                {
                    "pack": pack.id,
                    "criterion": pack.criteria[place].id,
                    "more_asked": int(changes[0, place]),
                    "more_known": int(changes[1, place]),
                    "more_levels": int(changes[2, place]),
                    "more_evidenced": int(changes[3, place]),
                }
                for place in changed
            ],
        )


def replace(pack: Pack, sheets: Sequence[bytes]) -> None:
    """Sum all sheets anew."""
    db.session.execute(delete(Column).where(Column.pack_id == pack.id))
    db.session.execute(insert(Column), _rows(pack, unpacked(pack, sheets)))


def _rows(pack: Pack, sheet: Sheet) -> list[dict[str, int]]:
    asked, known, levels, evidenced = sheet.column_sums()
    return [
        {
            "pack_id": pack.id,
            "criterion_id": one.id,
            "asked": int(asked[place]),
            "known": int(known[place]),
            "levels": int(levels[place]),
            "evidenced": int(evidenced[place]),
        }
        for place, one in enumerate(pack.criteria)
    ]


_columns = cast(Table, Column.__table__)
_ADD = (
    update(_columns)
    .where(_columns.c.pack_id == bindparam("pack"))
    .where(_columns.c.criterion_id == bindparam("criterion"))
    .values(
        asked=_columns.c.asked + bindparam("more_asked"),
        known=_columns.c.known + bindparam("more_known"),
        levels=_columns.c.levels + bindparam("more_levels"),
        evidenced=_columns.c.evidenced + bindparam("more_evidenced"),
    )
)
