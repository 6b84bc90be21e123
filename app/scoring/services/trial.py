"""What scores and maturity would be, by the functions that compute what is; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from app.engine.maturity.level import Maturity
from app.engine.scoring.rollup import ElementScore, program
from app.scoring.queries import answers, scores
from app.scoring.queries import trial as queries
from app.scoring.queries.maturity import service_areas
from app.scoring.queries.maturity import settings as maturity_settings
from app.scoring.queries.places import DepartmentPoints, as_points
from app.scoring.queries.scores import ColumnSums
from app.scoring.queries.trial import Figures
from app.scoring.services.facilities import KEY as FACILITY
from app.scoring.services.facilities import place_values
from app.scoring.services.maturity import chosen, estate_of, judged
from app.scoring.services.results import (
    Found,
    add_sources,
    found_by,
    found_in,
    score_values,
    sources_with,
)
from app.scoring.translate.program import element_scores
from app.scoring.translate.sheets import sheet_groups, unpacked
from app.scoring.translate.trial import Changes, answers_with, served_with, waived_with
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import waivers
from app.standards.queries.copies import copy_of
from app.standards.queries.subjects import (
    Profile,
    asset_profiles,
    department_profiles,
    program_profile,
)

ASSET, DEPARTMENT, PROGRAM = Subject.ASSET.key, Subject.DEPARTMENT.key, Subject.PROGRAM.key


@dataclass(frozen=True, slots=True)
class Estate:
    """Figures by subject key and number, elements in the order of the pack, and maturity."""

    figures: Mapping[str, Mapping[int, Figures]]
    elements: tuple[ElementScore, ...]
    maturity: Maturity


@dataclass(frozen=True, slots=True)
class Trial:
    """What is stored, and what would be."""

    now: Estate
    then: Estate

    def moved(self, key: str) -> dict[int, tuple[Figures | None, Figures | None]]:
        """Subjects of this kind of which any figure differs."""
        before, after = self.now.figures.get(key, {}), self.then.figures.get(key, {})
        return {
            one: (before.get(one), after.get(one))
            for one in sorted(before.keys() | after.keys())
            if before.get(one) != after.get(one)
        }


@dataclass(slots=True)
class _Work:
    """One trial while it is computed."""

    live: Pack
    pack: Pack
    changes: Changes
    on: date
    sheets: dict[str, dict[int, bytes]]
    figures: dict[str, dict[int, Figures]]
    before: list[bytes] = field(default_factory=list)
    after: list[bytes] = field(default_factory=list)


def trial(pack: Pack, changes: Changes, *, on: date) -> Trial:
    """`pack` as it is; weights of the trial go to a copy of it."""
    now = queries.figures(pack)
    work = _Work(
        live=pack,
        pack=copy_of(pack, changes.weights, changes.element_weights),
        changes=changes,
        on=on,
        sheets={one.key: scores.own_sheets(pack, one) for one in Subject},
        figures={key: dict(found) for key, found in now.items()},
    )
    chose = chosen(maturity_settings())
    around = estate_of(pack, chose)
    places = service_areas()
    columns = scores.columns_of(pack)
    before = Estate(now, element_scores(pack, columns), judged(pack, places, around, chose))
    touched = _assets(work)
    _departments(work, touched)
    _places(work)
    elements = _program(work, columns)
    then = replace(
        around,
        assets=served_with(around.assets, changes, work.sheets[ASSET]),
        departments=work.sheets[DEPARTMENT],
        program=work.sheets[PROGRAM].get(0),
    )
    return Trial(before, Estate(work.figures, elements, judged(work.pack, places, then, chose)))


def _assets(work: _Work) -> set[int]:
    """Those whose figures may differ; the departments they belong to."""
    changes, sheets = work.changes, work.sheets[ASSET]
    anew = changes.answered(Subject.ASSET) - changes.gone.keys()
    others = set(sheets) if changes.weights else changes.waived(Subject.ASSET) & sheets.keys()
    others -= anew | changes.gone.keys()
    ids = sorted(anew | others)
    profiles = [one for one in asset_profiles(ids) if not one.is_retired]
    waived = waived_with(
        Subject.ASSET, changes, waivers.in_force(work.live, Subject.ASSET, work.on, ids)
    )
    kept = [one for one in profiles if one.id in others]
    found = _found(work, Subject.ASSET, [one for one in profiles if one.id in anew], waived)
    for group in sheet_groups(work.pack, kept, sheets):
        found += found_in(group, waived)
    _keep(work, ASSET, found, gone=[*changes.gone])
    return queries.departments_of([*ids, *changes.gone])


def _departments(work: _Work, touched: set[int]) -> None:
    changes = work.changes
    own = changes.answered(Subject.DEPARTMENT) | changes.waived(Subject.DEPARTMENT)
    ids = None if changes.weights else sorted(touched | own)
    if ids == []:
        return
    begun = set(answers.assessed(work.live, Subject.DEPARTMENT, ids))
    begun |= changes.answered(Subject.DEPARTMENT)
    inside = sources_with(work.sheets[ASSET], ids)
    profiles = list(department_profiles(ids, without=changes.gone))
    waived = waived_with(
        Subject.DEPARTMENT, changes, waivers.in_force(work.live, Subject.DEPARTMENT, work.on, ids)
    )
    scored = [one for one in profiles if one.id in begun or one.id in inside]
    found = _found(work, Subject.DEPARTMENT, scored, waived)
    for one in found:
        add_sources(work.pack, one, inside.get(one.profile.id, []))
    there = {one.profile.id for one in found}
    _keep(work, DEPARTMENT, found, gone=[one.id for one in profiles if one.id not in there])


def _places(work: _Work) -> None:
    where = queries.places_of_departments()
    points = [
        DepartmentPoints(one, place, as_points(figures), figures.volume)
        for one, figures in sorted(work.figures.get(DEPARTMENT, {}).items())
        if figures.confirmed is not None and (place := where.get(one)) is not None
    ]
    work.figures[FACILITY] = {
        place: _figures(values) for place, values in place_values(points).items()
    }


def _program(work: _Work, columns: Mapping[int, ColumnSums]) -> tuple[ElementScore, ...]:
    """Its own answers, and the columns of everything that moved."""
    if not work.figures:
        return element_scores(work.pack, columns)
    profiles = [program_profile(without=work.changes.gone)]
    (own,) = _found(work, Subject.PROGRAM, profiles, {})
    _keep(work, PROGRAM, [own])
    elements = element_scores(work.pack, _moved(work, columns))
    own.values.update(score_values(program(elements), own.gravest))
    work.figures[PROGRAM] = {0: _figures(own.values)}
    return elements


def _moved(work: _Work, columns: Mapping[int, ColumnSums]) -> dict[int, ColumnSums]:
    before, after = (unpacked(work.pack, rows).column_sums() for rows in (work.before, work.after))
    more = np.array(after) - np.array(before)
    return {
        one.id: ColumnSums(
            *(
                there + int(change)
                for there, change in zip(
                    columns.get(one.id, ColumnSums(0, 0, 0, 0)), more[:, place], strict=True
                )
            )
        )
        for place, one in enumerate(work.pack.criteria)
    }


def _found(
    work: _Work, subject: Subject, profiles: list[Profile], waived: Mapping[int, frozenset[str]]
) -> list[Found]:
    """From the answers as they are kept, under those of the trial."""
    ids = [one.id for one in profiles]
    numbers = answers.numbers(work.live, subject, work.on, ids)
    changed = answers_with(work.pack, subject, work.changes, numbers)
    return found_by(work.pack, subject, profiles, changed, waived)


def _keep(work: _Work, key: str, found: list[Found], gone: list[int] | None = None) -> None:
    sheets, figures = work.sheets[key], work.figures.setdefault(key, {})
    for one in gone or ():
        if (sheet := sheets.pop(one, None)) is not None:
            work.before.append(sheet)
        figures.pop(one, None)
    for row in found:
        number, sheet = row.profile.id, row.values["sheet"]
        if sheets.get(number) != sheet:
            work.before += [sheets[number]] if number in sheets else []
            work.after.append(sheet)
            sheets[number] = sheet
        figures[number] = _figures(row.values)


def _figures(values: Mapping[str, Any]) -> Figures:
    said = {"volume": None} | dict(values)
    return Figures(*(said[name] for name in Figures._fields))
