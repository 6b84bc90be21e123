"""Cross-walks: all, one with its lines, those of a pack, the lines of a criterion."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.engine.scoring.answer import AnswerState
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.standards.models import Answer, Assessment, Criterion, Crosswalk, CrosswalkLine, Pack
from app.standards.queries.subjects import Profile


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a cross-walk as one criterion sees it: the criterion at the other end, if any."""

    line: CrosswalkLine
    other: Criterion | None
    leads_here: bool


class Hint(NamedTuple):
    """An answer elsewhere that says a part of what a criterion asks."""

    answer_id: int
    code: str
    title: str
    level: int


def list_crosswalks() -> Sequence[Crosswalk]:
    return db.session.scalars(_whole().order_by(Crosswalk.title)).all()


def get_crosswalk(crosswalk_id: int) -> Crosswalk:
    found = db.session.scalar(_whole().where(Crosswalk.id == crosswalk_id))
    if found is None:
        raise NotFound("There is no such cross-walk.")
    return found


def find_crosswalk(code: str) -> Crosswalk | None:
    return db.session.scalar(_whole().where(Crosswalk.code == code))


def crosswalks_of(pack_code: str) -> Sequence[Crosswalk]:
    """Those that begin or end at a pack."""
    here = or_(Crosswalk.from_code == pack_code, Crosswalk.to_code == pack_code)
    return db.session.scalars(_whole().where(here).order_by(Crosswalk.id)).all()


def steps_of(criterion: Criterion) -> list[Step]:
    """Where cross-walks lead from a criterion, and where to it they come from."""
    code, pack = criterion.code, criterion.pack.code
    goes = and_(CrosswalkLine.from_code == code, Crosswalk.from_code == pack)
    comes = and_(CrosswalkLine.to_code == code, Crosswalk.to_code == pack)
    lines = db.session.scalars(
        select(CrosswalkLine)
        .join(CrosswalkLine.crosswalk)
        .where(or_(goes, comes))
        .order_by(Crosswalk.title, CrosswalkLine.position)
        .options(joinedload(CrosswalkLine.crosswalk))
    ).all()
    ends = [(line, line.crosswalk.to_code == pack) for line in lines]
    codes = {line.from_code if here else line.to_code for line, here in ends}
    rows = db.session.scalars(
        select(Criterion)
        .join(Criterion.pack)
        .where(Pack.is_in_force, Criterion.code.in_(codes))
        .options(joinedload(Criterion.pack))
    )
    found = {(one.pack.code, one.code): one for one in rows}
    return [
        Step(
            line,
            found.get(
                (line.crosswalk.from_code, line.from_code)
                if here
                else (line.crosswalk.to_code, line.to_code)
            ),
            here,
        )
        for line, here in ends
    ]


def hints_for(pack: Pack, profile: Profile) -> Mapping[str, Sequence[Hint]]:
    """By criterion of this pack: answers under others that say a part of it and answer nothing."""
    there = aliased(Pack)
    rows = db.session.execute(
        select(CrosswalkLine.to_code, Answer.id, Criterion.code, there.title, Answer.level)
        .join(CrosswalkLine.crosswalk)
        .join(there, and_(there.code == Crosswalk.from_code, there.is_in_force))
        .join(
            Criterion,
            and_(Criterion.pack_id == there.id, Criterion.code == CrosswalkLine.from_code),
        )
        .join(Answer, Answer.criterion_id == Criterion.id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Crosswalk.to_code == pack.code,
            CrosswalkLine.gives_nothing,
            Answer.state == AnswerState.ANSWERED,
            Assessment.subject_key == profile.subject.key,
            Assessment.subject_id == profile.id,
        )
        .order_by(CrosswalkLine.position)
    )
    found: dict[str, list[Hint]] = {}
    for code, answer_id, other, title, level in rows:
        found.setdefault(code, []).append(Hint(answer_id, other, title, level or 0))
    return found


def derived_counts(criteria: Collection[int]) -> Mapping[int, int]:
    """How many answers to each of these criteria follow from another pack."""
    rows = db.session.execute(
        select(Answer.criterion_id, func.count().label("many"))
        .where(Answer.criterion_id.in_(criteria), Answer.derived_from_id.is_not(None))
        .group_by(Answer.criterion_id)
    )
    return {row.criterion_id: row.many for row in rows}


def _whole() -> Select[Crosswalk]:
    return select(Crosswalk).options(selectinload(Crosswalk.lines))
