"""Keep what higher areas computed about assets, so that lists can filter and sort by it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.inventory.models import Standing, StandingChange
from app.kernel.db import Base, db

INSERTS: Mapping[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def set_standing(asset_id: int, **facts: object) -> None:
    """Set some of the facts of one asset; the others stay as they are."""
    set_standings([{"asset_id": asset_id, **facts}])


def set_standings(rows: Iterable[Mapping[str, object]]) -> None:
    """The same for many at once; each row has `asset_id` and the facts to set."""
    by_facts = sorted(rows, key=_facts)
    for names, same in groupby(by_facts, key=_facts):
        statement = _insert(Standing)
        changed = {name: statement.excluded[name] for name in names}
        settled = statement.on_conflict_do_update(index_elements=[Standing.id], set_=changed)
        db.session.execute(settled, [_values(row) for row in same])
    if by_facts:
        _note_change()


def _note_change() -> None:
    noted = _insert(StandingChange).values(id=1, number=1)
    number = StandingChange.__table__.c.number
    db.session.execute(
        noted.on_conflict_do_update(index_elements=["id"], set_={"number": number + 1})
    )


def _insert(model: type[Base]) -> Any:
    return INSERTS[db.session.get_bind().dialect.name](model)


def _facts(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(name for name in row if name != "asset_id"))


def _values(row: Mapping[str, object]) -> dict[str, object]:
    return {"id" if name == "asset_id" else name: value for name, value in row.items()}
