import pytest

from app.engine.chartering.checklist import ARTICLE, Change, Point, checked, compared, silent


def test_every_point_is_found_once_and_in_order():
    findings = checked({})
    assert [one.point for one in findings] == list(Point)
    assert [one.article for one in findings] == list(range(1, 26))
    assert silent(findings) == tuple(Point)


def test_an_answer_of_blanks_is_silence():
    findings = checked({Point.SCOPE: ["  ", ""], Point.PURPOSE: [" Decide. "]})
    assert findings[ARTICLE[Point.PURPOSE] - 1].answers == ("Decide.",)
    assert Point.SCOPE in silent(findings)
    assert Point.PURPOSE not in silent(findings)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (["a"], ["a"], Change.SAME),
        ([], [], Change.SAME),
        ([], ["a"], Change.ADDED),
        (["a"], [], Change.DROPPED),
        (["a", "b"], ["b", "c"], Change.REWORDED),
    ],
)
def test_two_editions_are_compared_point_by_point(before, after, change):
    found = compared(checked({Point.QUORUM: before}), checked({Point.QUORUM: after}))
    quorum = found[ARTICLE[Point.QUORUM] - 1]
    assert (quorum.change, quorum.article) == (change, 13)
    assert {one.change for one in found if one.point is not Point.QUORUM} == {Change.SAME}
    assert set(quorum.gone) == set(before) - set(after)
    assert set(quorum.new) == set(after) - set(before)
