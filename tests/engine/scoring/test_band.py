from hypothesis import given

from app.engine.scoring.band import band, next_question
from app.engine.scoring.score import score
from app.engine.scoring.status import FitStatus
from tests.engine.scoring.answers import an_answer, answers, left_out


def test_best_and_worst_of_what_is_open():
    found = band([an_answer(4, 3, code="A"), an_answer(None, 1, code="B")])
    assert (found.worst, found.best) == (75, 100)
    assert (found.worst_status, found.best_status) == (FitStatus.CONDITIONAL, FitStatus.FIT)
    assert not found.is_settled
    assert found.next_question == "B"


def test_an_open_knock_out_is_the_worst_case_refused():
    found = band([an_answer(4, 9), an_answer(None, 1, pass_level=3)])
    assert found.worst_status is FitStatus.NOT_FIT
    assert found.best_status is FitStatus.FIT


def test_with_all_known_nothing_is_left_to_ask():
    found = band([an_answer(4), left_out()])
    assert found.is_settled
    assert found.next_question is None


def test_nothing_that_applies_has_no_band():
    assert band([left_out()]) is None


def test_a_knock_out_is_asked_first_then_the_heaviest_then_by_code():
    open_ones = [
        an_answer(None, 2, code="B"),
        an_answer(None, 5, code="A"),
        an_answer(None, 5, code="0"),
        an_answer(None, 1, code="K", pass_level=3),
        an_answer(4, 9, code="Z"),
    ]
    assert next_question(open_ones) == "K"
    assert next_question(open_ones[:3]) == "0"


@given(answers)
def test_the_score_lies_in_its_band(given_answers):
    found, result = band(given_answers), score(given_answers)
    assert (found is None) == (result is None)
    if found is not None:
        assert found.worst == result.confirmed
        assert found.best == result.best
