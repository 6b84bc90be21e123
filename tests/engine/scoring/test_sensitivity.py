from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.answer import Answer, Criterion
from app.engine.scoring.sensitivity import HEAVIEST, LIGHTEST, STEP, Ranked, ranking, reaches

CODES = "ABCD"


def a_thing(key, **levels):
    """Levels by code; the weight of A is 1, of B 2 and so on unless `weights` says otherwise."""
    weights = levels.pop("weights", dict(zip(CODES, (1, 2, 3, 4), strict=True)))
    answers = (Answer(Criterion(code, weights[code]), level) for code, level in levels.items())
    return Ranked(key, tuple(answers))


def order_at(things, code, weight, top):
    """The top of the list with one weight in thousandths, scored without the engine's sums."""

    def points(one):
        known = [(answer.criterion, answer.known) for answer in one.answers]
        known = [
            (Fraction(weight, STEP) if criterion.code == code else criterion.weight, level)
            for criterion, level in known
            if level is not None
        ]
        return sum(w * level for w, level in known) / Fraction(sum(w for w, _ in known))

    scored = [one for one in things if any(answer.known is not None for answer in one.answers)]
    return [one.key for one in sorted(scored, key=lambda one: (-points(one), one.key))][:top]


@st.composite
def lists(draw):
    weights = {code: draw(st.integers(1, 6)) for code in CODES}
    levels = st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(0, 4))
    many = draw(st.integers(1, 5))
    return [a_thing(f"T{place}", weights=weights, **draw(levels)) for place in range(many)]


def reach_of(things, code, top=9):
    return next(one for one in reaches(things, top) if one.code == code)


def test_the_weight_at_which_two_swap_is_found_exactly():
    # first: (4x + 0) / (x + 2), second: (0 + 2 * 3) / (x + 2): level at x = 1.5
    things = [a_thing("first", A=4, B=0), a_thing("second", A=0, B=3)]
    assert ranking(things) == ["second", "first"]
    found = reach_of(things, "A")
    assert (found.up.weight, found.up.riser, found.up.faller) == (1500, "first", "second")
    assert found.down is None
    assert found.room == Fraction(1, 2)


def test_a_tie_that_the_key_decides_the_other_way_flips_at_the_next_thousandth():
    things = [a_thing("b", A=4, B=0), a_thing("a", A=0, B=2)]
    assert ranking(things) == ["a", "b"]
    found = reach_of(things, "A")
    assert (found.up.weight, found.up.riser) == (1001, "b")


def test_who_stands_below_the_top_counts_only_against_its_last():
    things = [a_thing("a", A=4, B=4), a_thing("b", A=0, B=4), a_thing("c", A=4, B=1)]
    assert ranking(things) == ["a", "b", "c"]
    assert reach_of(things, "A", top=1).up is None
    assert reach_of(things, "A", top=2).up.riser == "c"


@pytest.mark.parametrize(("weight", "at", "side"), [(1, 2607, "up"), (80, 61_393, "down")])
def test_a_lead_that_dips_and_comes_back_is_caught_in_the_dip(weight, at, side):
    # ahead while x^2 - 64 x + 160 > 0, that is outside of 2.6061 and 61.3939
    weights = {"A": weight, "B": 4, "C": 40}
    things = [
        a_thing("first", A=1, B=4, weights=weights),
        a_thing("second", A=0, C=3, weights=weights),
    ]
    assert ranking(things) == ["first", "second"]
    found = getattr(reach_of(things, "A"), side)
    assert (found.weight, found.riser, found.faller) == (at, "second", "first")
    compare_with_grid(things, "A", 9, every=7)


def test_what_nothing_answers_has_no_reach():
    assert reaches([a_thing("a", A=None)], 3) == ()
    assert ranking([a_thing("a", A=None)]) == []


def test_the_tightest_weight_comes_first_and_one_without_limits_last():
    things = [a_thing("a", A=4, B=4, C=2), a_thing("b", A=4, B=1, C=3)]
    rooms = [one.room for one in reaches(things, 2)]
    assert None in rooms
    assert rooms == sorted(rooms, key=lambda room: (room is None, room))


def test_rooms_are_shares_of_the_weight_and_order_the_list():
    weights = {"A": 10, "B": 10, "C": 1, "D": 1}
    things = [a_thing("a", A=4, B=1, C=4, weights=weights), a_thing("b", A=1, B=4, weights=weights)]
    rooms = {one.code: one.room for one in reaches(things, 2)}
    assert [one.code for one in reaches(things, 2)] == sorted(
        rooms, key=lambda code: (rooms[code] is None, rooms[code] or 0, code)
    )
    # level where x^2 + x = 100, that is at 9.5125
    assert rooms["A"] == Fraction(10_000 - 9_512, 10_000)


def compare_with_grid(things, code, top, every):
    """Within the limits the order stands at every point of the grid; at a limit it has changed."""
    found = reach_of(things, code, top)
    now = order_at(things, code, found.weight * STEP, top)
    up = found.up.weight if found.up else HEAVIEST * STEP + 1
    down = found.down.weight if found.down else LIGHTEST * STEP - 1
    inside = {*range(down + 1, up, every), up - 1, down + 1}
    assert all(order_at(things, code, at, top) == now for at in inside)
    for flip in (found.up, found.down):
        if flip:
            after = order_at(things, code, flip.weight, top)
            assert after != now
            if flip.faller in after:
                assert after.index(flip.riser) < after.index(flip.faller)


@given(lists(), st.integers(1, 5), st.data())
def test_limits_agree_with_a_grid_search(things, top, data):
    found = reaches(things, top)
    if found:
        code = data.draw(st.sampled_from([one.code for one in found]))
        compare_with_grid(things, code, top, every=173)
