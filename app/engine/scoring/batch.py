"""The sums behind many scores at once: subjects in rows, criteria in columns, whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.scoring.answer import Axis, Criterion, KnockOutTest
from app.engine.scoring.evidence import TWENTIETHS
from app.engine.scoring.knockout import MENDABLE, Passage
from app.engine.scoring.score import Tally

NOT_ASKED = -2
NOT_KNOWN = -1
"""What stands in a sheet of levels where the criterion does not apply, or nobody has answered."""

NONE = -1
"""What stands in a sheet of passages where there is no knock-out."""

ORDER = tuple(Passage)

KEPT = np.array(list(TWENTIETHS.values()), np.int8)
"""Twentieths by the place of an evidence in its order."""

Levels = NDArray[np.int8]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sums:
    """The six whole numbers of a Tally, for each row."""

    earned: Whole
    known_weight: Whole
    weight: Whole
    known: Whole
    asked: Whole
    evidenced: Whole

    def tally(self, row: int) -> Tally:
        return Tally(
            int(self.earned[row]),
            int(self.known_weight[row]),
            int(self.weight[row]),
            int(self.known[row]),
            int(self.asked[row]),
            int(self.evidenced[row]),
        )

    def among(self, rows: Whole) -> "Sums":
        """Those of some rows."""
        return Sums(
            self.earned[rows],
            self.known_weight[rows],
            self.weight[rows],
            self.known[rows],
            self.asked[rows],
            self.evidenced[rows],
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Levels of many subjects: one row each, one column for each criterion, in this order.

    `levels` holds 0 to 4, NOT_KNOWN or NOT_ASKED; `remedies` says where a repair is promised;
    `evidence` how each answer is known, as its place in Evidence.
    """

    criteria: tuple[Criterion, ...]
    levels: Levels
    remedies: NDArray[np.bool_]
    evidence: Levels

    def sums(self, axis: Axis | None = None, element: str | None = None) -> Sums:
        """Over all criteria, or over those of one axis, or of one element."""
        counted = np.array(
            [axis in (None, one.axis) and element in (None, one.element) for one in self.criteria],
            np.bool_,
        )
        weights = np.array([one.weight for one in self.criteria], np.int64) * counted
        known = self.levels >= 0
        asked = self.levels != NOT_ASKED
        levels = np.where(known, self.levels, 0)
        return Sums(
            earned=levels.astype(np.int64) @ weights,
            known_weight=known.astype(np.int64) @ weights,
            weight=asked.astype(np.int64) @ weights,
            known=(known & counted).sum(axis=1, dtype=np.int64),
            asked=(asked & counted).sum(axis=1, dtype=np.int64),
            evidenced=(levels * KEPT[self.evidence]).astype(np.int64) @ weights,
        )

    def passages(self, waived: NDArray[np.bool_] | None = None) -> Levels:
        """How each knock-out of each row stands, as its place in Passage; -1 where none is.

        `waived` says, in the shape of the levels, where a waiver is in force.
        """
        lines = np.array([_line(one) for one in self.criteria], np.int8)
        how = np.full(self.levels.shape, _place(Passage.FAILS), np.int8)
        how[(self.levels >= MENDABLE) & self.remedies] = _place(Passage.PROMISED)
        how[self.levels >= lines] = _place(Passage.PASSES)
        how[self.levels == NOT_KNOWN] = _place(Passage.UNDETERMINED)
        if waived is not None:
            how[waived & (how != _place(Passage.PASSES))] = _place(Passage.WAIVED)
        how[(self.levels == NOT_ASKED) | (lines < 0)] = NONE
        return how

    def gravest(self, passages: Levels, test: KnockOutTest | None = None) -> Levels:
        """The gravest of each row's passages; with a test, of those that make it up."""
        columns = [test in (None, one.test) for one in self.criteria]
        found: Levels = passages[:, columns].max(axis=1, initial=NONE)
        return found

    def codes(self, passages: Levels, row: int, how: Passage) -> tuple[str, ...]:
        """The criteria of one row that stand so."""
        places = np.flatnonzero(passages[row] == _place(how))
        return tuple(self.criteria[place].code for place in places)

    def column_sums(self) -> tuple[Whole, Whole, Whole, Whole]:
        """For each criterion: rows asked, rows that knew, their levels, and those evidence carries.

        The last two are sums, the very last in twentieths.
        """
        known = self.levels >= 0
        levels = np.where(known, self.levels, 0)
        return (
            (self.levels != NOT_ASKED).sum(axis=0, dtype=np.int64),
            known.sum(axis=0, dtype=np.int64),
            levels.sum(axis=0, dtype=np.int64),
            (levels * KEPT[self.evidence]).sum(axis=0, dtype=np.int64),
        )


def blank(criteria: Sequence[Criterion], rows: int) -> Sheet:
    """A sheet on which nothing is asked yet."""
    shape = (rows, len(criteria))
    return Sheet(
        tuple(criteria),
        np.full(shape, NOT_ASKED, np.int8),
        np.zeros(shape, np.bool_),
        np.zeros(shape, np.int8),
    )


def passage_at(place: int) -> Passage | None:
    """What a number in a sheet of passages stands for."""
    return None if place == NONE else ORDER[place]


def _line(criterion: Criterion) -> int:
    return NONE if criterion.pass_level is None else criterion.pass_level


def _place(how: Passage) -> int:
    return ORDER.index(how)
