"""Earliest and latest dates from durations, dependencies and days not to start before."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.engine.scheduling.work import Dates, Work, in_order
from app.engine.values import DateSpan


def plan(work: Mapping[str, Work]) -> dict[str, Dates]:
    """Dates of all work whose start can be known, by key in order of waiting.

    Work without any day to start from, or that waits for such work, is left out: not known is not
    today. What is waited for but is not in `work` holds nothing up. Raises Circular.
    """
    order = in_order(work)
    early = _earliest(work, order)
    late = _latest(work, [key for key in order if key in early], early)
    return {key: Dates(early[key], late[key]) for key in order if key in early}


def _earliest(work: Mapping[str, Work], order: Iterable[str]) -> dict[str, DateSpan]:
    early: dict[str, DateSpan] = {}
    for key in order:
        one = work[key]
        start = one.started_on or _can_start(one, work, early)
        if start is not None:
            early[key] = _span(one, start)
    return early


def _can_start(one: Work, work: Mapping[str, Work], early: Mapping[str, DateSpan]) -> date | None:
    before = one.after & work.keys()
    if not before <= early.keys():
        return None
    ready = [early[key].last + timedelta(days=1) for key in before]
    return max([*ready, *([one.not_before] if one.not_before else [])], default=None)


def _span(one: Work, start: date) -> DateSpan:
    return DateSpan(start, one.finished_on or start + timedelta(days=one.days - 1))


def _latest(
    work: Mapping[str, Work], order: list[str], early: Mapping[str, DateSpan]
) -> dict[str, DateSpan]:
    """As late as each may end without moving the end of the whole."""
    if not order:
        return {}
    end = max(early[key].last for key in order)
    bounds = dict.fromkeys(order, end)
    late: dict[str, DateSpan] = {}
    for key in reversed(order):
        late[key] = _as_late_as(bounds[key], work[key], early[key])
        if work[key].started_on:
            continue
        for before in work[key].after & early.keys():
            bounds[before] = min(bounds[before], late[key].first - timedelta(days=1))
    return late


def _as_late_as(bound: date, one: Work, early: DateSpan) -> DateSpan:
    if one.finished_on:
        return early
    first = early.first if one.started_on else bound - timedelta(days=early.days - 1)
    return DateSpan(first, bound)
