"""What another version of a pack would change: each thing under both, on the same answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np

from app.engine.scoring.answer import Answer as Answered
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.engine.scoring.knockout import Passage, gravest
from app.engine.scoring.score import score
from app.engine.scoring.status import FitStatus, fit_status
from app.kernel.words import label_of
from app.scoring.queries import answers
from app.scoring.queries.answers import Numbers
from app.scoring.services.results import Found, add_sources, found_in, sources_with
from app.scoring.translate.conditions import without_unasked
from app.scoring.translate.sheets import Group, Waived, groups
from app.scoring.translate.versions import carried
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import waivers
from app.standards.queries.subjects import Profile, asset_profiles, department_profiles
from app.standards.services.versions import successors

EXPLAINED = 200
"""Assets whose change is led back to criteria; of more, only the change itself is told."""

Named = Mapping[str, Answered]


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing whose status differs, and the criteria (codes of the new version) that do it."""

    profile: Profile
    before: FitStatus
    after: FitStatus
    points: tuple[int | None, int | None]
    because: tuple[str, ...]

    def says(self) -> str:
        reason = f" ({', '.join(self.because)})" if self.because else ""
        return f"{label_of(self.after)}{reason}"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The assets that have answers, by status under each version, and those that differ.

    `departments`: those whose readiness has another status.
    """

    before: Counter[FitStatus]
    after: Counter[FitStatus]
    moved: tuple[Moved, ...]
    departments: tuple[Moved, ...] = ()

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How many assets each criterion moves, the most first."""
        counts = Counter(code for one in self.moved for code in one.because)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True, slots=True)
class Row:
    """What was found for one asset, and the sheet it was found on."""

    found: Found
    group: Group
    place: int
    waived: frozenset[str]

    def answers(self, renamed: Mapping[str, str]) -> dict[str, Answered]:
        """As the engine takes them one by one, under the codes of the new version."""
        sheet = self.group.sheet
        named = {}
        for column in np.flatnonzero(sheet.levels[self.place] != NOT_ASKED):
            asked = sheet.criteria[column]
            level = int(sheet.levels[self.place, column])
            code = renamed.get(asked.code, asked.code)
            named[code] = Answered(
                replace(asked, code=code),
                level if level != NOT_KNOWN else None,
                AnswerState.UNKNOWN if level == NOT_KNOWN else AnswerState.ANSWERED,
                bool(sheet.remedies[self.place, column]),
            )
        return named


def upgrade(before: Pack, after: Pack, *, on: date) -> Upgrade:
    """With the engine that scores, under both; equal to what a recomputation would store."""
    assets = _sides(before, after, Subject.ASSET, _assessed(before, after), on)
    renamed = _renamed(before, after)
    pairs = list(zip(assets[0].values(), assets[1].values(), strict=True))
    differing = [(one, then) for one, then in pairs if _fit(one) is not _fit(then)]
    return Upgrade(
        before=Counter(_fit(one) for one, _ in pairs),
        after=Counter(_fit(then) for _, then in pairs),
        moved=tuple(
            _moved(one, then, _because(one, then, renamed) if place < EXPLAINED else ())
            for place, (one, then) in enumerate(differing)
        ),
        departments=_departments(before, after, assets, on),
    )


def _departments(
    before: Pack, after: Pack, assets: Sequence[Mapping[int, Row]], on: date
) -> tuple[Moved, ...]:
    """By their own answers and those of their sources; led back to their own knock-outs alone.

    Where these stand as before, it is the points that move it.
    """
    inside = [
        sources_with({one: row.found.values["sheet"] for one, row in side.items()})
        for side in assets
    ]
    begun = {one for pack in (before, after) for one in answers.assessed(pack, Subject.DEPARTMENT)}
    profiles = [one for one in department_profiles() if one.id in begun or one.id in inside[0]]
    sides, renamed = (
        _sides(before, after, Subject.DEPARTMENT, profiles, on),
        _renamed(before, after),
    )
    for pack, rows, sources in zip((before, after), sides, inside, strict=True):
        for one, row in rows.items():
            add_sources(pack, row.found, sources.get(one, []))
    pairs = [(sides[0][one.id], sides[1][one.id]) for one in profiles]
    return tuple(
        _moved(one, then, _knocked(one, then, renamed))
        for one, then in pairs
        if _fit(one) is not _fit(then)
    )


