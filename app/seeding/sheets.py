"""Bring a sheet in as a planner does: upload, look at the preview, apply with a reason."""

from dataclasses import dataclass
from datetime import datetime

from app.inventory.facts.imports import RowFate, SheetKind
from app.inventory.importing.mapping import Mapping
from app.inventory.importing.plan import Plan
from app.inventory.queries.imports import get_for
from app.inventory.services.imports.applying import Consent, apply
from app.inventory.services.imports.staging import Choice, Upload, choose, look_again, stage
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor
from app.seeding.acting import acting

FIRST_FEW = 5


@dataclass(frozen=True, slots=True)
class Bringing:
    """A file, what it holds, and how its columns are read where the headings do not tell."""

    file_name: str
    data: bytes
    kind: SheetKind
    reason: str
    mapping: Mapping | None = None


def bring(bringing: Bringing, *, actor: Actor, at: datetime) -> Plan:
    """Nothing is brought from a sheet with a problem in it."""
    with acting(actor, bringing.reason):
        upload = Upload(bringing.data, bringing.file_name, bringing.kind)
        sheet = stage(upload, actor=actor, at=at)
        if bringing.mapping is not None:
            choice = Choice(bringing.kind, sheet.table_name, bringing.mapping)
            choose(sheet, choice, actor=actor)
        plan = look_again(sheet, actor=actor)
        sheet_id, digest = sheet.id, sheet.plan_digest or ""
    _refuse_problems(bringing.file_name, plan)
    with acting(actor, bringing.reason):
        sheet = get_for(actor, sheet_id, lock=True)
        apply(sheet, Consent(digest, bringing.reason), actor=actor, at=at)
    return plan


def _refuse_problems(file_name: str, plan: Plan) -> None:
    faulty = [line for line in plan.lines if line.fate is RowFate.PROBLEM]
    if faulty:
        told = "; ".join(
            f"row {line.number}, {problem.heading}: {problem.text}"
            for line in faulty[:FIRST_FEW]
            for problem in line.problems
        )
        raise RuleBroken(f"{file_name} has {len(faulty)} rows with a problem: {told}")
