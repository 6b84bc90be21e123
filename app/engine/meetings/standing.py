"""Losing the vote by staying away, where a charter says so, and getting it back by coming."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AttendanceRule:
    """So many meetings missed in a row suspend; so many attended in a row restore."""

    missed_to_suspend: int
    attended_to_restore: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`missed` and `attended` count the meetings in a row up to the last one."""

    is_suspended: bool
    missed: int
    attended: int


def standing_after(record: Sequence[bool], rule: AttendanceRule | None) -> Standing:
    """What the record of one holder, oldest meeting first, comes to.

    A ballot in writing counts as a meeting: voting in it is attending. The meeting that restores
    is the last of the row; the vote is back from then on.
    """
    suspended, missed, attended = False, 0, 0
    for came in record:
        missed, attended = (0, attended + 1) if came else (missed + 1, 0)
        if rule is None:
            continue
        if suspended:
            suspended = attended < rule.attended_to_restore
        else:
            suspended = missed >= rule.missed_to_suspend
    return Standing(suspended, missed, attended)


def in_words(rule: AttendanceRule | None) -> str:
    if rule is None:
        return "Nobody loses the vote by missing meetings."
    missed, attended = _meetings(rule.missed_to_suspend), _meetings(rule.attended_to_restore)
    return (
        f"A seat that misses {missed} in a row loses its vote and is left out of the quorum, "
        f"until {attended} in a row are attended."
    )


def _meetings(number: int) -> str:
    return f"{number} meeting{'' if number == 1 else 's'}"
