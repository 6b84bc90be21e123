"""Who counts: seats, vacancies, recusals, proxies; the base of every share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.engine.voting.ballot import ChairVotes, QuorumBasis, Rule


class Attendance(StrEnum):
    ABSENT = "absent"
    PRESENT = "present"
    BY_PROXY = "by_proxy"


@dataclass(frozen=True, slots=True)
class Place:
    """One seat on the roll of a ballot, as it stands now. `group` is the constituency group.

    A seat that does not fill the quorum, such as an ex officio one, votes all the same.
    """

    key: int
    group: str = ""
    is_voting: bool = True
    is_chair: bool = False
    is_vacant: bool = False
    is_recused: bool = False
    fills_quorum: bool = True
    attendance: Attendance = Attendance.ABSENT
    has_lapsed_proxy: bool = False
    """Somebody holds its proxy and is not there to use it."""


Roll = Sequence[Place]


def voters(rule: Rule, roll: Roll) -> tuple[Place, ...]:
    """The seats that have a vote at all, filled or not."""
    chair_votes = rule.chair_votes is not ChairVotes.NEVER
    return tuple(one for one in roll if one.is_voting and (chair_votes or not one.is_chair))


def membership(rule: Rule, roll: Roll) -> int:
    """How many seats the entire membership has."""
    return sum(rule.vacant_in_membership or not one.is_vacant for one in voters(rule, roll))


def quorum_base(rule: Rule, roll: Roll) -> int:
    """The number of seats of which the quorum is a share."""
    counted = [one for one in roll if one.fills_quorum]
    recused = sum(one.is_recused for one in voters(rule, counted))
    without_them = rule.quorum.basis is QuorumBasis.FRACTION_EXCLUDING_RECUSED
    return membership(rule, counted) - (recused if without_them else 0)


def in_quorum(rule: Rule, roll: Roll) -> tuple[Place, ...]:
    """The seats that fill the quorum."""
    counted = {Attendance.PRESENT}
    if rule.proxies.in_quorum:
        counted.add(Attendance.BY_PROXY)
    return tuple(
        one
        for one in voters(rule, roll)
        if one.fills_quorum
        and one.attendance in counted
        and (rule.recused_in_quorum or not one.is_recused)
    )


def taking_part(rule: Rule, roll: Roll) -> int:
    """How many seats are present and free to vote, in person or by proxy."""
    return sum(
        one.attendance is not Attendance.ABSENT and not one.is_recused for one in voters(rule, roll)
    )
