from datetime import date

import pytest

from app.engine.meetings.notice import last_day_to_call, notice

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("called", "given"),
    [
        (date(2026, 11, 30), 0),
        (date(2026, 11, 29), 1),
        (date(2026, 11, 27), 1),
        (date(2026, 11, 26), 2),
        (date(2026, 11, 23), 5),
        (date(2026, 12, 2), 0),
    ],
)
def test_working_days_ahead(called, given):
    assert notice(called, MONDAY, 5).given == given


def test_notice_in_words():
    enough = notice(date(2026, 11, 23), MONDAY, 5)
    assert enough.is_enough
    assert enough.sentence == (
        "Notice was given 5 working days ahead; the charter asks for 5 working days."
    )
    late = notice(date(2026, 11, 27), MONDAY, 2)
    assert not late.is_enough
    assert "1 working day ahead" in late.sentence


@pytest.mark.parametrize("needed", range(8))
def test_the_last_day_to_call_is_just_enough(needed):
    day = last_day_to_call(MONDAY, needed)
    assert notice(day, MONDAY, needed).is_enough
    later = date.fromordinal(day.toordinal() + 1)
    assert not notice(later, MONDAY, needed).is_enough or needed == 0
