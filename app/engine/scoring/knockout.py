"""Which answers forbid, which are promised to be mended, and which waivers lift that."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.engine.scoring.answer import Answer, KnockOutTest

MENDABLE = 2
"""A level that is partly there: with a dated remedy it is a condition rather than a refusal."""


class Passage(StrEnum):
    """How one knock-out criterion, or one test made of several, stands."""

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


def outcome_of(
    test: KnockOutTest, answers: Iterable[Answer], waived: frozenset[str] = frozenset()
) -> Passage | None:
    """The worst of the criteria that make up one test; nothing where none of them applies."""
    found = [passage(answer, waived) for answer in answers if answer.criterion.test is test]
    known = [how for how in found if how is not None]
    return max(known, key=_gravity) if known else None


def _gravity(how: Passage) -> int:
    return list(Passage).index(how)
