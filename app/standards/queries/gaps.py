"""Where answers fall short of their criterion, counted by criterion and named by subject."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select

from app.engine.scoring.answer import AnswerState
from app.inventory.models import Asset
from app.kernel.db import db
from app.organization.models import Department
from app.standards.facts import Subject, Tier
from app.standards.models import Answer, Assessment, Criterion, Pack

SHOWN = 20

BELOW = and_(Answer.state == AnswerState.ANSWERED, Answer.level < Criterion.pass_line)
UNKNOWN = Answer.state == AnswerState.UNKNOWN


class Gap(NamedTuple):
    """Sheets that are below the line of a criterion, and those where somebody looked in vain."""

    below: int
    unknown: int


class ShortFall(NamedTuple):
    """One subject below the line of a criterion; the program has number 0 and no code."""

    subject: Subject
    id: int
    code: str
    name: str
    level: int


NO_GAP = Gap(0, 0)


def gaps_of(pack: Pack) -> Mapping[int, Gap]:
    """By criterion; one that is superseded has none."""
    rows = db.session.execute(
        select(Answer.criterion_id, _count(BELOW), _count(UNKNOWN))
        .join(Answer.criterion)
        .where(Criterion.pack_id == pack.id, ~Criterion.is_superseded)
        .group_by(Answer.criterion_id)
    )
    return {criterion_id: Gap(below, unknown) for criterion_id, below, unknown in rows}


def gaps_in_force() -> dict[tuple[str, str, Tier], Gap]:
    """By code and title of each pack in force and tier, summed over the answers."""
    rows = db.session.execute(
        select(Pack.code, Pack.title, Criterion.tier, _count(BELOW), _count(UNKNOWN))
        .select_from(Criterion)
        .join(Pack, Criterion.pack_id == Pack.id)
        .outerjoin(Answer, Answer.criterion_id == Criterion.id)
        .where(Pack.is_in_force, ~Criterion.is_superseded)
        .group_by(Pack.code, Pack.title, Criterion.tier)
        .order_by(Pack.code, Criterion.tier)
    )
    return {(code, title, tier): Gap(*counts) for code, title, tier, *counts in rows}


def gaps_by_tier(pack: Pack, gaps: Mapping[int, Gap]) -> dict[Tier, Gap]:
    """Summed over the criteria of each tier that the pack has."""
    found: dict[Tier, Gap] = {}
    for one in pack.criteria:
        if not one.is_superseded:
            so_far, more = found.get(one.tier, NO_GAP), gaps.get(one.id, NO_GAP)
            found[one.tier] = Gap(so_far.below + more.below, so_far.unknown + more.unknown)
    return {tier: found[tier] for tier in Tier if tier in found}


def short_of(criterion: Criterion) -> Sequence[ShortFall]:
    """The first subjects below the line, the lowest first."""
    asset, department = Asset.__table__.c, Department.__table__.c
    kind = Assessment.subject_key
    is_asset, is_department = kind == Subject.ASSET.key, kind == Subject.DEPARTMENT.key
    rows = db.session.execute(
        select(
            kind,
            Assessment.subject_id,
            case((is_asset, asset.code), (is_department, department.code), else_=""),
            case((is_asset, asset.name), (is_department, department.name), else_="Program"),
            Answer.level,
        )
        .join(Answer.assessment)
        .join(Answer.criterion)
        .outerjoin(Asset.__table__, and_(is_asset, asset.id == Assessment.subject_id))
        .outerjoin(
            Department.__table__, and_(is_department, department.id == Assessment.subject_id)
        )
        .where(Answer.criterion_id == criterion.id, BELOW)
        .order_by(Answer.level, kind, asset.code, department.code)
        .limit(SHOWN)
    )
    subjects = {subject.key: subject for subject in Subject}
    return [ShortFall(subjects[key], *rest) for key, *rest in rows]


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(what)
