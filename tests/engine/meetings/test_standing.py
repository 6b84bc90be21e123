import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.meetings.standing import AttendanceRule, Standing, in_words, standing_after

IHE = AttendanceRule(missed_to_suspend=3, attended_to_restore=2)
"""Three missed in a row suspend; the second attended in a row restores."""


@pytest.mark.parametrize(
    ("record", "suspended"),
    [
        ("", False),
        ("..", False),
        ("...", True),
        (".x..", False),
        (".x...", True),
        ("...x", True),
        ("...x.x", True),
        ("...xx", False),
        ("...xx..", False),
        ("...xx...", True),
    ],
)
def test_the_rule_of_ihe(record, suspended):
    assert standing_after([one == "x" for one in record], IHE).is_suspended is suspended


def test_without_a_rule_nobody_is_suspended():
    assert standing_after([False] * 9, None) == Standing(False, 9, 0)
    assert standing_after([True, False, True, True], None) == Standing(False, 0, 2)


def test_the_rule_in_words():
    assert "misses 3 meetings in a row" in in_words(IHE)
    assert "until 1 meeting in a row" in in_words(AttendanceRule(2, 1))
    assert in_words(None) == "Nobody loses the vote by missing meetings."


@given(st.lists(st.booleans()), st.integers(1, 4), st.integers(1, 3))
def test_only_those_who_stayed_away_long_enough_are_suspended(record, missed, attended):
    """Said the other way round: suspended from the first such row until the first row back."""
    rule, suspended = AttendanceRule(missed, attended), False
    for end in range(1, len(record) + 1):
        last = record[:end]
        if not suspended and end >= missed and not any(last[-missed:]):
            suspended = True
        elif suspended and end >= attended and all(last[-attended:]):
            suspended = False
        assert standing_after(last, rule).is_suspended is suspended
