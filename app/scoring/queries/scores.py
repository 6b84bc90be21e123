"""Stored scores: of one subject, of departments, of the program's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import undefer

from app.engine.fit.disposition import Disposition
from app.engine.scoring.knockout import Passage
from app.engine.scoring.status import FitStatus
from app.inventory.facts.vocabulary.assets import Lifecycle
from app.inventory.models import Asset, Source
from app.kernel.db import db
from app.organization.models import Department, Facility
from app.scoring.models import Column, Score
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries.kept import STAMP, kept_as

_a, _s = Asset.__table__.c, Source.__table__.c


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One source of a department, with its volume and the packed sheet of its score."""

    id: int
    code: str
    name: str
    department_id: int
    annual_studies: int | None
    sheet: bytes
    failing: int
    open_knock_outs: int


class ColumnSums(NamedTuple):
    """One criterion over all that were assessed."""

    asked: int
    known: int
    levels: int
    evidenced: int


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department with its readiness, if it has been assessed, and its sources."""

    id: int
    code: str
    name: str
    score: Score | None
    sources: int


def score_of(pack: Pack, subject: Subject, subject_id: int) -> Score | None:
    return db.session.scalar(
        select(Score)
        .where(
            Score.pack_id == pack.id,
            Score.subject_key == subject.key,
            Score.subject_id == subject_id,
        )
        .options(undefer(Score.sheet))
    )


class UnderPack(NamedTuple):
    """A stored score with what its pack is called."""

    score: Score
    title: str
    version: str


def scores_of(subject: Subject, subject_id: int) -> tuple[Pack | None, list[UnderPack]]:
    """The leading pack, as it is kept, and the scores under every pack, the leading one first."""
    about = and_(Score.subject_key == subject.key, Score.subject_id == subject_id)
    rows = db.session.execute(
        select(*STAMP, Score)
        .outerjoin_from(Pack, Score, and_(Score.pack_id == Pack.id, about))
        .where(or_(Pack.is_leading, Score.id.is_not(None)))
        .order_by(Pack.is_leading.desc(), Pack.title, Pack.version)
    ).all()
    leading = next((kept_as(row) for row in rows if row.is_leading), None)
    scored = [UnderPack(row[-1], row.title, row.version) for row in rows if row[-1] is not None]
    return leading, scored


class Standing(NamedTuple):
    """How one thing stands under a pack in force; the program has no code and no name."""

    pack: str
    title: str
    subject_key: str
    subject_id: int
    code: str
    name: str
    fit: FitStatus
    confirmed: int | None
    provisional: int | None
    failing: int
    open_knock_outs: int
    suggested: Disposition | None


def standings() -> Sequence[Standing]:
    """Every stored score under the packs in force, with the name of its thing; in one query."""
    asset, department, facility = (model.__table__.c for model in (Asset, Department, Facility))
    code = func.coalesce(asset.code, department.code, facility.code, literal(""))
    name = func.coalesce(asset.name, department.name, facility.name, literal(""))
    rows = (
        select(
            Pack.code,
            Pack.title,
            Score.subject_key,
            Score.subject_id,
            code,
            name,
            *(getattr(Score, field) for field in Standing._fields[6:]),
        )
        .select_from(Score)
        .join(Pack, Score.pack_id == Pack.id)
        .where(Pack.is_in_force)
        .order_by(Pack.code, Score.subject_key, code)
    )
    for model in (Asset, Department, Facility):
        table = model.__table__
        of_kind = Score.subject_key == model.__tablename__
        rows = rows.outerjoin(table, and_(of_kind, table.c.id == Score.subject_id))
    return [Standing(*row) for row in db.session.execute(rows)]


class Stored(NamedTuple):
    """What is kept of one score; every value of it that a computation may change."""

    subject_id: int
    id: int
    sheet: bytes
    confirmed: int | None
    provisional: int | None
    best: int | None
    completeness: int | None
    evidenced: int | None
    volume: int | None
    fit: FitStatus
    functional: int | None
    technical: int | None
    failing: int
    open_knock_outs: int
    ehr_viewable: Passage | None
    platform_suitable: Passage | None
    suggested: Disposition | None
    rule: str | None
    reason: str | None
    target_id: int | None
    rules_version: str


def stored(pack: Pack, key: str, ids: Sequence[int] | None = None) -> dict[int, Stored]:
    """What is kept of each subject of this key; locked until the commit."""
    rows = select(*(getattr(Score, name) for name in Stored._fields)).where(
        Score.pack_id == pack.id, Score.subject_key == key
    )
    if ids is not None:
        rows = rows.where(Score.subject_id.in_(ids))
    found = db.session.execute(rows.order_by(Score.subject_id).with_for_update())
    return {row.subject_id: Stored(*row) for row in found}


def source_sheets(
    pack: Pack, department_ids: Sequence[int] | None = None
) -> dict[int, list[SourceSheet]]:
    """Assessed sources that are not retired, by department."""
    rows = (
        select(
            _a.id,
            _a.code,
            _a.name,
            _a.department_id,
            _s.annual_studies,
            Score.sheet,
            Score.failing,
            Score.open_knock_outs,
        )
        .select_from(Asset.__table__)
        .join(Source.__table__, _s.id == _a.id)
        .join(Score, (Score.subject_id == _a.id) & (Score.subject_key == Subject.ASSET.key))
        .where(Score.pack_id == pack.id, _a.lifecycle != Lifecycle.RETIRED)
        .where(_a.department_id.is_not(None))
        .order_by(_a.code)
    )
    if department_ids is not None:
        rows = rows.where(_a.department_id.in_(department_ids))
    found: dict[int, list[SourceSheet]] = {}
    for row in db.session.execute(rows):
        found.setdefault(row.department_id, []).append(SourceSheet(*row))
    return found


def own_sheets(pack: Pack, subject: Subject) -> dict[int, bytes]:
    """By subject, the packed sheet of its own answers."""
    rows = db.session.execute(
        select(Score.subject_id, Score.sheet).where(
            Score.pack_id == pack.id, Score.subject_key == subject.key
        )
    )
    return {row.subject_id: row.sheet for row in rows}


def list_departments(pack: Pack) -> Sequence[DepartmentLine]:
    """Every department by name, whether or not it has been assessed."""
    sources = (
        select(_a.department_id, func.count().label("many"))
        .join_from(Asset.__table__, Source.__table__, _s.id == _a.id)
        .where(_a.lifecycle != Lifecycle.RETIRED)
        .group_by(_a.department_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Department.id,
            Department.code,
            Department.name,
            Score,
            func.coalesce(sources.c.many, 0),
        )
        .outerjoin(
            Score,
            (Score.subject_id == Department.id)
            & (Score.subject_key == Subject.DEPARTMENT.key)
            & (Score.pack_id == pack.id),
        )
        .outerjoin(sources, sources.c.department_id == Department.id)
        .order_by(Department.name, Department.id)
    )
    return [DepartmentLine(*row) for row in rows]


def columns_of(pack: Pack) -> Mapping[int, ColumnSums]:
    """The sums of the program's roll-up, by criterion."""
    columns = db.session.execute(
        select(
            Column.criterion_id, Column.asked, Column.known, Column.levels, Column.evidenced
        ).where(Column.pack_id == pack.id)
    )
    return {criterion_id: ColumnSums(*sums) for criterion_id, *sums in columns}


def coverage(pack: Pack) -> dict[str, tuple[int, int]]:
    """For assets and departments: how many have a score, and how many there are."""
    counted = db.session.execute(
        select(Score.subject_key, func.count())
        .where(Score.pack_id == pack.id)
        .group_by(Score.subject_key)
    )
    scored = dict(counted.all())
    assets = select(func.count()).where(_a.lifecycle != Lifecycle.RETIRED).scalar_subquery()
    departments = select(func.count(Department.id)).scalar_subquery()
    all_assets, all_departments = db.session.execute(select(assets, departments)).one()
    return {
        "assets": (scored.get(Subject.ASSET.key, 0), all_assets),
        "departments": (scored.get(Subject.DEPARTMENT.key, 0), all_departments),
    }
