"""What it takes to take back what was decided."""

import pytest

from app.engine.voting.ballot import (
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    UNANIMOUS,
    Rule,
    Threshold,
    stricter,
    to_rescind,
)

AT_LEAST_HALF = Threshold(1, 2, more_than=False)


@pytest.mark.parametrize(
    ("one", "other", "is_stricter"),
    [
        (MAJORITY, TWO_THIRDS, TWO_THIRDS),
        (UNANIMOUS, TWO_THIRDS, UNANIMOUS),
        (MAJORITY, AT_LEAST_HALF, MAJORITY),
        (AT_LEAST_HALF, MAJORITY, MAJORITY),
    ],
)
def test_of_two_shares_the_one_that_asks_for_more(one, other, is_stricter):
    assert stricter(one, other) == is_stricter


@pytest.mark.parametrize(
    ("chartered", "with_notice", "without"),
    [
        (MAJORITY, MAJORITY, TWO_THIRDS),
        (TWO_THIRDS, TWO_THIRDS, TWO_THIRDS),
        (THREE_QUARTERS, THREE_QUARTERS, THREE_QUARTERS),
    ],
)
def test_with_notice_by_the_charter_and_without_by_two_thirds(chartered, with_notice, without):
    rule = Rule(to_carry=chartered)
    assert to_rescind(rule, had_notice=True).to_carry == with_notice
    assert to_rescind(rule, had_notice=False).to_carry == without
