from hypothesis import given
from hypothesis import strategies as some

from app.engine.funding.cashflow import Ask, Slot, asked, tail, total, unfunded
from app.engine.values import MoneyKind

CAPITAL, OPERATING = MoneyKind.CAPITAL, MoneyKind.OPERATING
ARCHIVE = Ask(2027, CAPITAL, 1_500_000_00, tail=400_000_00, years=3)


def test_an_ask_with_a_tail_reaches_into_later_years():
    assert asked(ARCHIVE) == {
        Slot(2027, CAPITAL): 1_500_000_00,
        Slot(2028, OPERATING): 400_000_00,
        Slot(2029, OPERATING): 400_000_00,
        Slot(2030, OPERATING): 400_000_00,
    }


def test_no_tail_leaves_no_years():
    assert tail(Ask(2027, CAPITAL, 100, tail=0, years=5)) == {}
    assert tail(Ask(2027, CAPITAL, 100, tail=5, years=0)) == {}


def test_what_is_awarded_is_no_longer_unfunded():
    awarded = {Slot(2028, OPERATING): 400_000_00, Slot(2029, OPERATING): 1}
    assert unfunded(tail(ARCHIVE), awarded) == {
        Slot(2029, OPERATING): 399_999_99,
        Slot(2030, OPERATING): 400_000_00,
    }


def test_totals_come_by_year_and_kind():
    later = {Slot(2028, OPERATING): 1, Slot(2027, OPERATING): 2}
    assert list(total([later, asked(ARCHIVE)]).items())[:3] == [
        (Slot(2027, CAPITAL), 1_500_000_00),
        (Slot(2027, OPERATING), 2),
        (Slot(2028, OPERATING), 400_000_01),
    ]
    assert total([]) == {}


asks = some.builds(
    Ask,
    some.integers(2020, 2040),
    some.sampled_from(MoneyKind),
    some.integers(1, 10**15),
    some.integers(0, 10**15),
    some.integers(0, 30),
)


@given(some.lists(asks))
def test_a_total_equals_its_parts_to_the_cent(several):
    summed = sum(total(asked(ask) for ask in several).values())
    assert summed == sum(ask.amount + ask.tail * ask.years for ask in several)


@given(asks, some.dictionaries(some.builds(Slot, some.integers(2020, 2040)), some.integers(0, 9)))
def test_unfunded_is_never_negative_nor_more_than_wanted(ask, awarded):
    wanted = asked(ask)
    for slot, missing in unfunded(wanted, awarded).items():
        assert 0 < missing <= wanted[slot]
