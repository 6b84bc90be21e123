"""Which answers forbid, which are promised to be mended, and which waivers lift that."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.engine.scoring.answer import Answer, KnockOutTest

MENDABLE = 2
"""A level that is partly there: with a dated remedy it is a condition rather than a refusal."""


class Passage(StrEnum):
    """How one knock-out criterion, or a test made of several, stands; the gravest last."""

    PASSES = "passes"
    WAIVED = "waived"
    PROMISED = "promised"
    UNDETERMINED = "undetermined"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class KnockOuts:
    """Codes of the knock-out criteria by how they stand; those that pass are not listed."""

    failing: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()


def passage(answer: Answer, waived: frozenset[str] = frozenset()) -> Passage | None:
    """Nothing where the criterion forbids nothing or does not apply."""
    line = answer.criterion.pass_level
    if line is None or not answer.counts:
        return None
    if answer.known is not None and answer.known >= line:
        return Passage.PASSES
    if answer.criterion.code in waived:
        return Passage.WAIVED
    return _short_of_the_line(answer)


def _short_of_the_line(answer: Answer) -> Passage:
    if answer.known is None:
        return Passage.UNDETERMINED
    if answer.known >= MENDABLE and answer.has_remedy:
        return Passage.PROMISED
    return Passage.FAILS


def knock_outs(answers: Iterable[Answer], waived: frozenset[str] = frozenset()) -> KnockOuts:
    """The blocking list and its lesser companions. `waived`: codes with a waiver in force."""
    stands = [(answer.criterion.code, passage(answer, waived)) for answer in answers]

    def those(which: Passage) -> tuple[str, ...]:
        return tuple(code for code, how in stands if how is which)

    return KnockOuts(
        failing=those(Passage.FAILS),
        promised=those(Passage.PROMISED),
        undetermined=those(Passage.UNDETERMINED),
        waived=those(Passage.WAIVED),
    )


def gravest(
    answers: Iterable[Answer],
    waived: frozenset[str] = frozenset(),
    test: KnockOutTest | None = None,
) -> Passage | None:
    """The gravest of the knock-outs; with a test, of those that make it up. None: nothing asked."""
    found = [passage(one, waived) for one in answers if test in (None, one.criterion.test)]
    return max((how for how in found if how is not None), key=tuple(Passage).index, default=None)
