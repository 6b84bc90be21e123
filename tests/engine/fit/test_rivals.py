from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.fit.rivals import Candidate, rival_of, strongest

CONTENT = frozenset({"dicom_2d", "photo_jpeg", "video_mp4", "pdf"})


def a_viewer(key, functional=88, technical=90, does=CONTENT, **others):
    return Candidate(key, f"V{key}", "enterprise", frozenset(does), functional, technical, **others)


def rival(one, *others):
    return rival_of(one, strongest([one, *others]).get(one.group, ()))


def test_a_stronger_one_that_covers_it_takes_over():
    weak, strong = a_viewer(1, 55, 70), a_viewer(2)
    assert rival(weak, strong) is strong
    assert rival(strong, weak) is None


@pytest.mark.parametrize(
    "other",
    [
        a_viewer(2, does={"dicom_2d", "pdf"}),
        a_viewer(2, functional=54, technical=100),
        a_viewer(2, functional=59),
        a_viewer(2, technical=65),
        a_viewer(2, technical=59),
        a_viewer(2, functional=None),
        a_viewer(2, technical=None),
        a_viewer(2, is_active=False),
        Candidate(2, "V2", "diagnostic", CONTENT, Fraction(88), Fraction(90)),
    ],
)
def test_one_that_falls_short_in_any_way_does_not(other):
    assert rival(a_viewer(1, 55, 70), other) is None


def test_nine_tenths_are_enough():
    does = {str(number) for number in range(10)}
    assert rival(a_viewer(1, 55, 70, does=does), a_viewer(2, does=does - {"0"})) is not None
    assert rival(a_viewer(1, 55, 70, does=does), a_viewer(2, does=does - {"0", "1"})) is None


def test_what_does_nothing_known_has_no_rival():
    assert rival(a_viewer(1, 55, 70, does=()), a_viewer(2)) is None


def test_the_strongest_is_named_and_of_equals_the_older():
    one = a_viewer(3, 61, 61)
    assert rival(one, a_viewer(1, 70, 70), a_viewer(2)).key == 2
    assert rival(one, a_viewer(2, 61, 61)).key == 2
    assert rival(a_viewer(2, 61, 61), one) is None


def test_an_unknown_axis_is_no_weaker_than_nothing():
    assert rival(a_viewer(1, None, 70), a_viewer(2)) is not None


points = st.none() | st.integers(50, 100).map(Fraction)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 99),
        name=st.just("V"),
        group=st.just("enterprise"),
        does=st.frozensets(st.sampled_from(sorted(CONTENT))),
        functional=points,
        technical=points,
    ),
    unique_by=lambda one: one.key,
)


@given(candidates)
def test_no_two_take_each_other_over(ones):
    strong = strongest(ones).get("enterprise", ())
    takes = {one.key: found.key for one in ones if (found := rival_of(one, strong))}
    assert all(takes.get(other) != key for key, other in takes.items())
