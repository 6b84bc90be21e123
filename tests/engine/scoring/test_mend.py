from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.knockout import Passage, gravest, passage
from app.engine.scoring.mend import mends, program_gain
from app.engine.scoring.rollup import Asked, by_element, program
from app.engine.scoring.score import score
from app.engine.scoring.status import FitStatus, fit_status
from tests.engine.scoring.answers import an_answer, answers, left_out


def test_the_gain_of_each_criterion_is_what_it_lacks_of_its_weight():
    found = mends([an_answer(3, 5, code="A"), an_answer(0, 3, code="B"), an_answer(4, 2, code="C")])
    assert [one.code for one in found] == ["B", "A"]
    assert [one.confirmed for one in found] == [30, Fraction(25, 2)]
    assert [one.provisional for one in found] == [30, Fraction(25, 2)]


def test_answering_an_open_one_gives_to_both_scores_differently():
    (found,) = mends([an_answer(2, 1, code="A"), left_out(), an_answer(None, 1, code="B")])[:1]
    assert (found.code, found.confirmed, found.provisional) == ("B", 50, 25)


def test_with_nothing_known_there_is_no_provisional_to_compare_with():
    (found,) = mends([an_answer(None, code="A")])
    assert (found.confirmed, found.provisional) == (100, None)


def test_what_is_complete_or_left_out_is_not_to_be_mended():
    assert mends([an_answer(4), left_out()]) == ()
    assert mends([left_out()]) == ()


def test_it_says_when_the_word_changes_and_a_knock_out_falls():
    found = {
        one.code: one
        for one in mends(
            [
                an_answer(4, 9, code="A"),
                an_answer(1, 1, code="K", pass_level=3),
                an_answer(3, 1, code="Z"),
            ]
        )
    }
    assert (found["K"].status, found["K"].becomes) == (FitStatus.NOT_FIT, FitStatus.FIT)
    assert found["K"].lifts_knock_out
    assert found["K"].lifts_status
    assert not found["Z"].lifts_status
    assert not found["Z"].lifts_knock_out


def test_a_waived_knock_out_is_lifted_and_a_passed_one_is_not():
    asked = [an_answer(1, code="K", pass_level=3), an_answer(3, code="P", pass_level=3)]
    found = {one.code: one for one in mends(asked, frozenset({"K"}))}
    assert found["K"].lifts_knock_out
    assert found["K"].becomes is FitStatus.FIT
    assert not found["P"].lifts_knock_out


@given(answers)
def test_each_gain_is_the_difference_of_two_whole_scores(given_answers):
    before = score(given_answers)
    found = {one.code: one for one in mends(given_answers)}
    for place, answer in enumerate(given_answers):
        code = answer.criterion.code
        assert (code in found) == (answer.counts and answer.known != 4)
        if code in found:
            changed = list(given_answers)
            changed[place] = an_answer(
                4, answer.criterion.weight, pass_level=answer.criterion.pass_level
            )
            after = score(changed)
            assert found[code].after.confirmed == after.confirmed
            assert found[code].confirmed == after.confirmed - before.confirmed >= 0
            assert found[code].becomes is fit_status(after, gravest(changed))
            assert found[code].lifts_knock_out == (passage(answer) not in {None, Passage.PASSES})


@st.composite
def columns(draw):
    """Criteria over all they ask; the first has room to rise."""
    rows = []
    for place in range(draw(st.integers(1, 6))):
        asked = draw(st.integers(0 if place else 1, 5))
        known = draw(st.integers(0, asked))
        levels = draw(st.integers(0, 4 * known))
        element = draw(st.sampled_from("AB"))
        rows.append(Asked(f"C{place}", element, draw(st.integers(1, 5)), asked, known, levels))
    return rows


@given(columns(), st.integers(1, 4))
def test_what_the_program_gains_is_the_difference_of_two_whole_roll_ups(rows, levels):
    weights = {"A": 30, "B": 20, "C": 50}
    before = program(by_element(rows, weights))
    better = [replace(rows[0], levels=rows[0].levels + levels), *rows[1:]]
    after = program(by_element(better, weights))
    assert program_gain("C0", levels, rows, weights) == after.confirmed - before.confirmed


def test_a_waiver_stands_before_and_after_the_mending_of_another():
    asked = [
        an_answer(0, 1, code="W", pass_level=3),
        an_answer(4, 20, code="A"),
        an_answer(3, 1, code="Z"),
    ]
    found = {one.code: one for one in mends(asked, frozenset({"W"}))}
    assert (found["Z"].status, found["Z"].becomes) == (FitStatus.CONDITIONAL,) * 2
    without = {one.code: one for one in mends(asked)}
    assert (without["Z"].status, without["Z"].becomes) == (FitStatus.NOT_FIT,) * 2
