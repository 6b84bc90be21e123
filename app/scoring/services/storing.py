"""Write what was computed: what differs and no more, and a snapshot of every score that moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update

from app.engine.scoring.status import FitStatus
from app.kernel.db import db
from app.scoring.models import Score, Snapshot
from app.scoring.queries.scores import Stored, stored
from app.scoring.services.results import RULES_VERSION, Found
from app.scoring.services.suggestions import NONE
from app.standards.facts import Subject
from app.standards.models import Pack

MOVES = ("confirmed", "provisional", "best", "completeness", "evidenced", "fit")
"""A score has moved when one of these has."""

GONE: dict[str, Any] = dict.fromkeys(MOVES) | {"fit": FitStatus.UNDETERMINED}

_TABLE: Table = Score.metadata.tables[Score.__tablename__]
_KEPT = tuple(name for name in Stored._fields if name not in {"subject_id", "id"})


@dataclass(slots=True)
class Run:
    """One computation: the pack, the day that decides on remedies, and the sheets it moves."""

    pack: Pack
    on: date
    at: datetime
    is_everything: bool = False
    before: list[bytes] = field(default_factory=list)
    after: list[bytes] = field(default_factory=list)


def store(run: Run, subject: Subject, found: Sequence[Found], ids: Sequence[int] | None) -> None:
    write(run, subject, found, note(run, subject, found, ids))


def note(
    run: Run, subject: Subject, found: Sequence[Found], ids: Sequence[int] | None
) -> Mapping[int, Stored]:
    """What is stored of them now; the sheets of before and after are noted for the columns."""
    there = stored(run.pack, subject.key, ids)
    run.before += [one.sheet for one in there.values()]
    run.after += [one.values["sheet"] for one in found]
    return there


def write(run: Run, subject: Subject, found: Sequence[Found], there: Mapping[int, Stored]) -> None:
    """Insert the new, update the different, drop the gone."""
    rows = {one.profile.id: _BLANK | one.values for one in found}
    parts = {one.profile.id: one.parts for one in found if one.parts is not None}
    write_rows(run, subject.key, rows, there, parts)


def write_rows(
    run: Run,
    key: str,
    rows: Mapping[int, dict[str, Any]],
    there: Mapping[int, Stored],
    parts: Mapping[int, Any],
) -> None:
    shared = {"pack_id": run.pack.id, "subject_key": key}
    stamp = {"computed_at": run.at}
    new = [
        shared | stamp | row | {"subject_id": one} for one, row in rows.items() if one not in there
    ]
    changed = [
        stamp | row | {"score_id": there[one].id}
        for one, row in rows.items()
        if one in there and _differs(there[one], row)
    ]
    gone = there.keys() - rows.keys()
    connection = db.session.connection()
    if new:
        connection.execute(insert(_TABLE), new)
    if changed:
        connection.execute(_UPDATE, changed)
    if gone:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_([there[one].id for one in gone])))
    moved = {one: row for one, row in rows.items() if _moved(there.get(one), row)}
    _keep(run, key, moved | dict.fromkeys(gone, GONE), parts)


def _keep(
    run: Run, key: str, moved: Mapping[int, Mapping[str, Any]], parts: Mapping[int, Any]
) -> None:
    """A snapshot of each, in the same transaction as the change that moved it."""
    if not moved:
        return
    shared = {"pack_id": run.pack.id, "subject_key": key, "taken_at": run.at}
    db.session.connection().execute(
        insert(Snapshot),
        [
            shared
            | {name: row[name] for name in MOVES}
            | {"subject_id": one, "parts": parts.get(one)}
            for one, row in moved.items()
        ],
    )


def _differs(there: Stored, row: Mapping[str, Any]) -> bool:
    return any(getattr(there, name) != row[name] for name in _KEPT)


def _moved(there: Stored | None, row: Mapping[str, Any]) -> bool:
    if there is None:
        return row["confirmed"] is not None
    return any(getattr(there, name) != row[name] for name in MOVES)


_BLANK = NONE | {"volume": None, "rules_version": RULES_VERSION}
_UPDATE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("score_id"))
    .values({name: bindparam(name) for name in (*_KEPT, "computed_at")})
)
