from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from app.engine.progress import progress

levels = some.decimals(-1000, 1000, places=3)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "share"),
    [
        (D("15"), D("90"), D("40"), Fraction(1, 3)),
        (D("60"), D("30"), D("45"), Fraction(1, 2)),
        (D("20"), D("3"), D("21"), Fraction(-1, 17)),
        (D("20"), D("3"), D("1"), Fraction(19, 17)),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, actual, share):
    assert progress(baseline, target, actual) == share


@pytest.mark.parametrize(
    ("baseline", "target", "actual"),
    [(None, D(1), D(1)), (D(1), None, D(1)), (D(1), D(2), None), (D(1), D(1), D(1))],
)
def test_without_a_way_there_is_no_progress(baseline, target, actual):
    assert progress(baseline, target, actual) is None


@given(levels, levels, levels)
def test_the_ends_of_the_way_are_nothing_and_all(baseline, target, actual):
    assume(baseline != target)
    assert progress(baseline, target, baseline) == 0
    assert progress(baseline, target, target) == 1
    assert progress(-baseline, -target, -actual) == progress(baseline, target, actual)
