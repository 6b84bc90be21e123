from datetime import UTC, datetime

import pytest

from app.kernel import clock

THEN = datetime(2026, 2, 3, 7, 30, tzinfo=UTC)


def test_what_happens_inside_happens_then():
    with clock.as_of(THEN):
        assert clock.now() == THEN
        assert clock.today() == THEN.date()
    assert clock.now() > THEN


def test_the_clock_is_right_again_after_a_fault():
    with pytest.raises(ValueError, match="wrong"), clock.as_of(THEN):
        raise ValueError("wrong")
    assert clock.now() > THEN
