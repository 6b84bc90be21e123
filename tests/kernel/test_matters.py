from datetime import date, timedelta

import pytest

from app.kernel import matters
from app.kernel.matters import Matter, matters_of, matters_on

DAY = date(2026, 11, 24)


def a_matter(key, body_id, days):
    return Matter(
        key, body_id, f"Look at {key}.", "governance.list_bodies", {}, DAY + timedelta(days)
    )


@pytest.fixture
def sources():
    before = matters._known.sources
    yield lambda *found: matters.install([lambda day: found, lambda day: []])
    matters.install(before)


def test_the_most_urgent_matter_comes_first(sources):
    sources(a_matter("late", 1, 9), a_matter("soon", 1, 2), a_matter("also soon", 1, 2))
    assert [one.key for one in matters_on(DAY)] == ["also soon", "soon", "late"]


def test_a_body_sees_its_own_matters_and_those_of_nobody(sources):
    sources(a_matter("ours", 1, 1), a_matter("theirs", 2, 1), a_matter("anybody's", None, 3))
    assert [one.key for one in matters_of(1, DAY)] == ["ours", "anybody's"]


def test_sources_are_asked_about_the_day(sources):
    matters.install([lambda day: [a_matter("x", 1, 0)] if day == DAY else []])
    assert len(matters_on(DAY)) == 1
    assert matters_on(DAY + timedelta(1)) == []
