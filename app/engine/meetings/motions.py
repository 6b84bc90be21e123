"""Motions: what each kind needs, which may be made now, in what order they are decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from app.engine.voting.ballot import MAJORITY, TWO_THIRDS, Threshold


class MotionKind(StrEnum):
    MAIN = "main"
    AMEND = "amend"
    REFER = "refer"
    POSTPONE_DEFINITELY = "postpone_definite"
    POSTPONE_INDEFINITELY = "postpone_indefinite"
    LAY_ON_TABLE = "lay_on_table"
    LIMIT_DEBATE = "limit_debate"
    PREVIOUS_QUESTION = "previous_question"
    TAKE_FROM_TABLE = "take_from_table"
    RECONSIDER = "reconsider"
    RESCIND = "rescind_amend_adopted"
    RECESS = "recess"
    ADJOURN = "adjourn"
    POINT_OF_ORDER = "point_of_order"
    APPEAL = "appeal"
    DIVISION = "division"
    SUSPEND_RULES = "suspend_rules"


class Family(StrEnum):
    """Where a motion stands in the order of business."""

    MAIN = "main"
    SUBSIDIARY = "subsidiary"
    PRIVILEGED = "privileged"
    INCIDENTAL = "incidental"
    BRINGS_BACK = "brings_back"


class MotionVote(StrEnum):
    """How a motion is decided; the rule of the charter is that of every ballot of the body."""

    CHARTER = "charter"
    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"
    MAJORITY_WITH_NOTICE = "majority_with_notice"
    CHAIR = "chair"
    ON_DEMAND = "on_demand"


class Debate(StrEnum):
    YES = "yes"
    NO = "no"
    AS_ITS_TARGET = "as_its_target"


class MotionStage(StrEnum):
    """`moved` waits for a second; `pending` is before the body."""

    MOVED = "moved"
    PENDING = "pending"
    CARRIED = "carried"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FELL = "fell"
    SET_ASIDE = "set_aside"


class Method(StrEnum):
    """How a motion was decided."""

    CONSENT = "unanimous_consent"
    SHOW_OF_HANDS = "show_of_hands"
    BALLOT = "ballot"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class MotionType:
    """One row of the table of motions. `rank` is the place in the order; higher goes first."""

    label: str
    family: Family
    rank: int
    needs_second: bool
    debate: Debate
    amendable: bool
    vote: MotionVote


_TABLE = """
main                 | main         |  0 | second | yes           | amendable | charter
postpone_indefinite  | subsidiary   |  1 | second | yes           |           | majority
amend                | subsidiary   |  2 | second | as_its_target | amendable | majority
refer                | subsidiary   |  3 | second | yes           | amendable | majority
postpone_definite    | subsidiary   |  4 | second | yes           | amendable | majority
limit_debate         | subsidiary   |  5 | second | no            | amendable | two_thirds
previous_question    | subsidiary   |  6 | second | no            |           | two_thirds
lay_on_table         | subsidiary   |  7 | second | no            |           | majority
recess               | privileged   |  8 | second | no            | amendable | majority
adjourn              | privileged   |  9 | second | no            |           | majority
point_of_order       | incidental   | 10 |        | no            |           | chair
appeal               | incidental   | 10 | second | yes           |           | majority
division             | incidental   | 10 |        | no            |           | on_demand
suspend_rules        | incidental   | 10 | second | no            |           | two_thirds
take_from_table      | brings_back  |  0 | second | no            |           | majority
reconsider           | brings_back  |  0 | second | as_its_target |           | majority
rescind_amend_adopted| brings_back  |  0 | second | yes           | amendable | majority_with_notice
"""
LABELS = {
    MotionKind.MAIN: "Main motion",
    MotionKind.POSTPONE_INDEFINITELY: "Drop the question",
    MotionKind.AMEND: "Amend the wording",
    MotionKind.REFER: "Refer to another body",
    MotionKind.POSTPONE_DEFINITELY: "Postpone to a set time",
    MotionKind.LIMIT_DEBATE: "Limit or extend debate",
    MotionKind.PREVIOUS_QUESTION: "Close debate and vote",
    MotionKind.LAY_ON_TABLE: "Set aside for the moment",
    MotionKind.RECESS: "Take a recess",
    MotionKind.ADJOURN: "Adjourn",
    MotionKind.POINT_OF_ORDER: "Point of order",
    MotionKind.APPEAL: "Appeal from the chair's ruling",
    MotionKind.DIVISION: "Count the vote again",
    MotionKind.SUSPEND_RULES: "Suspend the rules",
    MotionKind.TAKE_FROM_TABLE: "Take up again what was set aside",
    MotionKind.RECONSIDER: "Reconsider a vote",
    MotionKind.RESCIND: "Rescind or amend what was adopted",
}


def _row(line: str) -> tuple[MotionKind, MotionType]:
    kind, family, rank, second, debate, amendable, vote = (cell.strip() for cell in line.split("|"))
    return MotionKind(kind), MotionType(
        label=LABELS[MotionKind(kind)],
        family=Family(family),
        rank=int(rank),
        needs_second=second == "second",
        debate=Debate(debate),
        amendable=amendable == "amendable",
        vote=MotionVote(vote),
    )


TYPES: dict[MotionKind, MotionType] = dict(map(_row, _TABLE.strip().splitlines()))
"""The table of motions of Robert's Rules, as far as committees use it."""

