"""Compute scores from answers: of what a change has touched, or of everything under a pack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, update

from app.engine.scoring.rollup import program, readiness
from app.kernel.db import db
from app.scoring.models import Score
from app.scoring.queries import answers, scores
from app.scoring.services import columns
from app.scoring.services.results import RULES_VERSION, Found, found_in, score_values
from app.scoring.services.suggestions import NONE, suggest_for
from app.scoring.translate.conditions import without_unasked
from app.scoring.translate.program import element_scores
from app.scoring.translate.readiness import scored
from app.scoring.translate.sheets import groups
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import waivers
from app.standards.queries.subjects import (
    Profile,
    asset_profiles,
    department_profiles,
    profile_of,
)


@dataclass(slots=True)
class Run:
    """One computation: the pack, the day that decides on remedies, and the sheets it moves."""

    pack: Pack
    on: date
    at: datetime
    before: list[bytes] = field(default_factory=list)
    after: list[bytes] = field(default_factory=list)


def recompute(
    pack: Pack,
    *,
    assets: Iterable[int] = (),
    departments: Iterable[int] = (),
    on: date,
    at: datetime,
) -> None:
    """Everything a change moves: these assets, these and their departments, and the program."""
    run = Run(pack, on, at)
    touched = set(departments) | _assets(run, sorted(assets))
    if touched:
        _departments(run, sorted(touched))
    gravest = _program_sheet(run)
    columns.move(pack, before=run.before, after=run.after)
    _program(run, gravest)


def recompute_all(pack: Pack, *, on: date, at: datetime) -> int:
    """Every subject under this pack, anew from its answers; how many were scored."""
    run = Run(pack, on, at)
    db.session.execute(delete(Score).where(Score.pack_id == pack.id))
    _assets(run, None)
    _departments(run, None)
    gravest = _program_sheet(run)
    columns.replace(pack, run.after)
    _program(run, gravest)
    return len(run.after)


def _assets(run: Run, ids: Sequence[int] | None) -> set[int]:
    """Score those that have a sheet and are not retired; the departments they belong to."""
    begun = set(answers.assessed(run.pack, Subject.ASSET, ids))
    profiles = [one for one in asset_profiles(ids) if one.id in begun and not one.is_retired]
    found = _found(run, Subject.ASSET, profiles, ids)
    if run.pack.is_leading:
        suggest_for(run.pack, found, on=run.on, is_everything=ids is None)
    _store(run, Subject.ASSET, found, ids)
    return {one.department_id for one in profiles if one.department_id is not None}


def _departments(run: Run, ids: Sequence[int] | None) -> None:
    """Readiness of those that have a sheet, or a source that has one."""
    begun = set(answers.assessed(run.pack, Subject.DEPARTMENT, ids))
    sources = scores.source_sheets(run.pack, ids)
    profiles = [one for one in department_profiles(ids) if one.id in begun or one.id in sources]
    found = _found(run, Subject.DEPARTMENT, profiles, ids)
    for one in found:
        inside = scored(run.pack, sources.get(one.profile.id, []))
        volumes = [(score, source.annual_studies) for source, score in inside]
        one.values.update(score_values(readiness(volumes, one.score), one.gravest))
    _store(run, Subject.DEPARTMENT, found, ids)


def _program_sheet(run: Run) -> Found:
    """The program's own answers; its criteria count in the roll-up like those of any other."""
    found = _found(run, Subject.PROGRAM, [profile_of(Subject.PROGRAM, 0)], [0])
    _store(run, Subject.PROGRAM, found, [0])
    return found[0]


def _program(run: Run, own: Found) -> None:
    rolled = program(element_scores(run.pack, scores.columns_of(run.pack)))
    db.session.execute(
        update(Score)
        .where(Score.pack_id == run.pack.id, Score.subject_key == Subject.PROGRAM.key)
        .values(score_values(rolled, own.gravest))
        .execution_options(synchronize_session=False)
    )


def _found(
    run: Run, subject: Subject, profiles: Sequence[Profile], ids: Sequence[int] | None
) -> list[Found]:
    numbers = without_unasked(
        run.pack, subject, profiles, answers.numbers(run.pack, subject, run.on, ids)
    )
    waived = waivers.in_force(run.pack, subject, run.on, ids)
    return [one for group in groups(run.pack, profiles, numbers) for one in found_in(group, waived)]


def _store(run: Run, subject: Subject, found: Sequence[Found], ids: Sequence[int] | None) -> None:
    """Write what was found, drop the scores of what is gone, and note both for the columns."""
    there = scores.stored(run.pack, subject, ids)
    run.before += [sheet for _, sheet in there.values()]
    run.after += [one.values["sheet"] for one in found]
    rows = [_row(run, subject, one) for one in found]
    if new := [row for row in rows if row["subject_id"] not in there]:
        db.session.connection().execute(insert(Score), new)
    changed = [
        row | {"id": there[row["subject_id"]][0]} for row in rows if row["subject_id"] in there
    ]
    if changed:
        db.session.execute(update(Score), changed)
    if gone := there.keys() - {row["subject_id"] for row in rows}:
        db.session.execute(
            delete(Score)
            .where(Score.id.in_([there[one][0] for one in gone]))
            .execution_options(synchronize_session=False)
        )


def _row(run: Run, subject: Subject, one: Found) -> dict[str, Any]:
    return (
        {
            "pack_id": run.pack.id,
            "subject_key": subject.key,
            "subject_id": one.profile.id,
            "rules_version": RULES_VERSION,
            "computed_at": run.at,
        }
        | NONE
        | one.values
    )
