from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.band import band, next_question, open_questions
from app.engine.scoring.score import score
from app.engine.scoring.status import FitStatus
from tests.engine.scoring.answers import an_answer, answered, answers, left_out, unknown


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


def test_the_heaviest_is_asked_first_of_equals_a_knock_out_then_by_code():
    open_ones = [
        an_answer(None, 2, code="B"),
        an_answer(None, 5, code="A"),
        an_answer(None, 5, code="0"),
        an_answer(None, 5, code="K", pass_level=3),
        an_answer(4, 9, code="Z"),
    ]
    assert next_question(open_ones) == "K"
    assert next_question(open_ones[:3]) == "0"
    assert [one.code for one in open_questions(open_ones)] == ["K", "0", "A", "B"]


WAYS = [*((level, AnswerState.ANSWERED) for level in range(5)), (None, AnswerState.NOT_APPLICABLE)]


def completions(given_answers):
    """Every way the open answers may turn out, each at every level or left out."""
    places = [at for at, one in enumerate(given_answers) if one.counts and one.known is None]
    for ways in product(WAYS, repeat=len(places)):
        filled = list(given_answers)
        for at, (level, state) in zip(places, ways, strict=True):
            filled[at] = replace(filled[at], level=level, state=state)
        yield filled


def width(given_answers):
    found = band(given_answers)
    return found.best - found.worst if found else 0


few_open = st.lists(unknown, min_size=1, max_size=3)


@given(few_open, st.lists(answered, max_size=4))
def test_no_level_the_open_answers_take_leaves_the_band(open_ones, known):
    asked = [*open_ones, *known]
    found = band(asked)
    reached = [
        score(filled).confirmed
        for filled in completions(asked)
        if all(one.counts for one in filled)
    ]
    assert (min(reached), max(reached)) == (found.worst, found.best)


@given(few_open, st.lists(answered, max_size=4))
def test_no_other_question_narrows_the_band_more_however_it_is_answered(open_ones, known):
    asked = [*open_ones, *known]

    def left(code):
        """The width of the band at most left when only this one has been answered."""
        at = next(place for place, one in enumerate(asked) if one.criterion.code == code)
        return max(
            width([*asked[:at], replace(asked[at], level=level, state=state), *asked[at + 1 :]])
            for level, state in WAYS
        )

    best = left(next_question(asked))
    assert all(best <= left(one.criterion.code) for one in open_ones)


@given(answers)
def test_the_score_lies_in_its_band(given_answers):
    found, result = band(given_answers), score(given_answers)
    assert (found is None) == (result is None)
    if found is not None:
        assert found.worst == result.confirmed
        assert found.best == result.best


def test_a_waiver_holds_at_both_ends_of_the_band():
    asked = [an_answer(0, 1, code="W", pass_level=3), an_answer(4, 19), an_answer(None, 1)]
    waived = band(asked, frozenset({"W"}))
    assert (waived.worst_status, waived.best_status) == (FitStatus.CONDITIONAL,) * 2
    plain = band(asked)
    assert (plain.worst_status, plain.best_status) == (FitStatus.NOT_FIT,) * 2
