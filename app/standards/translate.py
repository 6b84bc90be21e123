"""Rows to engine values: which criteria are asked of a subject, and what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.scoring.answer import Answer as Answered
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.answer import Criterion as Asked
from app.standards.facts import Applies, When
from app.standards.models import Answer, Criterion, Element, Pack
from app.standards.queries.subjects import Circumstances, Profile


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
            self.asked, self.answer.level, self.answer.state, has_remedy(self.answer.remedy_on, on)
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """The part of a sheet under one element."""

    element: Element
    lines: tuple[Line, ...]

    @property
    def answered(self) -> int:
        """Lines with a level, or left out with a reason."""
        return sum(
            line.answer is not None and line.answer.state is not AnswerState.UNKNOWN
            for line in self.lines
        )


def chapters(pack: Pack, sheet: Sequence[Line]) -> list[Chapter]:
    """The sheet by element, without those that ask nothing."""
    parts = (
        Chapter(one, tuple(line for line in sheet if line.criterion.element_id == one.id))
        for one in pack.elements
    )
    return [part for part in parts if part.lines]


def lines(pack: Pack, profile: Profile, answers: Mapping[int, Answer]) -> list[Line]:
    """The criteria asked of a subject, in the order of the pack, with answers by criterion."""
    codes = {element.id: element.code for element in pack.elements}
    return [
        Line(
            criterion,
            as_asked(criterion, codes[criterion.element_id], profile.applies, profile.known),
            answers.get(criterion.id),
        )
        for criterion in asked_of(pack.criteria, profile)
    ]


def asked_of(criteria: Iterable[Criterion], profile: Profile) -> list[Criterion]:
    return [one for one in criteria if is_asked(one, profile.applies, profile.known)]


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
