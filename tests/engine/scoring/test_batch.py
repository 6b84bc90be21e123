import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.answer import Answer, AnswerState, Axis, KnockOutTest
from app.engine.scoring.batch import NONE, NOT_ASKED, NOT_KNOWN, Sheet, blank, passage_at
from app.engine.scoring.evidence import TWENTIETHS, Evidence
from app.engine.scoring.knockout import Passage, gravest, knock_outs
from app.engine.scoring.score import tally
from tests.engine.scoring.answers import criteria


@st.composite
def sheets(draw):
    asked = draw(st.lists(criteria, max_size=8, unique_by=lambda one: one.code))
    rows = draw(st.integers(0, 6))
    sheet = blank(asked, rows)
    cells = st.integers(NOT_ASKED, 4)
    for row in range(rows):
        for column in range(len(asked)):
            sheet.levels[row, column] = draw(cells)
            sheet.remedies[row, column] = draw(st.booleans())
            sheet.evidence[row, column] = draw(st.integers(0, len(Evidence) - 1))
    return sheet


def exact_row(sheet: Sheet, row: int) -> list[Answer]:
    def answer(column: int, level: int) -> Answer:
        state = {NOT_ASKED: AnswerState.NOT_APPLICABLE, NOT_KNOWN: AnswerState.UNKNOWN}.get(
            level, AnswerState.ANSWERED
        )
        return Answer(
            sheet.criteria[column],
            level if level >= 0 else None,
            state,
            bool(sheet.remedies[row, column]),
            tuple(Evidence)[sheet.evidence[row, column]],
        )

    return [answer(column, int(level)) for column, level in enumerate(sheet.levels[row])]


@given(sheets())
def test_the_sums_of_many_are_those_of_each(sheet):
    sums = {axis: sheet.sums(axis) for axis in (None, *Axis)}
    for row in range(len(sheet.levels)):
        answers = exact_row(sheet, row)
        assert sums[None].tally(row) == tally(answers)
        for axis in Axis:
            along = [one for one in answers if one.criterion.axis is axis]
            assert sums[axis].tally(row) == tally(along)


@given(sheets())
def test_the_knock_outs_of_many_are_those_of_each(sheet):
    passages = sheet.passages()
    for row in range(len(sheet.levels)):
        answers = exact_row(sheet, row)
        found = knock_outs(answers)
        assert sheet.codes(passages, row, Passage.FAILS) == found.failing
        assert sheet.codes(passages, row, Passage.PROMISED) == found.promised
        assert sheet.codes(passages, row, Passage.UNDETERMINED) == found.undetermined
        for test in (None, *KnockOutTest):
            place = int(sheet.gravest(passages, test)[row])
            assert passage_at(place) is gravest(answers, test=test)


@given(sheets(), st.randoms())
def test_waivers_of_many_are_those_of_each(sheet, random):
    waived = np.zeros(sheet.levels.shape, np.bool_)
    for row, column in np.ndindex(*sheet.levels.shape):
        waived[row, column] = random.random() < 0.5
    passages = sheet.passages(waived)
    for row in range(len(sheet.levels)):
        codes = frozenset(
            one.code for column, one in enumerate(sheet.criteria) if waived[row, column]
        )
        answers = exact_row(sheet, row)
        assert sheet.codes(passages, row, Passage.WAIVED) == knock_outs(answers, codes).waived
        assert passage_at(int(sheet.gravest(passages)[row])) is gravest(answers, codes)


@given(sheets())
def test_the_columns_add_up(sheet):
    asked, known, levels, evidenced = sheet.column_sums()
    carried = list(TWENTIETHS.values())
    for column in range(len(sheet.criteria)):
        cells = [int(cell) for cell in sheet.levels[:, column]]
        assert asked[column] == sum(cell != NOT_ASKED for cell in cells)
        assert known[column] == sum(cell >= 0 for cell in cells)
        assert levels[column] == sum(cell for cell in cells if cell >= 0)
        kept = [carried[place] for place in sheet.evidence[:, column]]
        assert evidenced[column] == sum(
            cell * share for cell, share in zip(cells, kept, strict=True) if cell >= 0
        )


@given(sheets(), st.randoms())
def test_one_subject_more_moves_no_other(sheet, random):
    more = np.array([[random.randint(NOT_ASKED, 4) for _ in sheet.criteria]], np.int8)
    wider = Sheet(
        sheet.criteria,
        np.vstack([sheet.levels, more.reshape(1, len(sheet.criteria))]),
        np.vstack([sheet.remedies, np.zeros((1, len(sheet.criteria)), np.bool_)]),
        np.vstack([sheet.evidence, np.zeros((1, len(sheet.criteria)), np.int8)]),
    )
    before, after = sheet.sums(), wider.sums()
    assert [before.tally(row) for row in range(len(sheet.levels))] == [
        after.tally(row) for row in range(len(sheet.levels))
    ]


def test_a_blank_sheet_asks_nothing():
    sheet = blank([], 2)
    assert sheet.sums().tally(0).score is None
    assert passage_at(NONE) is None
