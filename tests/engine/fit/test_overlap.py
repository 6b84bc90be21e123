from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.fit.overlap import Running, months_before, overlaps, same, total

TODAY = date(2026, 11, 24)


def a_viewer(key, departments=(1,), **given):
    usual = {"kind": "viewer", "group": "department", "does": frozenset(), "cost": 100 * key}
    served = None if departments is None else frozenset(departments)
    return Running(key, f"V{key}", departments=served, **usual | given)


def names(found):
    return [[one.name for one in overlap.members] for overlap in found]


def test_same_function_and_a_shared_department_overlap():
    assert names(overlaps([a_viewer(1), a_viewer(2), a_viewer(3, (2,))])) == [["V1", "V2"]]


def test_what_serves_all_overlaps_with_each():
    assert names(overlaps([a_viewer(1), a_viewer(2, (2,)), a_viewer(3, None)])) == [
        ["V1", "V2", "V3"]
    ]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ({"kind": "storage"}, {}, False),
        ({"group": "a"}, {"group": "b"}, False),
        ({"group": ""}, {"group": ""}, False),
        ({"group": "a", "does": {"x", "y"}}, {"group": "b", "does": {"x"}}, True),
        ({"group": "a", "does": {"x", "y", "z"}}, {"group": "b", "does": {"x", "v", "w"}}, False),
        ({"group": "a", "does": {"x", "y"}}, {"group": "b", "does": {"x", "v", "w"}}, True),
    ],
)
def test_what_does_the_same(first, second, alike):
    one, other = (
        a_viewer(key, **said | {"does": frozenset(said.get("does", ()))})
        for key, said in ((1, first), (2, second))
    )
    assert same(one, other) is alike
    assert same(other, one) is alike


def test_savings_are_a_range_over_what_is_known():
    found = overlaps([a_viewer(1), a_viewer(2), a_viewer(5), a_viewer(7, cost=None)])[0]
    assert found.savings == (300, 700)
    assert [one.name for one in found.not_priced] == ["V7"]
    assert overlaps([a_viewer(1), a_viewer(2, cost=None)])[0].savings is None
    assert total([found, overlaps([a_viewer(1), a_viewer(2, cost=None)])[0]]) == (300, 700)


def test_the_largest_saving_comes_first():
    small, large = [a_viewer(1), a_viewer(2)], [a_viewer(8, (9,)), a_viewer(9, (9,))]
    assert names(overlaps([*small, *large])) == [["V8", "V9"], ["V1", "V2"]]


@pytest.mark.parametrize(
    ("ends", "months", "notice"),
    [
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2029, 2, 28), 12, date(2028, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 1, 15), 0, date(2027, 1, 15)),
        (date(2027, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_notice_is_given_in_time_whatever_the_month(ends, months, notice):
    assert months_before(ends, months) == notice


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_notice_is_never_after_the_day_it_is_for(day, months):
    found = months_before(day, months)
    assert found <= day
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months


def test_the_next_notice_is_the_deadline():
    soon = {"contract_ends_on": date(2027, 3, 31), "notice_months": 3}
    late = {"contract_ends_on": date(2027, 12, 31), "notice_months": 3}
    past = {"contract_ends_on": date(2026, 12, 31), "notice_months": 3}
    found = overlaps([a_viewer(1, **late), a_viewer(2, **soon), a_viewer(3, **past), a_viewer(4)])
    assert found[0].next_notice(TODAY).name == "V2"
    assert overlaps([a_viewer(1), a_viewer(2, **past)])[0].next_notice(TODAY) is None
    assert a_viewer(1, contract_ends_on=date(2027, 1, 1)).notice_on is None
