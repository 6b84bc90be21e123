"""Bring a file, say what its columns hold, and see what would happen; nothing is changed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, insert

from app.audit.recorder import plain
from app.inventory.facts.imports import RowFate, SheetKind, SheetState
from app.inventory.importing import suggest
from app.inventory.importing.layouts import LAYOUTS, Layout
from app.inventory.importing.mapping import Mapping, check, fitted, from_plain
from app.inventory.importing.plan import Line, Plan, digest
from app.inventory.models import Sheet, SheetContent, SheetRow
from app.inventory.queries.imports import workbook_of
from app.inventory.services.imports.planning import Task, make_plan
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Table, Workbook

ORGANIZATION = (SheetKind.FACILITIES, SheetKind.DEPARTMENTS)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. Without a kind, the headings tell."""

    data: bytes
    file_name: str
    kind: SheetKind | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a planner says a file holds: things of a kind, in one table, by a mapping."""

    kind: SheetKind
    table_name: str
    mapping: Mapping


def stage(upload: Upload, *, actor: Actor, at: datetime) -> Sheet:
    """Read the file and keep it, with a suggestion of what its columns mean."""
    book = read_table(upload.data, upload.file_name)
    if upload.kind is None:
        kind, table = suggest.kind_of(book.tables)
    else:
        kind, table = upload.kind, suggest.table_for(LAYOUTS[upload.kind], book.tables)
    _refuse_beyond_reach(kind, actor)
    sheet = Sheet(
        file_name=upload.file_name[-200:],
        sha256=sha256(upload.data).hexdigest(),
        kind=kind,
        table_name=table.name,
        mapping=suggest.mapping_for(LAYOUTS[kind], table).plain(),
        state=SheetState.STAGED,
        staged_at=at,
        staged_by_id=actor.person_id,
    )
    db.session.add(sheet)
    db.session.flush()
    db.session.add(SheetContent(sheet_id=sheet.id, workbook=book.plain()))
    return sheet


def choose(sheet: Sheet, choice: Choice, *, actor: Actor) -> None:
    """Say what the file holds, and see what would become of each row."""
    _refuse_unless_staged(sheet)
    _refuse_beyond_reach(choice.kind, actor)
    task = task_of(sheet, choice)
    check(choice.mapping, task.layout, task.table)
    sheet.kind, sheet.table_name = choice.kind, choice.table_name
    sheet.mapping = choice.mapping.plain()
    look_again(sheet, actor=actor)


def look_again(sheet: Sheet, *, actor: Actor) -> Plan:
    """Make the plan from what is known now, and keep it to be shown."""
    _refuse_unless_staged(sheet)
    task = task_of(sheet)
    check(task.mapping, task.layout, task.table)
    plan = make_plan(task, actor).plan
    sheet.plan_digest = digest(plan, plain)
    counts = plan.counts
    sheet.created, sheet.changed = counts[RowFate.CREATE], counts[RowFate.CHANGE]
    sheet.same, sheet.problems = counts[RowFate.SAME], counts[RowFate.PROBLEM]
    db.session.flush()
    _keep(sheet, task.layout, plan.lines)
    return plan


def discard(sheet: Sheet) -> None:
    """Forget a sheet that was never applied."""
    _refuse_unless_staged(sheet)
    db.session.execute(delete(SheetRow).where(SheetRow.sheet_id == sheet.id))
    db.session.execute(delete(SheetContent).where(SheetContent.sheet_id == sheet.id))
    db.session.delete(sheet)


def suggested(sheet: Sheet, kind: SheetKind, table_name: str) -> Mapping:
    """What the columns of another table, or as another kind of things, would mean."""
    return suggest.mapping_for(LAYOUTS[kind], table_in(workbook_of(sheet), table_name))


def refitted(sheet: Sheet, mapping: Mapping, table_name: str) -> Mapping:
    """A mapping kept by name, as far as this file has its columns."""
    return fitted(mapping, table_in(workbook_of(sheet), table_name))


def task_of(sheet: Sheet, choice: Choice | None = None) -> Task:
    chosen = choice or Choice(sheet.kind, sheet.table_name, from_plain(sheet.mapping))
    table = table_in(workbook_of(sheet), chosen.table_name)
    return Task(LAYOUTS[chosen.kind], chosen.mapping, table)


def table_in(book: Workbook, name: str) -> Table:
    found = next((table for table in book.tables if table.name == name), None)
    if found is None:
        raise RuleBroken(f"The file has no sheet “{name}”. Choose one of its sheets.")
    return found


def _keep(sheet: Sheet, layout: Layout, lines: Sequence[Line]) -> None:
    db.session.execute(delete(SheetRow).where(SheetRow.sheet_id == sheet.id))
    if lines:
        rows = [_row(sheet, layout, at, line) for at, line in enumerate(lines)]
        db.session.execute(insert(SheetRow), rows)


def _row(sheet: Sheet, layout: Layout, at: int, line: Line) -> dict[str, object]:
    return {
        "sheet_id": sheet.id,
        "position": at,
        "row_number": line.number,
        "label": line.label[:300],
        "fate": line.fate,
        "subject_key": layout.subject_key,
        "subject_id": line.known.id if line.known else None,
        "before": {name: plain(old) for name, (old, _) in line.changes.items()},
        "after": {name: plain(new) for name, (_, new) in line.changes.items()},
        "problems": [[problem.heading, problem.text] for problem in line.problems],
    }


def _refuse_unless_staged(sheet: Sheet) -> None:
    if sheet.state is not SheetState.STAGED:
        raise Conflict("This sheet was applied already. Bring the file again to change more.")


def _refuse_beyond_reach(kind: SheetKind, actor: Actor) -> None:
    if kind in ORGANIZATION and not actor.may(Permission.ORGANIZATION_EDIT):
        raise Forbidden("You may not change facilities and departments. Ask a planner.")
