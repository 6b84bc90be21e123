"""Take back what a sheet did; what has changed since is listed and left alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, update

from app.audit.bulk import delete_many
from app.audit.recorder import plain
from app.inventory.facts.imports import RowFate, SheetState
from app.inventory.importing.layouts import LAYOUTS, Layout
from app.inventory.importing.plan import Line
from app.inventory.models import Sheet, SheetRow
from app.inventory.queries.dependents import derived_tables, family_of, holds_on
from app.inventory.queries.imports import done_by
from app.inventory.queries.known import AnyRow, rows_by
from app.inventory.queries.references import KEYS, directory_of_facts
from app.inventory.services.imports.planning import known_of, model_of
from app.inventory.services.imports.writing import write_changes
from app.kernel.db import Base, db
from app.kernel.errors import Conflict
from app.kernel.facts import Facts, Refused, attributes_of
from app.kernel.leaving import what_blocks
from app.kernel.permissions import Actor
from app.kernel.words import spelled
from app.organization.queries.references import directory_of_rows

GONE = "It is no longer there."
NOT_YOURS = "You may not change it."


def undo(sheet: Sheet, *, actor: Actor, at: datetime) -> None:
    """The sheet must be locked. Every row that is left says why."""
    if sheet.state is not SheetState.APPLIED:
        raise Conflict("Only a sheet that was applied can be undone, and only once.")
    undoing = _Undoing(LAYOUTS[sheet.kind], done_by(sheet.id), actor)
    undoing.restore()
    undoing.remove()
    sheet.state, sheet.left = SheetState.UNDONE, undoing.left
    sheet.undone_at, sheet.undone_by_id = at, actor.person_id
    db.session.flush()
    db.session.expire_all()


class _Undoing:
    """Goes through the rows of one sheet: first what was changed, then what was created."""

    def __init__(self, layout: Layout, done: Sequence[SheetRow], actor: Actor) -> None:
        self.layout, self.done, self.model = layout, done, model_of(layout)
        ids = {row.subject_id for row in done if row.subject_id is not None}
        self.rows: dict[int, AnyRow] = {
            row.id: row for row in rows_by(self.model, "id", ids, lock=True)
        }
        directory = directory_of_rows(((layout.facts, row) for row in self.rows.values()), KEYS)
        self.known = {
            key: known_of(layout, row, directory, actor) for key, row in self.rows.items()
        }
        self.left = 0

    def restore(self) -> None:
        """What was changed says again what it said before."""
        lines = []
        for row in self._with_fate(RowFate.CHANGE):
            known = self.known[row.subject_id or 0]
            try:
                facts = known.facts.changed(row.before)
            except Refused as refused:
                self._leave(row, str(refused))
                continue
            lines.append((row, Line(row.row_number, row.label, row.fate, known, facts)))
        directory = directory_of_facts([line.facts for _, line in lines if line.facts])
        blocked = what_blocks([row.subject_id or 0 for row, line in lines if line.retires])
        good = []
        for row, line in lines:
            if lost := _lost(line.facts, directory.ids):
                self._leave(row, f"“{lost}”, which it named before, is no longer there.")
            elif why := " ".join(blocked.get(row.subject_id or 0, ())):
                self._leave(row, f"It cannot be retired again yet. {why}")
            else:
                good.append(line)
        write_changes(self.layout, good)

    def remove(self) -> None:
        """What was created is deleted, unless something hangs on it by now."""
        created = {row.subject_id or 0: row for row in self._with_fate(RowFate.CREATE)}
        for key, why in self._held(set(created)).items():
            self._leave(created.pop(key), why)
        self._let_go_of_each_other(set(created))
        self._forget_derived(set(created))
        delete_many(self.model, [(key, _values(self.rows[key])) for key in created])

    def _with_fate(self, fate: RowFate) -> list[SheetRow]:
        """Rows of one fate that still are as the sheet left them; the others are left."""
        rows = []
        for row in self.done:
            if row.fate is not fate:
                continue
            if why := self._changed_since(row):
                self._leave(row, why)
            else:
                rows.append(row)
        return rows

    def _changed_since(self, row: SheetRow) -> str:
        known = self.known.get(row.subject_id or 0)
        if known is None:
            return GONE
        if not known.may_change:
            return NOT_YOURS
        names = set(row.after) if row.fate is RowFate.CHANGE else self.layout.own
        touched = [
            self.layout.column_of[name].heading
            for name in sorted(names)
            if plain(getattr(known.facts, name)) != row.after.get(name)
            and not (name == "code" and name not in row.after)
        ]
        return f"Changed since: {', '.join(touched)}."[:300] if touched else ""

    def _held(self, ids: set[int]) -> dict[int, str]:
        """What cannot go, since something that stays refers to it."""
        family = family_of(self.layout.subject_key)
        holds = holds_on(self.layout.subject_key, ids) if ids else []
        held: dict[int, str] = {}
        while True:
            going = ids - held.keys()
            more = {
                hold.held: f"Used by now: {spelled(hold.table).lower()}."
                for hold in holds
                if hold.held in going and not (hold.table in family and hold.holder in going)
            }
            if not more:
                return held
            held |= more

    def _let_go_of_each_other(self, ids: set[int]) -> None:
        """Rows that go together may refer to each other; the order must not matter."""
        for name in family_of(self.layout.subject_key):
            table = Base.metadata.tables[name]
            for key in table.foreign_keys:
                inner = key.column.table.name == self.layout.subject_key
                if inner and ids and key.parent.nullable and not key.parent.primary_key:
                    here = update(table).where(table.c.id == bindparam("at"))
                    free = here.values({key.parent.name: None})
                    db.session.connection().execute(free, [{"at": one} for one in ids])

    def _forget_derived(self, ids: set[int]) -> None:
        for table in derived_tables():
            about = (table.c.subject_key == self.layout.subject_key) & (
                table.c.subject_id == bindparam("about")
            )
            if ids:
                gone = [{"about": one} for one in ids]
                db.session.connection().execute(delete(table).where(about), gone)

    def _leave(self, row: SheetRow, why: str) -> None:
        row.left_because = why[:300]
        self.left += 1


def _lost(facts: Facts | None, ids: Mapping[str, Mapping[str, int]]) -> str:
    """The first code among the facts that leads nowhere."""
    if facts is None:
        return ""
    named = [one for one in attributes_of(type(facts)) if one.reference]
    codes = ((one.reference, getattr(facts, one.name)) for one in named)
    return next((code for kind, code in codes if code and code not in ids[kind]), "")


def _values(row: AnyRow) -> dict[str, Any]:
    said = row._asdict()
    return {name: value for name, value in said.items() if value is not None}
