from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.engine.scheduling.critical import critical
from app.engine.scheduling.plan import plan
from app.engine.scheduling.work import Circular, Work, in_order
from app.engine.values import DateSpan

MONDAY = date(2027, 1, 4)


def a_day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def span(first: int, last: int) -> DateSpan:
    return DateSpan(a_day(first), a_day(last))


def after(*keys: str, days: int = 10, **given_facts) -> Work:
    return Work("Work", days, frozenset(keys), **given_facts)


DIAMOND = {
    "archive": after(days=10, not_before=MONDAY),
    "viewer": after("archive", days=5),
    "interfaces": after("archive", days=20),
    "wave 1": after("viewer", "interfaces", days=10),
}


def test_work_starts_the_day_after_what_it_waits_for_has_ended():
    dates = plan(DIAMOND)
    assert dates["archive"].early == span(0, 9)
    assert dates["viewer"].early == span(10, 14)
    assert dates["interfaces"].early == span(10, 29)
    assert dates["wave 1"].early == span(30, 39)


def test_what_is_not_on_the_longest_path_has_slack():
    dates = plan(DIAMOND)
    assert {key: dates[key].slack for key in DIAMOND} == {
        "archive": 0,
        "viewer": 15,
        "interfaces": 0,
        "wave 1": 0,
    }
    assert dates["viewer"].late == span(25, 29)
    assert critical(DIAMOND, dates) == ("archive", "interfaces", "wave 1")


def test_work_with_no_day_to_start_from_has_no_dates_nor_has_what_waits_for_it():
    work = {"a": after(), "b": after("a", not_before=MONDAY), "c": after(not_before=MONDAY)}
    assert set(plan(work)) == {"c"}


def test_a_day_not_to_start_before_moves_a_start_back_but_never_forward():
    work = {
        "a": after(not_before=MONDAY),
        "b": after("a", not_before=a_day(30)),
        "c": after("a", not_before=a_day(2)),
    }
    dates = plan(work)
    assert dates["b"].early.first == a_day(30)
    assert dates["c"].early.first == a_day(10)


def test_what_happened_wins_over_what_was_planned():
    work = {
        "a": after(not_before=MONDAY, started_on=a_day(3), finished_on=a_day(5)),
        "b": after("a", days=4),
        "c": after("b", days=4, started_on=a_day(1)),
    }
    dates = plan(work)
    assert dates["a"].early == dates["a"].late == span(3, 5)
    assert dates["b"].early == span(6, 9)
    assert dates["c"].early == span(1, 4)
    assert critical(work, dates) == ("b",)


def test_work_that_has_started_may_still_end_late():
    work = {"a": after(days=2, started_on=MONDAY), "b": after(days=9, not_before=MONDAY)}
    assert plan(work)["a"].late == span(0, 8)


def test_finished_work_decides_nothing_any_more():
    work = {"a": after(started_on=MONDAY, finished_on=a_day(40)), "b": after(not_before=MONDAY)}
    assert critical(work, plan(work)) == ()


def test_what_is_not_in_the_plan_holds_nothing_up():
    assert plan({"a": after("cancelled", not_before=MONDAY)})["a"].early == span(0, 9)


def test_nothing_planned_is_nothing_dated():
    assert plan({}) == {}
    assert plan({"a": after()}) == {}
    assert critical({}, {}) == ()


def test_a_circle_is_named_by_title():
    work = {
        "i1": Work("Archive", 1, frozenset({"i3"})),
        "i2": Work("Viewer", 1, frozenset({"i1"})),
        "i3": Work("Migration", 1, frozenset({"i2"})),
        "i4": Work("Charter", 1),
    }
    with pytest.raises(Circular) as circle:
        plan(work)
    assert str(circle.value) == "Archive → Viewer → Migration → Archive"
    assert circle.value.path == ("Archive", "Viewer", "Migration", "Archive")


@pytest.mark.parametrize(("archive", "viewer"), [("a", "b"), ("b", "a")])
def test_a_circle_begins_with_the_first_title_whatever_the_keys(archive, viewer):
    work = {
        archive: Work("Archive", 1, frozenset({viewer})),
        viewer: Work("Viewer", 1, frozenset({archive})),
    }
    with pytest.raises(Circular, match=r"^Archive → Viewer → Archive$"):
        in_order(work)


def test_work_that_waits_for_itself_is_a_circle():
    with pytest.raises(Circular, match="Archive → Archive"):
        in_order({"a": Work("Archive", 1, frozenset({"a"}))})


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"days": 0}, "Archive takes no time"),
        ({"days": 1, "finished_on": MONDAY}, "Archive is finished before it started"),
        (
            {"days": 1, "started_on": a_day(1), "finished_on": MONDAY},
            "Archive is finished before it started",
        ),
    ],
)
def test_impossible_work_is_refused(facts, why):
    with pytest.raises(ValueError, match=why):
        Work("Archive", **facts)


@some.composite
def plans(draw) -> dict[str, Work]:
    """Acyclic work of up to a dozen pieces, some begun, some done, some without a day."""
    work: dict[str, Work] = {}
    for number in range(draw(some.integers(1, 12))):
        start = draw(some.none() | some.integers(0, 60).map(a_day))
        happened = draw(some.booleans()) and start is not None
        ended = start + timedelta(days=draw(some.integers(0, 20))) if happened else None
        work[f"w{number:02}"] = Work(
            f"Work {number}",
            draw(some.integers(1, 30)),
            frozenset(draw(some.sets(some.sampled_from(sorted(work)), max_size=3)) if work else ()),
            not_before=start,
            started_on=start if happened else None,
            finished_on=ended if draw(some.booleans()) else None,
        )
    return work


@given(plans())
def test_nothing_starts_before_it_can(work):
    dates = plan(work)
    for key, at in dates.items():
        if work[key].started_on:
            assert at.early.first == work[key].started_on
            continue
        assert at.early.first >= (work[key].not_before or at.early.first)
        assert all(at.early.first > dates[before].early.last for before in work[key].after)


@given(plans())
def test_slack_is_never_negative_and_keeps_the_end(work):
    dates = plan(work)
    end = max((at.early.last for at in dates.values()), default=None)
    assert all(at.slack >= 0 and at.late.last <= end for at in dates.values())


@given(plans(), some.integers(1, 9))
def test_only_critical_work_moves_the_end(work, more):
    dates = plan(work)
    end = max((at.early.last for at in dates.values()), default=None)
    decisive = critical(work, dates)
    for key, at in dates.items():
        if work[key].finished_on:
            continue
        longer = Work(
            **{name: getattr(work[key], name) for name in Work.__slots__}
            | {"days": work[key].days + more}
        )
        moved = max(at.early.last for at in plan(work | {key: longer}).values())
        assert moved - end == timedelta(days=max(0, more - at.slack))
        assert (moved > end) is (more > at.slack)
        assert (key in decisive) is (at.slack == 0)


@given(plans(), some.randoms())
def test_the_order_of_entry_changes_nothing(work, random):
    keys = list(work)
    random.shuffle(keys)
    assert plan({key: work[key] for key in keys}) == plan(work)
    assert in_order({key: work[key] for key in keys}) == in_order(work)
