"""Compute scores from answers: of what a change has touched, or of everything under a pack."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.engine.scoring.rollup import program
from app.scoring.queries import answers, scores
from app.scoring.services import columns, storing
from app.scoring.services.facilities import roll_up
from app.scoring.services.results import Found, add_sources, found_by, score_values
from app.scoring.services.storing import Run
from app.scoring.services.suggestions import suggest_for
from app.scoring.translate.elements import parts_of
from app.scoring.translate.program import element_scores
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import waivers
from app.standards.queries.subjects import (
    Profile,
    asset_profiles,
    department_profiles,
    profile_of,
)


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
        roll_up(run)
    _program(run)


def recompute_all(pack: Pack, *, on: date, at: datetime) -> int:
    """Every subject under this pack, anew from its answers; how many have a score."""
    run = Run(pack, on, at, is_everything=True)
    _assets(run, None)
    _departments(run, None)
    _program(run)
    return len(run.after) + roll_up(run)


def _assets(run: Run, ids: Sequence[int] | None) -> set[int]:
    """Score those that have a sheet and are not retired; the departments all belong to.

    The department of one that was just retired is another without it.
    """
    begun = set(answers.assessed(run.pack, Subject.ASSET, ids))
    there = [one for one in asset_profiles(ids) if one.id in begun]
    profiles = [one for one in there if not one.is_retired]
    found = _found(run, Subject.ASSET, profiles, ids)
    if run.pack.is_leading:
        suggest_for(run.pack, found, on=run.on, is_everything=ids is None)
    storing.store(run, Subject.ASSET, found, ids)
    return {one.department_id for one in there if one.department_id is not None}


def _departments(run: Run, ids: Sequence[int] | None) -> None:
    """Readiness of those that have a sheet, or a source that has one."""
    begun = set(answers.assessed(run.pack, Subject.DEPARTMENT, ids))
    sources = scores.source_sheets(run.pack, ids)
    profiles = [one for one in department_profiles(ids) if one.id in begun or one.id in sources]
    found = _found(run, Subject.DEPARTMENT, profiles, ids)
    for one in found:
        add_sources(run.pack, one, sources.get(one.profile.id, []))
    storing.store(run, Subject.DEPARTMENT, found, ids)


def _program(run: Run) -> None:
    """The program's own answers count in its roll-up like those of any other."""
    (own,) = _found(run, Subject.PROGRAM, [profile_of(Subject.PROGRAM, 0)], [0])
    there = storing.note(run, Subject.PROGRAM, [own], [0])
    if run.is_everything:
        columns.replace(run.pack, run.after)
    else:
        columns.move(run.pack, before=run.before, after=run.after)
    elements = element_scores(run.pack, scores.columns_of(run.pack))
    own.values.update(score_values(program(elements), own.gravest))
    own.parts = parts_of({one.element: one.score for one in elements})
    storing.write(run, Subject.PROGRAM, [own], there)


def _found(
    run: Run, subject: Subject, profiles: Sequence[Profile], ids: Sequence[int] | None
) -> list[Found]:
    numbers = answers.numbers(run.pack, subject, run.on, ids)
    return found_by(
        run.pack, subject, profiles, numbers, waivers.in_force(run.pack, subject, run.on, ids)
    )
