from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.maturity.level import Area, Held, Piece, held, maturity, meets
from app.engine.maturity.stages import (
    SPECIALIZATIONS,
    STAGES,
    WORDS_OF,
    WORDS_OF_FLAG,
    WORDS_OF_SPECIALIZATION,
    Ask,
    Flag,
    Requirement,
    Specialization,
    Thresholds,
)

EXCHANGE, DECISIONS, ANALYTICS = Specialization
CODES = sorted(
    {
        str(ask.code)
        for asked in (*STAGES.values(), *SPECIALIZATIONS.values())
        for requirement in asked
        for ask in requirement.asks
    }
)


def area(key=1, volume=100, traditional=True, **levels):
    """Everything met, except what is said otherwise."""
    said = dict.fromkeys(CODES, 4) | {code.replace("_", "-"): one for code, one in levels.items()}
    pieces = {code: (Piece(1, level),) for code, level in said.items()}
    return Area(key, f"Area {key}", volume, traditional, pieces)


def ten(**by_code):
    """Ten areas; a code is met in so many of them."""
    return [
        area(
            number,
            **{code: 4 if number < met else 0 for code, met in by_code.items()},
        )
        for number in range(10)
    ]


def test_the_worked_example():
    """Only one line of stage 4 fails; two specializations are met and not counted until it does."""
    lacks = {"PLT_10": 6, Flag.ORDER_DECISION_SUPPORT.value: 0}
    areas = [
        replace(one, pieces=dict(one.pieces) | {Flag.ORDER_DECISION_SUPPORT: (Piece(1, 0),)})
        for one in ten(PLT_10=lacks["PLT_10"])
    ]
    found = maturity(areas)
    assert (found.stage, found.level) == (3, 3)
    assert found.not_counted == (EXCHANGE, ANALYTICS)
    gap = found.next_gaps["4"]
    assert [one.requirement.name for one in gap] == ["PLT-10"]
    assert (gap[0].share, gap[0].shortfall) == (Fraction(6, 10), Fraction(1, 10))

    mended = [
        replace(one, pieces=dict(one.pieces) | {"PLT-10": (Piece(1, 4),)}) if one.key == 6 else one
        for one in areas
    ]
    found = maturity(mended)
    assert (found.level, found.not_counted) == (6, ())
    assert list(found.next_gaps) == [DECISIONS]


def test_all_met_is_the_top():
    found = maturity([area()])
    assert (found.level, found.next_gaps, found.unknown) == (7, {}, ())


def test_nothing_met_is_the_bottom():
    found = maturity([area(**dict.fromkeys((code.replace("-", "_") for code in CODES), 0))])
    assert (found.level, found.earned) == (0, ())
    assert list(found.next_gaps) == ["1"]


def test_without_areas_nothing_is_reached():
    assert maturity([]).level == 0


def test_a_later_stage_does_not_count_without_an_earlier():
    assert maturity(ten(VWR_01=0)).level == 1


def test_the_threshold_can_be_moved():
    areas = ten(VWR_01=5)
    assert maturity(areas).level == 7
    assert maturity(areas, thresholds=Thresholds(first=Fraction(6, 10))).level == 1
    assert maturity(ten(EXC_01=4)).level == 6
    low = Thresholds(specialization=Fraction(4, 10))
    assert maturity(ten(EXC_01=4), thresholds=low).level == 7
    high = Thresholds(fourth=Fraction(9, 10))
    assert maturity(ten(PLT_16=8), thresholds=high).level == 3


def test_gaps_come_in_order_of_effect():
    """A larger shortfall first, unless a smaller one weighs more."""
    areas = ten(PLT_09=6, PLT_10=2, VWR_05=5)
    names = [one.requirement.name for one in maturity(areas).next_gaps["4"]]
    assert names == ["PLT-10", "VWR-05", "PLT-09"]
    heavy = maturity(areas, weights={"PLT-09": 50}).next_gaps["4"]
    assert [one.requirement.name for one in heavy] == ["PLT-09", "PLT-10", "VWR-05"]


def test_unknown_is_not_met_and_listed_apart():
    found = maturity([area(1, VWR_01=None), area(2, VWR_01=0), area(3, VWR_08=None)])
    assert found.stage == 1
    assert [(one.requirement.name, len(one.unknown)) for one in found.unknown] == [
        ("VWR-01", 1),
        ("VWR-08", 1),
    ]


def test_shares_by_count_and_by_volume_stand_side_by_side():
    areas = [area(1, 900), area(2, 50, VWR_01=0), area(3, 50, VWR_01=0), area(4, None, VWR_01=0)]
    one = maturity(areas).stages[2].held[1]
    assert one.requirement.name == "VWR-01"
    assert (one.share, one.share_by_volume) == (Fraction(1, 4), Fraction(9, 10))


def test_what_is_asked_of_nobody_has_no_share_and_does_not_hold():
    one = held(Requirement((Ask("X"),)), [area()], Fraction(1, 2), {})
    assert (one.share, one.share_by_volume, one.holds) == (None, None, False)
    assert one.shortfall == Fraction(1, 2)


def test_a_requirement_of_traditional_areas_passes_by_the_others():
    areas = [area(1, traditional=False, CON_19=0), area(2)]
    one = maturity(areas).stages[1].held[3]
    assert [found.key for found in one.met] == [2]
    assert one.unmet == ()


@pytest.mark.parametrize(
    ("order", "encounter", "met"),
    [(4, 0, True), (0, 4, True), (0, None, None), (0, 0, False), (None, 4, True)],
)
def test_either_of_two_will_do(order, encounter, met):
    one = maturity([area(CON_04=order, CON_05=encounter)]).stages[4].held[3]
    assert (bool(one.met), bool(one.unknown)) == (met is True, met is None)


@pytest.mark.parametrize(
    ("pieces", "met"),
    [
        ([(60, 4), (40, 0)], True),
        ([(50, 3), (50, 0)], True),
        ([(49, 4), (51, 0)], False),
        ([(40, 4), (40, None), (20, 0)], None),
        ([(10, 4), (30, None), (60, 0)], False),
        ([(60, 4), (40, None)], True),
        ([(1, None)], None),
    ],
)
def test_an_area_meets_what_half_of_it_meets(pieces, met):
    found = meets(Ask("X", 3), [Piece(weight, level) for weight, level in pieces])
    assert found is met


@given(
    st.lists(st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(0, 4)), max_size=6),
    st.data(),
)
def test_mending_never_lowers_the_level(cells, data):
    areas = [
        Area(
            number,
            f"Area {number}",
            number,
            pieces={code: (Piece(1, level),) for code, level in one.items()},
        )
        for number, one in enumerate(cells)
    ]
    before = maturity(areas)
    assert 0 <= before.level <= 7
    if not any(cells):
        return
    number = data.draw(st.sampled_from([at for at, one in enumerate(cells) if one]))
    code = data.draw(st.sampled_from(sorted(cells[number])))
    better = replace(areas[number], pieces=dict(areas[number].pieces) | {code: (Piece(1, 4),)})
    after = maturity([*areas[:number], better, *areas[number + 1 :]])
    assert after.level >= before.level
    assert set(after.earned) >= set(before.earned)


def test_everything_has_its_words():
    assert list(WORDS_OF) == list(range(8))
    assert list(WORDS_OF_SPECIALIZATION) == list(Specialization)
    assert list(WORDS_OF_FLAG) == list(Flag)
    assert isinstance(maturity([area()]).stages[1].held[0], Held)
