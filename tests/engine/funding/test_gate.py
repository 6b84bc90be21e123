from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.engine.funding.cashflow import Ask, Slot, asked
from app.engine.funding.gate import (
    MOST,
    Books,
    Cover,
    Grant,
    Line,
    Mandate,
    Wish,
    award_refusals,
    line_refusal,
    release_refusals,
)
from app.engine.values import DateSpan, MoneyKind

CAPITAL, OPERATING = MoneyKind.CAPITAL, MoneyKind.OPERATING
TODAY = date(2027, 3, 1)
MANDATE = Mandate("EI-2027-004", effective_on=date(2027, 1, 1))
COVER = Cover(MANDATE, "CAP", CAPITAL, 2027, 2028, amount=1_000_000, awarded=400_000)
LINE = Line(2_000_000, awarded=1_200_000)
WISH = Wish("R-1", "CAP", asked(Ask(2027, CAPITAL, 900_000)), {Slot(2027, CAPITAL): 200_000})
BOOKS = Books(WISH, COVER, LINE)
PERIOD = DateSpan(date(2027, 1, 1), date(2028, 12, 31))


def under(**facts) -> Books:
    return replace(BOOKS, cover=replace(COVER, **facts))


def test_an_award_that_everything_covers_is_made():
    assert award_refusals(600_000, 2027, BOOKS, TODAY) == ()


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_award(amount):
    assert award_refusals(amount, 2027, BOOKS, TODAY) == ("The amount must be more than zero.",)
    assert release_refusals(amount, Grant(5), COVER, PERIOD, TODAY) == (
        "The amount must be more than zero.",
    )


def test_a_slip_of_the_finger_is_no_award():
    (why,) = award_refusals(MOST + 1, 2027, BOOKS, TODAY)
    assert why == "The amount may be at most 10,000,000,000,000."


@pytest.mark.parametrize(
    ("mandate", "on", "why"),
    [
        (
            Mandate("EI-1", date(2027, 3, 2)),
            TODAY,
            "Decision EI-1 takes effect on 2027-03-02, not before.",
        ),
        (
            Mandate("EI-1", date(2027, 1, 1), expires_on=date(2027, 2, 28)),
            TODAY,
            "Decision EI-1 expired on 2027-02-28.",
        ),
        (
            Mandate("EI-1", date(2027, 1, 1), ended="superseded by EI-2"),
            TODAY,
            "Decision EI-1 no longer holds: superseded by EI-2.",
        ),
    ],
)
def test_money_moves_only_under_a_decision_in_force_that_day(mandate, on, why):
    assert award_refusals(1, 2027, under(mandate=mandate), on) == (why,)
    cover = replace(COVER, mandate=mandate)
    assert release_refusals(1, Grant(5), cover, PERIOD, on) == (why,)


def test_a_decision_holds_on_its_first_and_its_last_day():
    one_day = Mandate("EI-1", TODAY, expires_on=TODAY)
    assert award_refusals(1, 2027, under(mandate=one_day), TODAY) == ()


def test_a_decision_on_one_fund_does_not_open_another():
    (why,) = award_refusals(1, 2027, under(fund="OPS"), TODAY)
    assert why == "Request R-1 asks from fund CAP; decision EI-2027-004 covers fund OPS."


def test_a_withdrawn_request_gets_nothing():
    withdrawn = replace(BOOKS, wish=replace(WISH, is_withdrawn=True))
    assert award_refusals(1, 2027, withdrawn, TODAY) == ("Request R-1 was withdrawn.",)


@pytest.mark.parametrize(
    ("first", "last", "covers"), [(2028, 2029, "FY2028 to FY2029"), (2026, 2026, "FY2026")]
)
def test_a_decision_covers_its_years_alone(first, last, covers):
    (why,) = award_refusals(1, 2027, under(first_year=first, last_year=last), TODAY)
    assert why == f"Decision EI-2027-004 covers {covers}, not FY2027."


def test_one_cent_over_the_decision_is_too_much():
    assert award_refusals(600_000, 2027, BOOKS, TODAY) == ()
    (why,) = award_refusals(600_001, 2027, BOOKS, TODAY)
    assert why == (
        "Decision EI-2027-004 covers 10,000 of capital money; 6,000 is left, 0.01 too little."
    )


