"""The table of motions, row by row, and the order they are decided in."""

import pytest

from app.engine.meetings.motions import (
    TYPES,
    Debate,
    Family,
    MotionKind,
    MotionVote,
    Pending,
    in_words,
    is_debatable,
    needs_second,
    refusal,
    threshold,
)
from app.engine.voting.ballot import MAJORITY, THREE_QUARTERS, TWO_THIRDS

K, V = MotionKind, MotionVote
YES, NO, TARGET = Debate.YES, Debate.NO, Debate.AS_ITS_TARGET
ROWS = {
    K.MAIN: (True, YES, True, V.CHARTER),
    K.AMEND: (True, TARGET, True, V.MAJORITY),
    K.REFER: (True, YES, True, V.MAJORITY),
    K.POSTPONE_DEFINITELY: (True, YES, True, V.MAJORITY),
    K.POSTPONE_INDEFINITELY: (True, YES, False, V.MAJORITY),
    K.LAY_ON_TABLE: (True, NO, False, V.MAJORITY),
    K.LIMIT_DEBATE: (True, NO, True, V.TWO_THIRDS),
    K.PREVIOUS_QUESTION: (True, NO, False, V.TWO_THIRDS),
    K.TAKE_FROM_TABLE: (True, NO, False, V.MAJORITY),
    K.RECONSIDER: (True, TARGET, False, V.MAJORITY),
    K.RESCIND: (True, YES, True, V.MAJORITY_WITH_NOTICE),
    K.RECESS: (True, NO, True, V.MAJORITY),
    K.ADJOURN: (True, NO, False, V.MAJORITY),
    K.POINT_OF_ORDER: (False, NO, False, V.CHAIR),
    K.APPEAL: (True, YES, False, V.MAJORITY),
    K.DIVISION: (False, NO, False, V.ON_DEMAND),
    K.SUSPEND_RULES: (True, NO, False, V.TWO_THIRDS),
}
ORDER = [
    K.MAIN,
    K.POSTPONE_INDEFINITELY,
    K.AMEND,
    K.REFER,
    K.POSTPONE_DEFINITELY,
    K.LIMIT_DEBATE,
    K.PREVIOUS_QUESTION,
    K.LAY_ON_TABLE,
    K.RECESS,
    K.ADJOURN,
]


def pending(*kinds):
    return tuple(Pending(kind) for kind in kinds)


@pytest.mark.parametrize("kind", MotionKind)
def test_every_row_of_the_table(kind):
    one = TYPES[kind]
    assert (one.needs_second, one.debate, one.amendable, one.vote) == ROWS[kind]


def test_the_order_of_motions():
    assert sorted(ORDER, key=lambda kind: TYPES[kind].rank) == ORDER


@pytest.mark.parametrize("lower", range(1, len(ORDER)))
@pytest.mark.parametrize("higher", range(1, len(ORDER)))
def test_what_is_higher_may_interrupt_what_is_lower(lower, higher):
    first, then = ORDER[lower], ORDER[higher]
    why = refusal(then, pending(K.MAIN, first))
    if then is K.AMEND:
        assert (why is None) == TYPES[first].amendable
    else:
        assert (why is None) == (higher > lower)


@pytest.mark.parametrize("kind", MotionKind)
def test_what_may_be_moved_when_nothing_is_before_the_body(kind):
    why = refusal(kind, ())
    assert (why is None) == (TYPES[kind].family is not Family.SUBSIDIARY)


@pytest.mark.parametrize("kind", [K.MAIN, K.TAKE_FROM_TABLE, K.RECONSIDER, K.RESCIND])
def test_new_business_waits(kind):
    assert "Decide “Main motion” first." in refusal(kind, pending(K.MAIN))


@pytest.mark.parametrize("kind", [K.POINT_OF_ORDER, K.APPEAL, K.DIVISION, K.SUSPEND_RULES])
def test_an_incidental_motion_may_come_at_any_time(kind):
    assert refusal(kind, pending(K.MAIN, K.ADJOURN)) is None
    assert "comes after" in refusal(K.ADJOURN, pending(K.MAIN, kind))


def test_an_amendment_may_be_amended_once():
    assert refusal(K.AMEND, pending(K.MAIN, K.AMEND)) is None
    assert "cannot be amended again" in refusal(K.AMEND, pending(K.MAIN, K.AMEND, K.AMEND))
    assert "cannot be amended" in refusal(K.AMEND, pending(K.MAIN, K.LAY_ON_TABLE))


def test_an_amendment_is_debated_where_its_target_is():
    assert is_debatable(pending(K.MAIN, K.AMEND))
    assert not is_debatable(pending(K.MAIN, K.LIMIT_DEBATE, K.AMEND))
    assert is_debatable(pending(K.RECONSIDER))


@pytest.mark.parametrize(
    ("kind", "had_notice", "share"),
    [
        (K.MAIN, False, THREE_QUARTERS),
        (K.AMEND, False, MAJORITY),
        (K.PREVIOUS_QUESTION, False, TWO_THIRDS),
        (K.RESCIND, True, MAJORITY),
        (K.RESCIND, False, TWO_THIRDS),
        (K.POINT_OF_ORDER, False, None),
        (K.DIVISION, False, None),
    ],
)
def test_the_share_that_carries(kind, had_notice, share):
    assert threshold(kind, THREE_QUARTERS, had_notice=had_notice) == share


def test_a_small_board_needs_no_second():
    assert needs_second(K.MAIN, small_board=False)
    assert not needs_second(K.MAIN, small_board=True)
    assert not needs_second(K.POINT_OF_ORDER, small_board=False)


def test_a_kind_in_words():
    assert in_words(K.PREVIOUS_QUESTION, small_board=False) == (
        "It needs a second, may not be debated, may not be amended, and carries with two thirds "
        "or more of the votes cast."
    )
    assert in_words(K.AMEND, small_board=True).startswith("It needs no second, may be debated if")