def _knocked(before: Row, after: Row, renamed: Mapping[str, str]) -> tuple[str, ...]:
    """The criteria of which each alone brings the knock-outs to where they end."""
    waived = _lifted(before, after, renamed)
    old, new = before.answers(renamed), after.answers({})
    ends = _stops(new, waived)
    if _stops(old, waived) is ends:
        return ()
    return tuple(
        code
        for code in sorted(old.keys() | new.keys())
        if old.get(code) != new.get(code) and _stops(_with(old, new, [code]), waived) is ends
    )


def _stops(sheet: Named, waived: frozenset[str]) -> Passage | None:
    """The gravest of its knock-outs, if it does not let it through."""
    found = gravest(tuple(sheet.values()), waived)
    return None if found is Passage.PASSES else found


def _sides(
    before: Pack, after: Pack, subject: Subject, profiles: Sequence[Profile], on: date
) -> tuple[dict[int, Row], dict[int, Row]]:
    """Each of these under both versions, in the same order."""
    renamed = _renamed(before, after)
    waived = waivers.in_force(before, subject, on, None)
    goes_along = {
        one: frozenset(renamed[code] for code in codes if code in renamed)
        for one, codes in waived.items()
    }
    for one, codes in waivers.in_force(after, subject, on, None).items():
        goes_along[one] = goes_along.get(one, frozenset()) | codes
    old = _found(before, subject, profiles, answers.numbers(before, subject, on), waived)
    new = _found(after, subject, profiles, carried(before, after, subject, on), goes_along)
    return old, new


def _renamed(before: Pack, after: Pack) -> dict[str, str]:
    return {one.before.code: one.after.code for one in successors(before, after)}


def _assessed(before: Pack, after: Pack) -> list[Profile]:
    ids = {one for pack in (before, after) for one in answers.assessed(pack, Subject.ASSET)}
    return [one for one in asset_profiles() if one.id in ids and not one.is_retired]


def _found(
    pack: Pack, subject: Subject, profiles: Sequence[Profile], given: Numbers, waived: Waived
) -> dict[int, Row]:
    """In the order of the profiles."""
    asked = without_unasked(pack, subject, profiles, given)
    found = {
        one.profile.id: Row(one, group, place, waived.get(one.profile.id, frozenset()))
        for group in groups(pack, profiles, asked)
        for place, one in enumerate(found_in(group, waived))
    }
    return {one.id: found[one.id] for one in profiles}


def _fit(row: Row) -> FitStatus:
    fit = row.found.values["fit"]
    assert isinstance(fit, FitStatus)
    return fit


def _moved(before: Row, after: Row, because: tuple[str, ...]) -> Moved:
    points = (before.found.values["provisional"], after.found.values["provisional"])
    return Moved(before.found.profile, _fit(before), _fit(after), points, because)


def _because(before: Row, after: Row, renamed: Mapping[str, str]) -> tuple[str, ...]:
    return causes(before.answers(renamed), after.answers({}), _lifted(before, after, renamed))


def _lifted(before: Row, after: Row, renamed: Mapping[str, str]) -> frozenset[str]:
    return frozenset(renamed.get(code, code) for code in before.waived) | after.waived


def causes(before: Named, after: Named, waived: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The criteria that move the status: each that does it alone; else the fewest, step by step.

    The steps begin with what moves the points most, so that the list ends when it suffices.
    """
    differing = sorted(
        code for code in before.keys() | after.keys() if before.get(code) != after.get(code)
    )
    wanted = _status(after, waived)
    alone = tuple(
        code for code in differing if _status(_with(before, after, [code]), waived) is wanted
    )
    if alone:
        return alone
    ranked = sorted(differing, key=lambda code: -_effect(before, after, code))
    for number in range(2, len(ranked) + 1):
        if _status(_with(before, after, ranked[:number]), waived) is wanted:
            return tuple(sorted(ranked[:number]))
    return tuple(differing)


def _with(before: Named, after: Named, codes: Sequence[str]) -> Named:
    """As before, but these criteria as after."""
    mixed = {code: said for code, said in before.items() if code not in codes}
    return mixed | {code: after[code] for code in codes if code in after}


def _status(sheet: Named, waived: frozenset[str] = frozenset()) -> FitStatus:
    said = tuple(sheet.values())
    return fit_status(score(said), gravest(said, waived))


def _effect(before: Named, after: Named, code: str) -> Fraction:
    first, then = score(before.values()), score(_with(before, after, [code]).values())
    points = [one.provisional or Fraction(0) if one else Fraction(0) for one in (first, then)]
    return abs(points[1] - points[0])
