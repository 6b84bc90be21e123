"""Scenarios: those a person may see, one with its changes, and what moved since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor
from app.organization.models import Department
from app.scoring.models import Scenario, ScenarioChange, Snapshot
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Criterion


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    scenario: Scenario
    changes: int


@dataclass(frozen=True, slots=True)
class Named:
    """A thing a change is about: of which kind, its number, code and name."""

    subject: Subject
    id: int
    code: str
    name: str

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}".strip()


PROGRAM = Named(Subject.PROGRAM, 0, "", "Program")


def visible_to(actor: Actor) -> Select[Scenario]:
    """One's own, and those that are shared."""
    return select(Scenario).where(or_(Scenario.owner_id == actor.person_id, Scenario.is_shared))


def list_for(actor: Actor) -> Sequence[ScenarioLine]:
    many = (
        select(func.count())
        .where(ScenarioChange.scenario_id == Scenario.id)
        .correlate(Scenario)
        .scalar_subquery()
    )
    rows = db.session.execute(
        visible_to(actor)
        .add_columns(many)
        .options(joinedload(Scenario.owner), joinedload(Scenario.pack))
        .order_by(Scenario.changed_at.desc(), Scenario.id.desc())
    ).unique()
    return [ScenarioLine(*row) for row in rows]


def get_for(actor: Actor, scenario_id: int) -> Scenario:
    return _one(visible_to(actor).where(Scenario.id == scenario_id))


def lock_for(actor: Actor, scenario_id: int) -> Scenario:
    """The same, locked and freshly read."""
    db.session.execute(select(Scenario.id).where(Scenario.id == scenario_id).with_for_update())
    fresh = visible_to(actor).where(Scenario.id == scenario_id)
    return _one(fresh.execution_options(populate_existing=True))


def moved_since(scenario: Scenario) -> int:
    """How many live scores under its pack have moved after its changes were last written."""
    return (
        db.session.scalar(
            select(func.count()).select_from(
                select(Snapshot.subject_key, Snapshot.subject_id)
                .where(Snapshot.pack_id == scenario.pack_id)
                .where(Snapshot.taken_at > scenario.changed_at)
                .distinct()
                .subquery()
            )
        )
        or 0
    )


def find_thing(code: str) -> Named | None:
    """An asset or a department by its code; the program by its name."""
    wanted = code.strip().upper()
    if wanted == PROGRAM.name.upper():
        return PROGRAM
    for subject, model in ((Subject.ASSET, Asset), (Subject.DEPARTMENT, Department)):
        table: Any = model.__table__.c
        row = db.session.execute(
            select(table.id, table.code, table.name).where(func.upper(table.code) == wanted)
        ).first()
        if row is not None:
            return Named(subject, row.id, row.code, row.name)
    return None


def things(changes: Sequence[ScenarioChange]) -> dict[tuple[str, int], Named]:
    """The things these are about, by key and number; what is gone is not in it."""
    found = {(Subject.PROGRAM.key, 0): PROGRAM}
    for subject, model in ((Subject.ASSET, Asset), (Subject.DEPARTMENT, Department)):
        ids = {one.subject_id for one in changes if one.subject_key == subject.key}
        table: Any = model.__table__.c
        if ids:
            rows = db.session.execute(
                select(table.id, table.code, table.name).where(table.id.in_(ids))
            )
            found |= {(subject.key, row.id): Named(subject, *row) for row in rows}
    return found


def answers_now(scenario: Scenario) -> dict[tuple[str, int, str], Answer]:
    """The live answers that its changes stand over, by thing and criterion."""
    asked = [one for one in scenario.changes if one.level is not None or one.state is not None]
    if not asked:
        return {}
    rows = db.session.execute(
        select(Assessment.subject_key, Assessment.subject_id, Criterion.code, Answer)
        .join(Answer.assessment)
        .join(Answer.criterion)
        .where(Assessment.pack_id == scenario.pack_id)
        .where(Assessment.subject_id.in_({one.subject_id for one in asked}))
        .where(Criterion.code.in_({one.code for one in asked}))
    )
    return {(key, number, code): answer for key, number, code, answer in rows}


def people() -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(Person.email, Person.name).where(Person.active).order_by(Person.name)
    )
    return [(row.email, row.name) for row in rows]


def _one(wanted: Select[Scenario]) -> Scenario:
    found = (
        db.session.scalars(
            wanted.options(
                joinedload(Scenario.owner),
                joinedload(Scenario.pack),
                joinedload(Scenario.proposal),
                selectinload(Scenario.changes).joinedload(ScenarioChange.target),
            )
        )
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound("There is no such scenario.")
    return found
