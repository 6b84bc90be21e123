"""Rows to engine values: which criteria are asked of a subject, and what was answered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from app.engine.scoring.answer import Answer as Answered
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.answer import Criterion as Asked
from app.engine.scoring.condition import Known, Value, claims, holds, parse
from app.engine.scoring.evidence import Evidence
from app.engine.scoring.scale import level_of_measure
from app.standards.facts import Applies, When
from app.standards.models import Answer, Criterion, Element, Pack, Rule
from app.standards.queries.known import in_words, vocabulary
from app.standards.queries.subjects import Circumstances, Profile

EMPTY: Known = {}
LEFT_OUT = AnswerState.NOT_APPLICABLE.value


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion on a sheet: how it is asked of this subject, and the answer, if any."""

    criterion: Criterion
    asked: Asked
    answer: Answer | None

    def answered(self, on: date) -> Answered:
        """For the engine. A remedy counts until its day has passed."""
        if self.answer is None:
            return Answered(self.asked)
        return Answered(
            self.asked,
            self.answer.level,
            self.answer.state,
            has_remedy(self.answer.remedy_on, on),
            Evidence(self.answer.evidence_kind.value),
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """The part of a sheet under one element."""

    element: Element
    lines: tuple[Line, ...]
    unasked: tuple[Criterion, ...] = ()

    @property
    def answered(self) -> int:
        """Lines with a level, or left out with a reason."""
        return sum(
            line.answer is not None and line.answer.state is not AnswerState.UNKNOWN
            for line in self.lines
        )


def chapters(pack: Pack, sheet: Sequence[Line], unasked: Iterable[Criterion] = ()) -> list[Chapter]:
    """The sheet by element, without those that ask nothing; `unasked` by condition are named."""
    left_out = list(unasked)
    parts = (
        Chapter(
            one,
            tuple(line for line in sheet if line.criterion.element_id == one.id),
            tuple(other for other in left_out if other.element_id == one.id),
        )
        for one in pack.elements
    )
    return [part for part in parts if part.lines or part.unasked]


def lines(pack: Pack, profile: Profile, answers: Mapping[int, Answer]) -> list[Line]:
    """The criteria asked of a subject, in the order of the pack, with answers by criterion."""
    codes = {element.id: element.code for element in pack.elements}
    return [
        Line(
            criterion,
            as_asked(criterion, codes[criterion.element_id], profile.applies, profile.known),
            answers.get(criterion.id),
        )
        for criterion in asked_of(pack.criteria, profile, said_in(pack.criteria, answers))
    ]


def asked_of(
    criteria: Iterable[Criterion], profile: Profile, said: Known = EMPTY
) -> list[Criterion]:
    """What is asked where this was said to the other criteria, by their codes."""
    possible = [one for one in criteria if is_asked(one, profile.applies, profile.known)]
    left_out = unmet(possible, profile.facts, said)
    return [one for one in possible if one.code not in left_out]


def unasked_of(
    criteria: Iterable[Criterion], profile: Profile, said: Known = EMPTY
) -> list[Criterion]:
    """What would be asked if its condition held."""
    possible = [one for one in criteria if is_asked(one, profile.applies, profile.known)]
    left_out = unmet(possible, profile.facts, said)
    return [one for one in possible if one.code in left_out]


def said_in(criteria: Iterable[Criterion], answers: Mapping[int, Answer]) -> dict[str, Value]:
    """The level given to each criterion, by its code; what is open is not in it."""
    said: dict[str, Value] = {}
    for one in criteria:
        answer = answers.get(one.id)
        if answer is not None and answer.state is AnswerState.NOT_APPLICABLE:
            said[one.code] = LEFT_OUT
        elif answer is not None and answer.level is not None:
            said[one.code] = Decimal(answer.level)
    return said


readable = cache(parse)
"""Conditions as they were read; a pack is never changed once it is published."""


def unmet(possible: Collection[Criterion], facts: Known, said: Known) -> set[str]:
    """Codes whose condition does not hold. To a criterion that is not asked nothing was said."""
    conditional = {one.code: readable(one.asked_if) for one in possible if one.asked_if}
    codes = {one.code for one in possible}
    met: dict[str, bool] = {}

    def is_met(code: str) -> bool:
        if code in conditional and code not in met:
            names = {claim.name for claim in claims(conditional[code])}
            others: dict[str, Value | None] = {
                name: LEFT_OUT for name in names if name not in vocabulary()
            }
            others |= {name: said.get(name) for name in names & codes if is_met(name)}
            known = {name: value for name, value in others.items() if value is not None}
            met[code] = holds(conditional[code], {**facts, **known}) is not False
        return met.get(code, True)

    return {code for code in conditional if not is_met(code)}


def is_asked(criterion: Criterion, applies: Applies, known: Circumstances) -> bool:
    """Where it is not known whether a circumstance holds, the criterion is asked."""
    if criterion.is_superseded or applies not in criterion.applies_to:
        return False
    return criterion.asked_when is When.ALWAYS or known.get(criterion.asked_when, True)


def as_asked(criterion: Criterion, element: str, applies: Applies, known: Circumstances) -> Asked:
    """The same criterion may forbid for one kind, or in one circumstance, and not for another."""
    forbids = knocks_out(criterion, applies, known)
    return Asked(
        code=criterion.code,
        weight=criterion.weight,
        element=element,
        axis=criterion.axis,
        pass_level=criterion.pass_line if forbids else None,
        test=criterion.test if forbids else None,
    )


def knocks_out(criterion: Criterion, applies: Applies, known: Circumstances) -> bool:
    """It forbids only where its circumstance is known to hold."""
    if not criterion.is_knock_out:
        return False
    if criterion.knock_out_for and applies not in criterion.knock_out_for:
        return False
    when = criterion.knock_out_when
    return when is When.ALWAYS or known.get(when, False)


def has_remedy(remedy_on: date | None, on: date) -> bool:
    return remedy_on is not None and remedy_on >= on


def answered(sheet: Sequence[Line], on: date) -> list[Answered]:
    return [line.answered(on) for line in sheet]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the first rule that holds says, and the facts it says it from."""

    rule: Rule
    level: int
    measured: int | None
    shown_by: str


def outcome(criterion: Criterion, rules: Iterable[Rule], known: Known) -> Outcome | None:
    """Nothing where no rule holds, or where that hangs on what is not known."""
    for rule in rules:
        names = [claim.name for claim in claims(readable(rule.condition))] if rule.condition else []
        if names and not holds(readable(rule.condition), known):
            continue
        measured = _measured(known.get(rule.measure))
        if rule.measure and measured is None:
            continue
        level = rule.level
        if level is None and measured is not None:
            level = level_of_measure(measured, criterion.bands or (), rising=criterion.is_rising)
        if level is not None:
            said = dict.fromkeys([*names, *([rule.measure] if rule.measure else [])])
            shown = "; ".join(in_words(name, known[name]) for name in said if name in known)
            return Outcome(rule, level, measured, shown)
    return None


def _measured(value: Value | None) -> int | None:
    """In thousandths of the unit."""
    return int(value * 1000) if isinstance(value, Decimal) else None
