"""What a trial changes, as the engine takes it: over answers, waivers and what serves whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from app.scoring.queries.answers import Numbers
from app.scoring.queries.maturity import Served
from app.scoring.translate.sheets import Waived
from app.standards.facts import Subject
from app.standards.models import Pack

Thing = tuple[Subject, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer in bare numbers: the level, or NOT_KNOWN, or NOT_ASKED; and how it is known."""

    level: int
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be other than it is. Criteria and elements are named by their codes.

    `gone`: assets that are retired, each with the one that takes over what it serves, if any.
    """

    answers: Mapping[Thing, Mapping[str, Cell]] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    element_weights: Mapping[str, int] = field(default_factory=dict)
    granted: Mapping[Thing, frozenset[str]] = field(default_factory=dict)
    lifted: Mapping[Thing, frozenset[str]] = field(default_factory=dict)
    gone: Mapping[int, int | None] = field(default_factory=dict)

    def answered(self, subject: Subject) -> set[int]:
        return {number for kind, number in self.answers if kind is subject}

    def waived(self, subject: Subject) -> set[int]:
        return {number for kind, number in (*self.granted, *self.lifted) if kind is subject}


def answers_with(pack: Pack, subject: Subject, changes: Changes, numbers: Numbers) -> Numbers:
    """These answers, under those of the trial."""
    places = {one.code: place for place, one in enumerate(pack.criteria)}
    rows = [
        (number, places[code], cell.level, 0, cell.evidence)
        for (kind, number), cells in changes.answers.items()
        if kind is subject
        for code, cell in cells.items()
    ]
    if not rows:
        return numbers
    ours, width = np.array(rows, np.int64), len(pack.criteria)
    keys = numbers[:, 0] * width + numbers[:, 1]
    return np.concatenate([numbers[~np.isin(keys, ours[:, 0] * width + ours[:, 1])], ours])


def waived_with(subject: Subject, changes: Changes, waived: Waived) -> Waived:
    found = dict(waived)
    for number in changes.waived(subject):
        there = found.get(number, frozenset()) | changes.granted.get((subject, number), frozenset())
        found[number] = there - changes.lifted.get((subject, number), frozenset())
    return found


def served_with(
    served: Sequence[Served], changes: Changes, sheets: Mapping[int, bytes]
) -> list[Served]:
    """Without what is gone, images sent to what takes over, and each by its sheet of the trial."""
    return [
        replace(
            one,
            sheet=sheets.get(one.id, one.sheet),
            destination_id=_goes_to(one.destination_id, changes.gone),
        )
        for one in served
        if one.id not in changes.gone
    ]


def _goes_to(destination: int | None, gone: Mapping[int, int | None]) -> int | None:
    """Where what takes over goes as well, to the one after it; a ring leads nowhere."""
    passed: set[int] = set()
    while destination is not None and destination in gone:
        if destination in passed:
            return None
        passed.add(destination)
        destination = gone[destination]
    return destination