DEEPEST = 2
"""An amendment may be amended; that amendment may not."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A motion before the body, as far as the order of business needs it."""

    kind: MotionKind


def refusal(kind: MotionKind, pending: Sequence[Pending]) -> str | None:
    """Why this motion cannot be made now, if it cannot. `pending` has the newest last."""
    family = TYPES[kind].family
    if family is Family.INCIDENTAL:
        return None
    if family is Family.PRIVILEGED or not pending:
        return _against_when_nothing_is_pending(kind) if not pending else _lower(kind, pending)
    if family in {Family.MAIN, Family.BRINGS_BACK}:
        return (
            f"“{TYPES[kind].label}” can be moved when nothing else is before the body. "
            f"Decide “{_label(pending[-1])}” first."
        )
    return _against_amending(pending) if kind is MotionKind.AMEND else _lower(kind, pending)


def _against_when_nothing_is_pending(kind: MotionKind) -> str | None:
    if TYPES[kind].family is Family.SUBSIDIARY:
        return f"“{TYPES[kind].label}” is about a motion, and none is before the body."
    return None


def _against_amending(pending: Sequence[Pending]) -> str | None:
    last = pending[-1]
    if not TYPES[last.kind].amendable:
        return f"“{_label(last)}” cannot be amended. Decide it first."
    amends = takewhile(lambda one: one.kind is MotionKind.AMEND, reversed(pending))
    if len(list(amends)) >= DEEPEST:
        return "An amendment of an amendment cannot be amended again. Decide it first."
    return None


def _lower(kind: MotionKind, pending: Sequence[Pending]) -> str | None:
    last = pending[-1]
    if TYPES[kind].rank > TYPES[last.kind].rank:
        return None
    return (
        f"“{TYPES[kind].label}” comes after “{_label(last)}” in the order of motions. "
        f"Decide “{_label(last)}” first."
    )


def _label(one: Pending) -> str:
    return TYPES[one.kind].label


def is_debatable(pending: Sequence[Pending]) -> bool:
    """Whether the newest motion may be debated; an amendment may where its target may."""
    for one in reversed(pending):
        debate = TYPES[one.kind].debate
        if debate is not Debate.AS_ITS_TARGET:
            return debate is Debate.YES
    return True


def threshold(kind: MotionKind, charter: Threshold, *, had_notice: bool) -> Threshold | None:
    """The share of votes that carries it; None where no vote decides it."""
    vote = TYPES[kind].vote
    if vote is MotionVote.CHARTER:
        return charter
    if vote is MotionVote.TWO_THIRDS:
        return TWO_THIRDS
    if vote is MotionVote.MAJORITY_WITH_NOTICE:
        return MAJORITY if had_notice else TWO_THIRDS
    return MAJORITY if vote is MotionVote.MAJORITY else None


def needs_second(kind: MotionKind, *, small_board: bool) -> bool:
    """Small boards, of about a dozen, do without a second."""
    return TYPES[kind].needs_second and not small_board


def in_words(kind: MotionKind, *, small_board: bool) -> str:
    """What a motion of this kind needs, in one sentence."""
    one = TYPES[kind]
    second = "needs a second" if needs_second(kind, small_board=small_board) else "needs no second"
    debate = {
        Debate.YES: "may be debated",
        Debate.NO: "may not be debated",
        Debate.AS_ITS_TARGET: "may be debated if what it is about may be",
    }[one.debate]
    amend = "may be amended" if one.amendable else "may not be amended"
    return f"It {second}, {debate}, {amend}, and {_VOTE_IN_WORDS[one.vote]}."


_VOTE_IN_WORDS = {
    MotionVote.CHARTER: "carries as the charter says",
    MotionVote.MAJORITY: "carries with more than half of the votes cast",
    MotionVote.TWO_THIRDS: "carries with two thirds or more of the votes cast",
    MotionVote.MAJORITY_WITH_NOTICE: (
        "carries with more than half of the votes cast if notice was given, else with two thirds"
    ),
    MotionVote.CHAIR: "is ruled on by the chair",
    MotionVote.ON_DEMAND: "is granted on demand",
}
