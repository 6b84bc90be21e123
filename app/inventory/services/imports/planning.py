"""Make the plan of a sheet from what is known now: alike for its preview and when applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit.recorder import Audited
from app.inventory.facts import AssetFacts
from app.inventory.facts.imports import RowFate, SheetKind
from app.inventory.importing.layouts import Layout
from app.inventory.importing.mapping import Mapping
from app.inventory.importing.plan import (
    Given,
    Key,
    Known,
    Line,
    Plan,
    Planner,
    Problem,
    key_of_facts,
    read_rows,
)
from app.inventory.importing.references import code_of, in_a_circle, judged, without_dead_ends
from app.inventory.queries import known as rows
from app.inventory.queries.references import KEYS, directory_of_facts
from app.inventory.translate import MODEL_OF
from app.kernel.facts import Facts
from app.kernel.leaving import what_blocks
from app.kernel.permissions import Actor, Permission
from app.kernel.spreadsheets.tables import Table
from app.organization.models import Department, Facility
from app.organization.queries.references import Directory, directory_of_rows
from app.organization.translate import facts_of


@dataclass(frozen=True, slots=True)
class Task:
    """A table, what kind of things it holds, and how its columns are read."""

    layout: Layout
    mapping: Mapping
    table: Table


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and the keys of everything its facts refer to."""

    plan: Plan
    directory: Directory


def model_of(layout: Layout) -> type[Audited]:
    if layout.asset_kind is not None:
        return MODEL_OF[layout.asset_kind]
    return Facility if layout.kind is SheetKind.FACILITIES else Department


def make_plan(task: Task, actor: Actor, *, lock: bool = False) -> Planned:
    """Every row against what is known; with `lock`, what will be changed waits for nobody else."""
    layout, mapping = task.layout, task.mapping
    if lock and layout.kind is SheetKind.FACILITIES:
        rows.wait_for_other_moves()
    given = read_rows(layout, mapping, task.table)
    planner = Planner(layout, mapping, _known(task, given, actor, lock=lock))
    lines = planner.draft(given)
    directory = directory_of_facts(_all_facts(lines))
    if layout.asset_kind is not None:
        lines = judged(lines, _Scope(actor, planner, directory).problems)
        lines = judged(lines, _Codes(lines, planner).problems)
        lines = judged(lines, _Leaving(lines, planner).problems)
    lines = without_dead_ends(lines, planner, directory.ids)
    if layout.kind is SheetKind.FACILITIES:
        lines = without_dead_ends(_as_a_tree(lines, planner), planner, directory.ids)
    return Planned(Plan(tuple(lines)), directory)


def _all_facts(lines: Iterable[Line]) -> list[Facts]:
    touched = [line for line in lines if line.facts is not None and line.fate is not RowFate.SAME]
    before = [line.known.facts for line in touched if line.known is not None]
    return [line.facts for line in touched if line.facts is not None] + before


def _known(task: Task, given: Sequence[Given], actor: Actor, *, lock: bool) -> dict[Key, Known]:
    """What is there already, by the keys of the mapping."""
    layout, keys = task.layout, task.mapping.keys
    wanted = None
    if keys == ("code",):
        wanted = {code.upper() for one in given if (code := one.texts.get("code", ""))}
    found = rows.rows_by(model_of(layout), "code", wanted, lock=lock)
    directory = directory_of_rows(((layout.facts, row) for row in found), KEYS)
    known: dict[Key, Known] = {}
    for row in found:
        one = known_of(layout, row, directory, actor)
        known.setdefault(key_of_facts(layout, keys, one.facts), one)
    return known


def known_of(layout: Layout, row: Any, directory: Directory, actor: Actor) -> Known:
    """A row as what is known, and whether this actor may change it."""
    may_change = layout.asset_kind is None or actor.may_in(
        Permission.INVENTORY_IMPORT, row.department_id
    )
    return Known(row.id, facts_of(layout.facts, row, directory), may_change)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Nobody brings assets into departments beyond the own reach."""

    actor: Actor
    planner: Planner
    directory: Directory

    def problems(self, line: Line) -> Sequence[Problem]:
        assert isinstance(line.facts, AssetFacts)
        if line.known is not None and "department" not in line.changes:
            return ()
        department = line.facts.department or ""
        key = self.directory.ids["organization_department"].get(department)
        if (department and key is None) or self.actor.may_in(Permission.INVENTORY_IMPORT, key):
            return ()
        heading = self.planner.heading("department")
        return [Problem(heading, "You may bring in assets of your own departments only.")]


class _Codes:
    """A code names one asset, whatever its kind, also within the sheet."""

    def __init__(self, lines: Sequence[Line], planner: Planner) -> None:
        self.heading = planner.heading("code")
        codes = [code for line in lines if (code := _new_code(line))]
        self.holders = rows.holders_of(set(codes))
        self.first: dict[str, int] = {}
        for line in lines:
            if code := _new_code(line):
                self.first.setdefault(code, line.number)

    def problems(self, line: Line) -> Sequence[Problem]:
        code = _new_code(line)
        if not code:
            return ()
        if holder := self.holders.get(code):
            kind = holder.kind.label.lower()
            return [
                Problem(self.heading, f"This is the code of another asset, one of kind {kind}.")
            ]
        if self.first[code] != line.number and not line.problems:
            return [Problem(self.heading, f"Row {self.first[code]} has the same code.")]
        return ()


class _Leaving:
    """What a sheet would retire has to be ready, as on the page."""

    def __init__(self, lines: Sequence[Line], planner: Planner) -> None:
        self.heading = planner.heading("lifecycle")
        ids = [line.known.id for line in lines if line.known is not None and line.retires]
        self.blocked = what_blocks(ids) if ids else {}

    def problems(self, line: Line) -> Sequence[Problem]:
        if line.known is None or line.known.id not in self.blocked or not line.retires:
            return ()
        why = " ".join(self.blocked[line.known.id])
        return [Problem(self.heading, f"It cannot be retired yet. {why}")]


def _new_code(line: Line) -> str | None:
    return code_of(line.facts) if "code" in line.changes else None


def _as_a_tree(lines: Sequence[Line], planner: Planner) -> list[Line]:
    """No place may come to stand below itself."""
    above = rows.parents_of_facilities()
    for line in lines:
        if line.facts is not None and line.fate is not RowFate.PROBLEM:
            code, parent = code_of(line.facts), getattr(line.facts, "parent", None)
            above.pop(code or "", None)
            if code and parent:
                above[code] = parent
    caught = in_a_circle(above)
    heading = planner.heading("parent")

    def judge(line: Line) -> Sequence[Problem]:
        if code_of(line.facts) in caught and line.fate is not RowFate.PROBLEM:
            return [Problem(heading, "With this, the place would stand below itself.")]
        return ()

    return judged(lines, judge)
