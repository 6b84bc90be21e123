from fractions import Fraction

import pytest

from app.engine.scoring.scale import LEVELS_OF, WORDS_OF, Scale, level_of_measure, value


@pytest.mark.parametrize(
    ("percent", "level"),
    [(0, 0), (24, 0), (25, 1), (49, 1), (50, 2), (80, 3), (97, 3), (98, 4), (100, 4)],
)
def test_a_rising_measure_climbs_at_each_cut_point(percent, level):
    assert level_of_measure(percent, (25, 50, 80, 98), rising=True) == level


@pytest.mark.parametrize(
    ("rooms", "level"), [(9, 0), (6, 0), (5, 1), (4, 1), (3, 2), (2, 3), (1, 4), (0, 4)]
)
def test_a_falling_measure_is_better_when_lower(rooms, level):
    assert level_of_measure(rooms, (5, 3, 2, 1), rising=False) == level


def test_a_cut_point_below_zero_can_be_missed():
    assert level_of_measure(-1, (0, 6, 12, 24), rising=True) == 0
    assert level_of_measure(0, (0, 6, 12, 24), rising=True) == 1


def test_yes_partial_and_no_are_one_half_and_nothing():
    assert [value(level) for level in LEVELS_OF[Scale.YPN]] == [0, Fraction(1, 2), 1]


def test_every_level_of_every_scale_has_a_word():
    assert {scale: set(words) for scale, words in WORDS_OF.items()} == {
        scale: set(levels) for scale, levels in LEVELS_OF.items()
    }
