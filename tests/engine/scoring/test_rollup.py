from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.rollup import (
    Asked,
    ElementScore,
    by_element,
    element_score,
    mean_score,
    program,
    readiness,
    weigh_by_volume,
)
from app.engine.scoring.score import Score, score
from tests.engine.scoring.answers import an_answer, answers

WEIGHTS = {"GOV": 15, "STR": 10, "PLT": 25, "CON": 15, "VWR": 15, "EXC": 10, "ANA": 10}


def a_score(points):
    return Score(*[Fraction(points)] * 3, Fraction(1))


def by_volume(sources):
    return mean_score(weigh_by_volume(sources))


def test_a_criterion_counts_once_however_many_it_asks():
    scanners = Asked("PLT-01", "PLT", weight=5, asked=1000, known=1000, levels=4000)
    charter = Asked("GOV-01", "PLT", weight=5, asked=1, known=1, levels=0)
    assert element_score([scanners, charter]).confirmed == 50


def test_the_unanswered_count_nothing_in_confirmed_and_are_left_out_of_provisional():
    half = Asked("A", "GOV", weight=4, asked=2, known=1, levels=3)
    open_one = Asked("B", "GOV", weight=4, asked=1, known=0, levels=0)
    found = element_score([half, open_one])
    assert found.confirmed == 100 * Fraction(3, 8) / 2
    assert found.provisional == 75
    assert found.best == 100 * (Fraction(7, 8) + 1) / 2
    assert found.completeness == Fraction(1, 3)


def test_evidence_carries_a_part_of_each_level():
    row = Asked("A", "GOV", weight=4, asked=2, known=2, levels=8, evidenced=8 * 14)
    assert element_score([row]).evidenced == 70
    assert mean_score([(element_score([row]), 1), (a_score(60), 1)]).evidenced == 70


def test_an_element_that_asks_nothing_has_no_score():
    assert element_score([]) is None
    assert element_score([Asked("A", "GOV", weight=4, asked=0, known=0, levels=0)]) is None


def test_an_element_nobody_answered_has_no_provisional_score():
    found = element_score([Asked("A", "GOV", weight=4, asked=2, known=0, levels=0)])
    assert (found.confirmed, found.provisional, found.best) == (0, None, 100)


def test_the_program_is_the_weighted_mean_of_its_elements():
    rows = [
        Asked(code, code, weight=1, asked=1, known=1, levels=4 if code == "PLT" else 0)
        for code in WEIGHTS
    ]
    assert program(by_element(rows, WEIGHTS)).confirmed == 25


def test_an_element_without_a_score_takes_no_part():
    elements = [ElementScore("GOV", 15, a_score(80)), ElementScore("ANA", 10, None)]
    assert program(elements).confirmed == 80
    assert program(elements[1:]) is None


def test_readiness_is_sixty_parts_sources_by_volume_and_forty_own():
    sources = [(a_score(90), 3000), (a_score(50), 1000)]
    assert (
        readiness(by_volume(sources), a_score(60)).confirmed
        == Fraction(6, 10) * 80 + Fraction(4, 10) * 60
    )


def test_an_unknown_volume_counts_as_the_mean_of_the_known():
    sources = [(a_score(90), 3000), (a_score(50), 1000), (a_score(10), None)]
    assert [weight for _, weight in weigh_by_volume(sources)] == [3000, 1000, 2000]


def test_without_volumes_all_sources_count_alike():
    for volume in (None, 0):
        sources = [(a_score(90), volume), (a_score(50), volume)]
        assert readiness(by_volume(sources), a_score(70)).confirmed == 70


def test_without_sources_or_own_answers_there_is_no_readiness():
    assert readiness(by_volume([]), a_score(60)) is None
    assert readiness(a_score(60), None) is None


def test_a_part_without_provisional_points_gives_none():
    open_one = score([an_answer(None)])
    assert mean_score([(open_one, 1)]).provisional is None
    assert mean_score([(open_one, 1), (a_score(60), 1)]).provisional == 60
    assert mean_score([(open_one, 1), (a_score(60), 0)]).provisional is None


@given(answers, answers, st.integers(0, 9000) | st.none())
def test_readiness_stays_within_a_hundred(own, source, volume):
    own_score, source_score = score(own), score(source)
    if own_score is not None and source_score is not None:
        found = readiness(by_volume([(source_score, volume)]), own_score)
        assert 0 <= found.confirmed <= found.best <= 100
