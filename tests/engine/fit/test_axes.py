from fractions import Fraction

import pytest

from app.engine.fit.axes import Axes, Quarter, axes
from app.engine.fit.value import business_value
from app.engine.scoring.answer import Axis
from tests.engine.scoring.answers import an_answer


def test_each_criterion_speaks_for_its_own_axis():
    found = axes(
        [
            an_answer(4, axis=Axis.FUNCTIONAL),
            an_answer(None, axis=Axis.FUNCTIONAL),
            an_answer(2, axis=Axis.TECHNICAL),
            an_answer(0),
        ]
    )
    assert found == Axes(Fraction(100), Fraction(50))


def test_an_axis_nobody_answered_is_not_known():
    assert axes([an_answer(None, axis=Axis.TECHNICAL)]) == Axes(None, None)


@pytest.mark.parametrize(
    ("functional", "technical", "quarter"),
    [
        (60, 60, Quarter.INVEST),
        (59, 60, Quarter.TOLERATE),
        (60, 59, Quarter.MIGRATE),
        (59, 59, Quarter.ELIMINATE),
        (None, 60, None),
        (60, None, None),
    ],
)
def test_the_quarters_of_the_map(functional, technical, quarter):
    assert Axes(functional, technical).quarter is quarter


@pytest.mark.parametrize(
    ("criticality", "studies", "departments", "value"),
    [
        (4, 250_000, 20, 100),
        (4, 200_000, 16, 100),
        (1, 0, 1, Fraction(125 + 60 + 40, 10)),
        (2, 10_000, 4, Fraction(250 + 180 + 120, 10)),
        (4, None, None, 100),
        (2, None, 1, Fraction(25 + 4) / Fraction(7, 10)),
        (None, 250_000, 20, None),
    ],
)
def test_business_value_on_fixed_bands(criticality, studies, departments, value):
    assert business_value(criticality, studies, departments) == value
