import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.rollup import mean_score, weigh_by_volume
from app.engine.scoring.weighed import _mean, weighed_score
from tests.engine.scoring.test_batch import sheets

volumes = st.none() | st.integers(0, 5_000) | st.just(10**15)


def one_by_one(sums, many, given_volumes):
    scores = [(sums.tally(row).score, given_volumes[row]) for row in range(many)]
    return mean_score(weigh_by_volume([one for one in scores if one[0] is not None]))


@given(sheets(), st.data())
def test_the_mean_of_many_at_once_is_that_of_one_by_one(sheet, data):
    many = len(sheet.levels)
    given_volumes = data.draw(st.lists(volumes, min_size=many, max_size=many))
    sums = sheet.sums()
    assert weighed_score(sums, given_volumes) == one_by_one(sums, many, given_volumes)


@given(sheets(), st.sampled_from(["GOV", "PLT", "VWR"]))
def test_an_element_is_summed_by_itself(sheet, element):
    sums = sheet.sums(element=element)
    alone = [place for place, one in enumerate(sheet.criteria) if one.element == element]
    for row in range(len(sheet.levels)):
        assert sums.asked[row] == (sheet.levels[row, alone] != -2).sum()


def test_rows_without_volume_have_no_mean():
    assert _mean(np.array([5]), np.array([10]), np.array([0], object)) is None
