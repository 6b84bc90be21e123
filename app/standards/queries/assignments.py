"""Assignments: what was asked of whom, for a person, for a sheet, and what is about to be due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.organization.models import Department
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Assignment, Pack
from app.standards.queries.subjects import Profile

WHOLE = ""
MOST = 100
SUBJECT_OF = {subject.key: subject for subject in Subject}


@dataclass(frozen=True, slots=True)
class Named:
    """An assignment with the name of what it is about."""

    assignment: Assignment
    code: str
    name: str

    @property
    def subject(self) -> Subject:
        return SUBJECT_OF[self.assignment.subject_key]

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}".strip()


def sections_given(actor: Actor, pack: Pack, profile: Profile) -> frozenset[str]:
    """The sections of this sheet the actor was asked to answer and has not finished."""
    return frozenset(
        db.session.scalars(
            select(Assignment.section).where(
                Assignment.assignee_id == actor.person_id,
                Assignment.ended_at.is_(None),
                Assignment.pack_id == pack.id,
                Assignment.subject_key == profile.subject.key,
                Assignment.subject_id == profile.id,
            )
        )
    )


def owed_to(actor: Actor) -> Sequence[Named]:
    """What the actor was asked to answer, open, the earliest first."""
    return _named(
        _all().where(Assignment.assignee_id == actor.person_id, Assignment.ended_at.is_(None))
    )


def followed_by(actor: Actor) -> Sequence[Named]:
    """What the actor asked of others; whoever answers for the whole estate follows everybody's."""
    others = _all().where(Assignment.assignee_id != actor.person_id)
    if not actor.may(Permission.STANDARDS_ANSWER) or actor.only_own_departments:
        others = others.where(Assignment.assigned_by_id == actor.person_id)
    return _named(others, open_first=True)


def of_sheet(pack: Pack, profile: Profile) -> Sequence[Assignment]:
    """Open ones on this sheet."""
    found = _rows().where(
        Assignment.ended_at.is_(None),
        Assignment.pack_id == pack.id,
        Assignment.subject_key == profile.subject.key,
        Assignment.subject_id == profile.id,
    )
    return db.session.scalars(found.order_by(Assignment.due_on, Assignment.id)).unique().all()


def get_for(actor: Actor, assignment_id: int) -> Named:
    """Those asked, those who asked, and whoever answers for standards may see it."""
    found = _all().where(Assignment.id == assignment_id)
    if not actor.may(Permission.STANDARDS_ANSWER):
        mine = (
            Assignment.assignee_id == actor.person_id,
            Assignment.assigned_by_id == actor.person_id,
        )
        found = found.where(or_(*mine))
    named = _named(found)
    if not named:
        raise NotFound("There is no such assignment.")
    return named[0]


def to_remind(on: date, before: timedelta) -> Sequence[Named]:
    """Open ones that fall due soon and were not reminded of, or fell due since they were."""
    never = Assignment.reminded_on.is_(None) & (Assignment.due_on <= on + before)
    since = (Assignment.reminded_on <= Assignment.due_on) & (Assignment.due_on < on)
    return _named(_all().where(Assignment.ended_at.is_(None), or_(never, since)))


def assignments_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """For the list of what a person owes; one query."""
    return [
        Duty(
            key=f"assignment:{one.assignment.id}",
            person_id=actor.person_id,
            sentence=f"Answer {one.assignment.section or 'all criteria'} for {one.title}",
            endpoint="standards.show_assignment",
            arguments={"assignment_id": one.assignment.id},
            due_at=datetime.combine(one.assignment.due_on + timedelta(days=1), time(), UTC),
            since=one.assignment.assigned_at,
        )
        for one in owed_to(actor)
        if one.assignment.assigned_at <= at
    ]


def answers_of_many(named: Sequence[Named]) -> dict[tuple[int, str, int], dict[int, Answer]]:
    """The answers on the sheets of these, by pack and subject, then by criterion."""
    ids = {one.assignment.subject_id for one in named}
    rows = db.session.execute(
        select(Assessment.pack_id, Assessment.subject_key, Assessment.subject_id, Answer)
        .join(Answer.assessment)
        .where(Assessment.subject_id.in_(ids))
        .where(Assessment.pack_id.in_({one.assignment.pack_id for one in named}))
    )
    found: dict[tuple[int, str, int], dict[int, Answer]] = {}
    for pack_id, key, subject_id, answer in rows:
        found.setdefault((pack_id, key, subject_id), {})[answer.criterion_id] = answer
    return found


def _rows() -> Select[Assignment]:
    return select(Assignment).options(
        joinedload(Assignment.assignee),
        joinedload(Assignment.assigned_by),
        joinedload(Assignment.pack),
    )


def _all() -> Select[Assignment, str, str]:
    asset, department = Asset.__table__.c, Department.__table__.c
    return (
        _rows()
        .add_columns(
            func.coalesce(asset.code, department.code, ""),
            func.coalesce(asset.name, department.name, "Program"),
        )
        .outerjoin(
            Asset.__table__,
            (Assignment.subject_key == Subject.ASSET.key) & (asset.id == Assignment.subject_id),
        )
        .outerjoin(
            Department.__table__,
            (Assignment.subject_key == Subject.DEPARTMENT.key)
            & (department.id == Assignment.subject_id),
        )
    )


def _named(found: Select[Assignment, str, str], *, open_first: bool = False) -> Sequence[Named]:
    first = [Assignment.ended_at.is_not(None)] if open_first else []
    rows = found.order_by(*first, Assignment.due_on, Assignment.id).limit(MOST)
    return [Named(*row) for row in db.session.execute(rows).unique()]
