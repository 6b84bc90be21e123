from itertools import pairwise

import pytest
from hypothesis import given

from app.engine.scoring.answer import AnswerState, KnockOutTest
from app.engine.scoring.knockout import KnockOuts, Passage, gravest, knock_outs, passage
from tests.engine.scoring.answers import an_answer, answers, left_out

EHR, PLATFORM = KnockOutTest.EHR_VIEWABLE, KnockOutTest.PLATFORM_SUITABLE


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        (an_answer(0), None),
        (left_out(pass_level=3), None),
        (an_answer(3, pass_level=3), Passage.PASSES),
        (an_answer(2, pass_level=3), Passage.FAILS),
        (an_answer(2, pass_level=3, has_remedy=True), Passage.PROMISED),
        (an_answer(1, pass_level=3, has_remedy=True), Passage.FAILS),
        (an_answer(2, pass_level=4, has_remedy=True), Passage.PROMISED),
        (an_answer(None, pass_level=3), Passage.UNDETERMINED),
        (an_answer(None, pass_level=3, state=AnswerState.UNKNOWN), Passage.UNDETERMINED),
    ],
)
def test_how_a_knock_out_stands(answer, how):
    assert passage(answer) is how


def test_a_waiver_lifts_a_failing_or_an_open_knock_out_and_no_other():
    waived = frozenset({"A", "B"})
    found = knock_outs(
        [
            an_answer(0, code="A", pass_level=3),
            an_answer(None, code="B", pass_level=3),
            an_answer(0, code="C", pass_level=3),
        ],
        waived,
    )
    assert found == KnockOuts(failing=("C",), waived=("A", "B"))


def test_the_lists_keep_their_order():
    found = knock_outs(
        [
            an_answer(0, code="Z", pass_level=1),
            an_answer(2, code="P", pass_level=3, has_remedy=True),
            an_answer(0, code="A", pass_level=4),
            an_answer(None, code="U", pass_level=4),
            an_answer(4, code="OK", pass_level=4),
        ]
    )
    assert found == KnockOuts(failing=("Z", "A"), promised=("P",), undetermined=("U",))


def test_the_two_tests_are_told_apart():
    found = [
        an_answer(0, pass_level=3, test=EHR),
        an_answer(4, pass_level=3, test=PLATFORM),
        an_answer(None, pass_level=3),
    ]
    assert gravest(found, test=EHR) is Passage.FAILS
    assert gravest(found, test=PLATFORM) is Passage.PASSES
    assert gravest(found[1:], test=EHR) is None


def test_gravity_goes_from_passing_to_failing():
    in_order = [
        an_answer(4, pass_level=3),
        an_answer(0, code="W", pass_level=3),
        an_answer(2, pass_level=3, has_remedy=True),
        an_answer(None, pass_level=3),
        an_answer(0, pass_level=3),
    ]
    waived = frozenset({"W"})
    for lighter, graver in pairwise(in_order):
        assert gravest([graver, lighter], waived) is passage(graver, waived)
        assert gravest([lighter, graver], waived) is passage(graver, waived)


@given(answers)
def test_waiving_everything_leaves_nothing_to_fail(given_answers):
    waived = frozenset(one.criterion.code for one in given_answers)
    found = knock_outs(given_answers, waived)
    assert found.failing == found.undetermined == found.promised == ()
