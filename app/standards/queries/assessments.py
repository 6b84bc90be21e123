"""Sheets of answers: the one of a subject, and how far each has come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.audit.models import Change
from app.engine.scoring.answer import AnswerState
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor
from app.organization.models import Department
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Criterion, Pack, Rule
from app.standards.queries.subjects import Profile, profile_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sheet of one subject has come; zero of nothing where nobody has begun."""

    subject: Subject
    id: int
    code: str
    name: str
    answered: int
    open: int
    latest_at: datetime | None


def find_assessment(pack: Pack, profile: Profile) -> Assessment | None:
    return db.session.scalar(
        select(Assessment).where(
            Assessment.pack_id == pack.id,
            Assessment.subject_key == profile.subject.key,
            Assessment.subject_id == profile.id,
        )
    )


def answers_of(pack: Pack, profile: Profile) -> dict[int, Answer]:
    """By criterion, each with the person who gave it."""
    answers = db.session.scalars(
        select(Answer)
        .join(Answer.assessment)
        .where(
            Assessment.pack_id == pack.id,
            Assessment.subject_key == profile.subject.key,
            Assessment.subject_id == profile.id,
        )
        .options(
            joinedload(Answer.answered_by),
            joinedload(Answer.derived_from).joinedload(Answer.criterion).joinedload(Criterion.pack),
        )
    ).unique()
    return {answer.criterion_id: answer for answer in answers}


def changes_on(pack: Pack, profile: Profile, *, limit: int = 20) -> Sequence[tuple[str, Change]]:
    """The latest changes of answers on this sheet, newest first, each with its criterion's code."""
    rows = db.session.execute(
        select(Criterion.code, Change)
        .select_from(Answer)
        .join(Answer.assessment)
        .join(Answer.criterion)
        .join(
            Change,
            (Change.subject_type == Answer.__tablename__) & (Change.subject_id == Answer.id),
        )
        .where(
            Assessment.pack_id == pack.id,
            Assessment.subject_key == profile.subject.key,
            Assessment.subject_id == profile.id,
        )
        .order_by(Change.id.desc())
        .limit(limit)
    )
    return [(code, change) for code, change in rows]


def sheet_of_answer(answer_id: int) -> tuple[Assessment, Criterion]:
    """Where an answer stands."""
    row = db.session.execute(
        select(Assessment, Criterion)
        .select_from(Answer)
        .join(Answer.assessment)
        .join(Answer.criterion)
        .where(Answer.id == answer_id)
    ).first()
    if row is None:
        raise NotFound("There is no such answer.")
    return row[0], row[1]


def get_for(actor: Actor, subject: Subject, subject_id: int) -> Profile:
    """Whoever reads standards reads every sheet; who may answer is asked of the policy."""
    return profile_of(subject, subject_id)


def sheets_of_assets(pack: Pack, asset_ids: Collection[int]) -> dict[int, Assessment]:
    """By asset; of those that have a sheet."""
    sheets = select(Assessment).where(
        Assessment.pack_id == pack.id,
        Assessment.subject_key == Subject.ASSET.key,
        Assessment.subject_id.in_(asset_ids),
    )
    return {one.subject_id: one for one in db.session.scalars(sheets)}


def answers_on(sheets: Iterable[Assessment]) -> dict[int, dict[int, Answer]]:
    """By sheet and criterion."""
    found: dict[int, dict[int, Answer]] = {}
    ids = [one.id for one in sheets]
    for answer in db.session.scalars(select(Answer).where(Answer.assessment_id.in_(ids))):
        found.setdefault(answer.assessment_id, {})[answer.criterion_id] = answer
    return found


