from datetime import UTC, date, datetime

import pytest

from app.accounts.roles import Role
from app.web import filters
from app.web.forms import minor_units


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (None, "not known"),
        (0, "$0"),
        (149, "$1"),
        (150, "$2"),
        (125_000_000, "$1,250,000"),
        (-150, "\N{MINUS SIGN}$2"),
        (-1, "$0"),
    ],
)
def test_money_is_whole_units(app, cents, said):
    assert filters.money(cents) == said


def test_days_and_moments_are_readable():
    assert filters.day(date(2026, 3, 7)) == "7 Mar 2026"
    assert filters.moment(datetime(2026, 3, 7, 9, 5, tzinfo=UTC)) == "7 Mar 2026, 09:05 UTC"
    assert filters.day(None) == "not known"


@pytest.mark.parametrize(
    ("thousandths", "said"),
    [(None, "not known"), (77_083, "77.1"), (0, "0.0"), (100_000, "100.0"), (49, "0.0")],
)
def test_a_score_has_one_decimal(thousandths, said):
    assert filters.score(thousandths) == said


def test_words_of_an_enum():
    assert filters.words(Role.DEPARTMENT_LEAD) == "Department lead"
    assert filters.all_words([Role.MEMBER, Role.PLANNER]) == "Member, Planner"


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1250.5", 125_050),
        ("0", 0),
        ("-3.07", -307),
        (".5", 50),
        ("1.234", None),
        ("1e5", None),
        ("١٢", None),
        ("", None),
        ("99999999999999999", None),
    ],
)
def test_amounts_are_read_exactly(text, cents):
    assert minor_units(text) == cents


def test_lines_are_escaped():
    assert filters.lines("<b>\nx") == "&lt;b&gt;<br>x"
