from fractions import Fraction

import pytest

from app.engine.scoring.knockout import Passage
from app.engine.scoring.score import Score
from app.engine.scoring.status import FitStatus, band_of, fit_status


def a_score(provisional, completeness=Fraction(1)):
    points = None if provisional is None else Fraction(provisional)
    return Score(Fraction(0), points, Fraction(100), completeness)


@pytest.mark.parametrize(
    ("points", "status"),
    [
        (Fraction(100), FitStatus.FIT),
        (Fraction(80), FitStatus.FIT),
        (Fraction(80) - Fraction(1, 10**9), FitStatus.CONDITIONAL),
        (Fraction(60), FitStatus.CONDITIONAL),
        (Fraction(59), FitStatus.WEAK),
        (Fraction(40), FitStatus.WEAK),
        (Fraction(39), FitStatus.NOT_FIT),
        (Fraction(0), FitStatus.NOT_FIT),
    ],
)
def test_the_bands(points, status):
    assert band_of(points) is status
    assert fit_status(a_score(points), None) is status


def test_a_failed_knock_out_decides_whatever_the_score():
    assert fit_status(a_score(100), Passage.FAILS) is FitStatus.NOT_FIT
    assert fit_status(None, Passage.FAILS) is FitStatus.NOT_FIT


def test_an_open_knock_out_is_never_fit():
    assert fit_status(a_score(100), Passage.UNDETERMINED) is FitStatus.UNDETERMINED


def test_a_promise_is_a_condition_at_most():
    assert fit_status(a_score(95), Passage.PROMISED) is FitStatus.CONDITIONAL
    assert fit_status(a_score(45), Passage.PROMISED) is FitStatus.WEAK


def test_a_waiver_is_a_condition_at_most():
    assert fit_status(a_score(95), Passage.WAIVED) is FitStatus.CONDITIONAL
    assert fit_status(a_score(45), Passage.WAIVED) is FitStatus.WEAK


def test_a_passed_knock_out_leaves_the_score_to_speak():
    assert fit_status(a_score(95), Passage.PASSES) is FitStatus.FIT


def test_too_little_known_is_not_judged():
    assert fit_status(None, None) is FitStatus.UNDETERMINED
    assert fit_status(a_score(None), None) is FitStatus.UNDETERMINED
    assert fit_status(a_score(95, Fraction(59, 100)), None) is FitStatus.UNDETERMINED
    assert fit_status(a_score(95, Fraction(60, 100)), None) is FitStatus.FIT
