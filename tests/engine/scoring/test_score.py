from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.evidence import Evidence
from app.engine.scoring.score import Tally, score, score_by, tally, thousandths
from tests.engine.scoring.answers import an_answer, answered, answers, left_out

WORKED = [
    an_answer(3, 5),
    an_answer(2, 3),
    an_answer(4, 4),
    left_out(weight=2),
    an_answer(None, 3),
]


def test_the_worked_example():
    result = score(WORKED)
    assert thousandths(result.provisional) == 77_083
    assert thousandths(result.confirmed) == 61_667
    assert result.completeness == Fraction(3, 4)
    assert result.best == Fraction(100 * (925 + 300), 1500)


def test_an_unknown_answer_scores_like_an_open_one():
    unknown = [*WORKED[:4], an_answer(3, 3, state=AnswerState.UNKNOWN)]
    assert score(unknown) == score(WORKED)


def test_nothing_that_applies_is_no_score_rather_than_zero():
    assert score([]) is None
    assert score([left_out()]) is None
    assert tally([]) == Tally()


def test_nothing_answered_has_no_provisional_score():
    result = score([an_answer(None, 5)])
    assert (result.confirmed, result.provisional, result.best) == (0, None, 100)


def test_parts_are_scored_apart_and_in_order():
    parts = score_by(
        lambda one: one.criterion.element,
        [an_answer(4, element="VWR"), an_answer(0, element="GOV"), left_out(element="PLT")],
    )
    assert list(parts) == ["VWR", "GOV", "PLT"]
    assert (parts["VWR"].confirmed, parts["GOV"].confirmed, parts["PLT"]) == (100, 0, None)


def test_halves_are_rounded_up_and_nothing_stays_nothing():
    assert thousandths(Fraction(1, 2000)) == 1
    assert thousandths(Fraction(1, 2001)) == 0
    assert thousandths(None) is None


@given(answers)
def test_worst_is_confirmed_and_provisional_lies_up_to_best(given_answers):
    result = score(given_answers)
    if result is not None:
        assert 0 <= result.confirmed <= result.best <= 100
        if result.provisional is not None:
            assert result.confirmed <= result.provisional <= result.best


@given(answers, st.randoms())
def test_the_order_of_answers_means_nothing(given_answers, random):
    shuffled = list(given_answers)
    random.shuffle(shuffled)
    assert score(shuffled) == score(given_answers)


@given(answers, answered)
def test_what_does_not_apply_moves_nothing(given_answers, one):
    assert score([*given_answers, left_out(weight=one.criterion.weight)]) == score(given_answers)


@given(st.lists(answered, min_size=1))
def test_with_every_answer_known_the_scores_are_one(given_answers):
    result = score(given_answers)
    assert result.confirmed == result.provisional == result.best
    assert result.completeness == 1


@pytest.mark.parametrize(
    ("evidence", "points"),
    [
        (Evidence.NONE, Fraction(75, 2)),
        (Evidence.SELF_DECLARED, Fraction(105, 2)),
        (Evidence.DOCUMENT, Fraction(255, 4)),
        (Evidence.TESTED, Fraction(285, 4)),
        (Evidence.MONITORED, Fraction(75)),
    ],
)
def test_each_answer_keeps_the_share_its_evidence_carries(evidence, points):
    found = score([an_answer(3, evidence=evidence), an_answer(None, 7)])
    assert (found.evidenced, found.provisional) == (points, 75)


def test_without_a_known_answer_there_is_nothing_to_carry():
    assert score([an_answer(None)]).evidenced is None


@given(answers)
def test_evidence_never_adds_points(given_answers):
    found = score(given_answers)
    if found is not None and found.evidenced is not None:
        assert found.provisional / 2 <= found.evidenced <= found.provisional
