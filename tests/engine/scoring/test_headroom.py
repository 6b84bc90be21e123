from datetime import date
from decimal import Decimal

import pytest

from app.engine.scoring.headroom import LONGEST, months_to, months_until_full

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 11, 24), 0),
        (date(2026, 12, 23), 0),
        (date(2026, 12, 24), 1),
        (date(2027, 11, 23), 11),
        (date(2028, 11, 24), 24),
        (date(2026, 11, 23), -1),
        (date(2025, 11, 24), -12),
    ],
)
def test_months_are_whole_and_below_zero_once_the_day_has_passed(day, months):
    assert months_to(day, on=TODAY) == months


@pytest.mark.parametrize(
    ("capacity", "used", "growth", "months"),
    [
        (100, 100, 10, 0),
        (100, 90, 10, 12),
        (100, 95, 10, 6),
        (100, 0, 0, LONGEST),
        ("10", "9.999", "1.2", 0),
        (10**6, 0, 1, LONGEST),
        (10, 0, "0.333", 360),
    ],
)
def test_a_store_is_full_when_growth_has_used_the_room(capacity, used, growth, months):
    assert months_until_full(Decimal(capacity), Decimal(used), Decimal(growth)) == months
