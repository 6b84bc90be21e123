"""Apply a sheet: what its preview showed, all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update

from app.audit.recorder import plain
from app.inventory.facts.imports import RowFate, SheetState
from app.inventory.importing.plan import Plan, digest
from app.inventory.models import Sheet, SheetRow
from app.inventory.services.imports.planning import make_plan
from app.inventory.services.imports.staging import ORGANIZATION, task_of
from app.inventory.services.imports.writing import write
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class Consent:
    """What the planner agreed to: the plan that was shown, why, and whether good rows suffice."""

    digest: str
    reason: str
    only_good_rows: bool = False


def apply(sheet: Sheet, consent: Consent, *, actor: Actor, at: datetime) -> None:
    """Do what the preview showed. The sheet must be locked; Conflict if anything has changed."""
    if sheet.state is not SheetState.STAGED:
        raise Conflict("This sheet was applied already.")
    if sheet.kind in ORGANIZATION and not actor.may(Permission.ORGANIZATION_EDIT):
        raise Forbidden("You may not change facilities and departments. Ask a planner.")
    task = task_of(sheet)
    planned = make_plan(task, actor, lock=True)
    if consent.digest != sheet.plan_digest or consent.digest != digest(planned.plan, plain):
        raise Conflict(
            "Something has changed since this sheet was checked. Check it again, look at the "
            "preview, and apply it then."
        )
    _refuse_problems(planned.plan, consent)
    created = write(task.layout, planned)
    _note_created(sheet, created)
    sheet.state, sheet.reason = SheetState.APPLIED, consent.reason
    sheet.applied_at, sheet.applied_by_id = at, actor.person_id
    db.session.flush()
    db.session.expire_all()


def _refuse_problems(plan: Plan, consent: Consent) -> None:
    counts = plan.counts
    if counts[RowFate.PROBLEM] and not consent.only_good_rows:
        raise RuleBroken(
            f"{counts[RowFate.PROBLEM]} rows have a problem. Mend the file and bring it again, or "
            "say that the good rows are to be applied without them."
        )
    if not counts[RowFate.CREATE] and not counts[RowFate.CHANGE]:
        raise RuleBroken("There is nothing to apply: no row creates or changes anything.")


def _note_created(sheet: Sheet, created: dict[int, int]) -> None:
    if not created:
        return
    at = (SheetRow.sheet_id == sheet.id) & (SheetRow.position == bindparam("place"))
    db.session.connection().execute(
        update(SheetRow).where(at).values(subject_id=bindparam("key")),
        [{"place": place, "key": key} for place, key in created.items()],
    )
