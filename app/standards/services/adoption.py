"""Adopt a version of a pack: it comes into force, and the answers given so far go along."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from app.audit.bulk import Changed, insert_many, update_many
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import Scale, level_of_measure
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.subjects import DecisionRef
from app.standards.models import Answer, Assessment, Assignment, Criterion, Pack, Waiver
from app.standards.queries import catalog
from app.standards.services.packs import lead
from app.standards.services.versions import Successor, successors

CHUNK = 5_000
"""Answers moved at a time."""

Key = tuple[str, int]


class Moving(NamedTuple):
    """What has to be known of an answer to move it."""

    id: int
    assessment_id: int
    criterion_id: int
    state: AnswerState
    level: int | None
    measured: int | None


@dataclass(frozen=True, slots=True)
class Adopted:
    """The version that was in force, if any, and the answers that went along and stayed behind."""

    before: Pack | None
    kept: int
    left: int


def check_adoption(pack: Pack) -> Pack | None:
    """The version this one would take the place of; RuleBroken where there is nothing to adopt."""
    if pack.is_in_force:
        raise RuleBroken(f"Version {pack.version} of {pack.title} is in force already.")
    return catalog.version_in_force(pack.code)


def adopt(pack: Pack, decision: DecisionRef) -> Adopted:
    """Answers keep who gave them, when, and their evidence: they move, and are not copied.

    What the new version does not ask, or asks on another scale, stays with the version before. An
    answer given to the new version already wins over the one that would take its place.
    """
    before = check_adoption(pack)
    kept = left = 0
    if before is not None:
        kept, left = _carry(before, pack)
        before.is_in_force, before.replaced_on = False, decision.effective_on
        db.session.flush()
    pack.is_in_force, pack.decision_id = True, decision.id
    pack.adopted_on, pack.replaced_on = decision.effective_on, None
    if before is not None and before.is_leading:
        lead(pack)
    db.session.flush()
    return Adopted(before, kept, left)


def level_after(one: Successor, level: int | None, measured: int | None) -> int | None:
    """A measure falls into the bands of the version that asks."""
    if one.after.scale is not Scale.NUM or measured is None or not one.after.bands:
        return level
    return level_of_measure(measured, one.after.bands, rising=one.after.is_rising)


def _carry(before: Pack, after: Pack) -> tuple[int, int]:
    """How many answers went along, and how many stayed."""
    begun = _begun(after)
    taken = {tuple(row) for row in db.session.execute(_places_of(after))}
    pairs = {one.before.id: one for one in successors(before, after) if one.keeps_answers}
    sheets = _move_sheets(before, after, begun)
    staying: list[Moving] = []
    kept = 0
    for batch in _answers(before):
        moves = []
        for answer in batch:
            one, sheet = pairs.get(answer.criterion_id), sheets[answer.assessment_id]
            if one is None or (sheet, one.after.id) in taken:
                staying.append(answer)
            else:
                moves.append(_move(answer, one, sheet))
        update_many(Answer, moves)
        kept += len(moves)
    _move_waivers(before, after)
    _move_assignments(before, after)
    _keep_behind(before, staying, moved=set(sheets) & set(sheets.values()))
    db.session.expire_all()
    return kept, len(staying)


def _move(answer: Moving, one: Successor, sheet: int) -> Changed:
    new: dict[str, Any] = {"assessment_id": sheet, "criterion_id": one.after.id}
    if answer.state is AnswerState.ANSWERED:
        new["level"] = level_after(one, answer.level, answer.measured)
    return Changed(answer.id, {name: getattr(answer, name) for name in new}, new)


def _move_sheets(before: Pack, after: Pack, begun: Mapping[Key, int]) -> dict[int, int]:
    """For each sheet under the old version the one under the new: itself, unless one was begun."""
    old = _begun(before)
    moving = [sheet for key, sheet in old.items() if key not in begun]
    was, now = {"pack_id": before.id}, {"pack_id": after.id}
    update_many(Assessment, [Changed(sheet, was, now) for sheet in moving])
    return {sheet: begun.get(key, sheet) for key, sheet in old.items()}


def _move_waivers(before: Pack, after: Pack) -> None:
    """A waiver holds for the same criterion in the new version."""
    follows = {one.before.id: one.after.id for one in successors(before, after)}
    rows = db.session.execute(
        select(Waiver.id, Waiver.criterion_id).where(Waiver.criterion_id.in_(follows))
    )
    update_many(
        Waiver,
        [
            Changed(waiver, {"criterion_id": one}, {"criterion_id": follows[one]})
            for waiver, one in rows
        ],
    )


def _move_assignments(before: Pack, after: Pack) -> None:
    """Whoever is asked to answer a section goes on with it, where the new version has it."""
    sections = {"", *(element.code for element in after.elements)}
    what = (Assignment.assignee_id, Assignment.subject_key, Assignment.subject_id)
    still = select(Assignment.id, *what, Assignment.section).where(Assignment.ended_at.is_(None))
    asked = {row[1:] for row in db.session.execute(still.where(Assignment.pack_id == after.id))}
    rows = db.session.execute(still.where(Assignment.pack_id == before.id))
    was, now = {"pack_id": before.id}, {"pack_id": after.id}
    update_many(
        Assignment,
        [
            Changed(row.id, was, now)
            for row in rows
            if row.section in sections and row[1:] not in asked
        ],
    )


def _keep_behind(before: Pack, staying: Sequence[Moving], *, moved: Collection[int]) -> None:
    """Answers that stay get a sheet under the old version again where theirs went away."""
    lost = [answer for answer in staying if answer.assessment_id in moved]
    sheets = sorted({answer.assessment_id for answer in lost})
    subjects = {row.id: row for row in db.session.execute(_subjects_of(sheets))}
    rows = [
        {
            "pack_id": before.id,
            "subject_key": subjects[one].subject_key,
            "subject_id": subjects[one].subject_id,
        }
        for one in sheets
    ]
    fresh = dict(zip(sheets, insert_many(Assessment, rows), strict=True))
    update_many(
        Answer,
        [
            Changed(
                answer.id,
                {"assessment_id": answer.assessment_id},
                {"assessment_id": fresh[answer.assessment_id]},
            )
            for answer in lost
        ],
    )


def _begun(pack: Pack) -> dict[Key, int]:
    """The sheets under a version, by what they are about."""
    rows = db.session.execute(
        select(Assessment.subject_key, Assessment.subject_id, Assessment.id).where(
            Assessment.pack_id == pack.id
        )
    )
    return {(key, subject_id): sheet for key, subject_id, sheet in rows}


def _subjects_of(sheets: Sequence[int]) -> Select[int, str, int]:
    return select(Assessment.id, Assessment.subject_key, Assessment.subject_id).where(
        Assessment.id.in_(sheets)
    )


def _places_of(pack: Pack) -> Select[int, int]:
    """Where answers were given to a version already."""
    return (
        select(Answer.assessment_id, Answer.criterion_id)
        .join(Answer.criterion)
        .where(Criterion.pack_id == pack.id)
    )


def _answers(pack: Pack) -> Iterator[list[Moving]]:
    """Every answer under a version by key, in chunks, locked until the commit."""
    columns = [getattr(Answer, name) for name in Moving._fields]
    last = 0
    while True:
        rows = db.session.execute(
            select(*columns)
            .join(Answer.criterion)
            .where(Criterion.pack_id == pack.id, Answer.id > last)
            .order_by(Answer.id)
            .limit(CHUNK)
            .with_for_update(of=Answer)
        ).all()
        if not rows:
            return
        last = rows[-1].id
        yield [Moving(*row) for row in rows]