def test_one_cent_over_the_fund_line_is_too_much():
    tight = replace(BOOKS, line=Line(700_000, awarded=600_000))
    assert award_refusals(100_000, 2027, tight, TODAY) == ()
    (why,) = award_refusals(100_001, 2027, tight, TODAY)
    assert why == (
        "Fund CAP holds 7,000 of capital money in FY2027; 1,000 is left, 0.01 too little."
    )


def test_a_fund_without_such_money_gives_none():
    (why,) = award_refusals(1, 2027, replace(BOOKS, line=None), TODAY)
    assert why == "Fund CAP has no capital money in FY2027."


def test_nobody_gets_more_than_was_asked():
    modest = replace(WISH, asked={Slot(2027, CAPITAL): 500_000})
    assert award_refusals(300_000, 2027, replace(BOOKS, wish=modest), TODAY) == ()
    (why,) = award_refusals(300_001, 2027, replace(BOOKS, wish=modest), TODAY)
    assert why == (
        "Request R-1 asks for 5,000 of capital money in FY2027; 3,000 of it is not yet awarded."
    )


def test_capital_is_not_given_where_operating_is_asked():
    tail = replace(WISH, asked={Slot(2027, OPERATING): 500_000})
    (why,) = award_refusals(1, 2027, replace(BOOKS, wish=tail), TODAY)
    assert why == "Request R-1 asks for no capital money in FY2027."


def test_every_reason_is_told_at_once():
    books = Books(replace(WISH, fund="OPS"), replace(COVER, amount=400_000), None)
    assert len(award_refusals(1, 2030, books, date(2026, 1, 1))) == 6


def test_a_release_that_the_award_holds_is_made():
    assert release_refusals(60, Grant(100, released=40), COVER, PERIOD, TODAY) == ()


def test_one_cent_over_the_award_is_too_much():
    (why,) = release_refusals(61, Grant(100, released=40), COVER, PERIOD, TODAY)
    assert why == "The award is 1; 0.60 is left to release, 0.01 too little."


@pytest.mark.parametrize("on", [date(2026, 12, 31), date(2029, 1, 1)])
def test_a_release_lies_in_the_years_the_decision_covers(on):
    cover = replace(COVER, mandate=Mandate("EI-1", date(2020, 1, 1)))
    (why,) = release_refusals(1, Grant(100), cover, PERIOD, on)
    assert why == (
        f"Decision EI-1 covers FY2027 to FY2028, 2027-01-01 to 2028-12-31; {on} is outside."
    )


def test_a_fund_line_is_not_set_below_what_is_awarded():
    slot = Slot(2027, CAPITAL)
    assert line_refusal(500, "CAP", slot, awarded=500) is None
    assert line_refusal(499, "CAP", slot, awarded=500) == (
        "5 of capital money in FY2027 is already awarded from fund CAP; it cannot hold less."
    )


@pytest.mark.parametrize("amount", [-1, MOST + 1])
def test_a_fund_line_is_a_sensible_amount(amount):
    assert "A fund holds between 0 and" in line_refusal(amount, "CAP", Slot(2027, CAPITAL), 0)


amounts = some.integers(1, 2_000)


@given(some.lists(amounts, max_size=30), amounts, amounts, amounts)
def test_no_order_of_awards_exceeds_decision_fund_or_request(tries, covered, held, wanted):
    slot, awarded = Slot(2027, CAPITAL), 0
    for amount in tries:
        books = Books(
            Wish("R-1", "CAP", {slot: wanted}, {slot: awarded}),
            replace(COVER, amount=covered, awarded=awarded),
            Line(held, awarded),
        )
        fits = awarded + amount <= min(covered, held, wanted)
        assert (award_refusals(amount, 2027, books, TODAY) == ()) is fits
        awarded += amount if fits else 0


@given(some.lists(amounts, max_size=30), amounts)
def test_releases_never_exceed_the_award(tries, granted):
    released = 0
    for amount in tries:
        refused = release_refusals(amount, Grant(granted, released), COVER, PERIOD, TODAY)
        assert bool(refused) is (released + amount > granted)
        released += 0 if refused else amount