def not_followed(on: date, limit: int) -> dict[int, list[int]]:
    """Assets by pack whose answers did not follow the inventory on that day yet."""
    rows = db.session.execute(
        select(Assessment.pack_id, Assessment.subject_id)
        .join(Assessment.pack)
        .where(Assessment.subject_key == Subject.ASSET.key, Pack.replaced_on.is_(None))
        .where(Assessment.followed_on.is_(None) | (Assessment.followed_on < on))
        .where(select(Rule.id).where(Rule.pack_id == Assessment.pack_id).exists())
        .order_by(Assessment.id)
        .limit(limit)
    )
    found: dict[int, list[int]] = {}
    for pack_id, asset_id in rows:
        found.setdefault(pack_id, []).append(asset_id)
    return found


def packs_that_follow(asset_ids: Collection[int]) -> Sequence[int]:
    """Packs with rules under which any of these assets has a sheet."""
    return db.session.scalars(
        select(Assessment.pack_id)
        .join(Assessment.pack)
        .where(Assessment.subject_key == Subject.ASSET.key, Pack.replaced_on.is_(None))
        .where(Assessment.subject_id.in_(asset_ids))
        .where(select(Rule.id).where(Rule.pack_id == Assessment.pack_id).exists())
        .distinct()
        .order_by(Assessment.pack_id)
    ).all()


def assets_without_sheet(pack: Pack) -> Sequence[int]:
    """Of those that are not retired."""
    begun = select(Assessment.subject_id).where(
        Assessment.pack_id == pack.id, Assessment.subject_key == Subject.ASSET.key
    )
    asset = Asset.__table__.c
    return db.session.scalars(
        select(asset.id)
        .where(asset.lifecycle != Lifecycle.RETIRED, asset.id.not_in(begun))
        .order_by(asset.id)
    ).all()


def program_progress(pack: Pack) -> Progress:
    counted = _counts(pack, Subject.PROGRAM).get(0, (0, 0, None))
    return Progress(Subject.PROGRAM, 0, "", "Program", *counted)


def department_progress(pack: Pack) -> Sequence[Progress]:
    counts = _counts(pack, Subject.DEPARTMENT)
    rows = db.session.execute(
        select(Department.id, Department.code, Department.name).order_by(Department.name)
    )
    return [
        Progress(Subject.DEPARTMENT, one, code, name, *counts.get(one, (0, 0, None)))
        for one, code, name in rows
    ]


def asset_progress(
    pack: Pack, kind: AssetKind | None = None, *, after: str = ""
) -> Sequence[Progress]:
    """One page of assets by code, from the one after; one row more than a page tells of more."""
    assets = (
        select(Asset.__table__.c.id, Asset.__table__.c.code, Asset.__table__.c.name)
        .where(Asset.__table__.c.lifecycle != Lifecycle.RETIRED, Asset.__table__.c.code > after)
        .order_by(Asset.__table__.c.code)
        .limit(PAGE + 1)
    )
    if kind is not None:
        assets = assets.where(Asset.__table__.c.kind == kind)
    rows = db.session.execute(assets).all()
    counts = _counts(pack, Subject.ASSET, [row.id for row in rows])
    return [
        Progress(Subject.ASSET, row.id, row.code, row.name, *counts.get(row.id, (0, 0, None)))
        for row in rows
    ]


def _counts(
    pack: Pack, subject: Subject, ids: Sequence[int] | None = None
) -> Mapping[int, tuple[int, int, datetime | None]]:
    """Answers given (or left out with a reason), still unknown, and when the latest came."""
    is_open = Answer.state == AnswerState.UNKNOWN
    counted = (
        select(
            Assessment.subject_id,
            func.count().filter(~is_open),
            func.count().filter(is_open),
            func.max(Answer.answered_at),
        )
        .join(Answer.assessment)
        .where(Assessment.pack_id == pack.id, Assessment.subject_key == subject.key)
        .group_by(Assessment.subject_id)
    )
    if ids is not None:
        counted = counted.where(Assessment.subject_id.in_(ids))
    return {
        one: (given, unknown, latest) for one, given, unknown, latest in db.session.execute(counted)
    }
