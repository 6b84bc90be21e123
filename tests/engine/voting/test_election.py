"""Elections against published counts, and what holds for any papers."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.voting.election import (
    Contest,
    Method,
    choose,
    paper_refusal,
    rules_in_words,
)

CITIES = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
SWEETS = ("Orange", "Pear", "Chocolate", "Strawberry", "Candy")
TENNESSEE = [
    *[{0: 1, 1: 2, 2: 3, 3: 4}] * 42,
    *[{1: 1, 2: 2, 3: 3, 0: 4}] * 26,
    *[{2: 1, 3: 2, 1: 3, 0: 4}] * 15,
    *[{3: 1, 2: 2, 1: 3, 0: 4}] * 17,
]
"""The capital of Tennessee, the example of the encyclopedias: instant runoff chooses Knoxville."""
PARTY = [
    *[{0: 1}] * 4,
    *[{1: 1, 0: 2}] * 2,
    *[{2: 1, 3: 2}] * 8,
    *[{2: 1, 4: 2}] * 4,
    {3: 1},
    {4: 1},
]
"""Three foods for a party, the usual example of a transferable vote with the Droop quota of 6."""

RANKING = "Rank as many as you like: 1 for the first choice, 2 for the second and so on. "
TIED = "Several have as few; an earlier round or else the lot decided."


def named(contest, papers):
    return [contest.options[one] for one in choose(contest, papers).chosen]


def test_the_instant_runoff_of_the_books():
    contest = Contest(Method.RANKED, CITIES)
    assert named(contest, TENNESSEE) == ["Knoxville"]
    said = [one.said for one in choose(contest, TENNESSEE).rounds]
    assert said[0].startswith("“Chattanooga” has the fewest and is out")
    assert said[-1] == "“Knoxville” has the quota of 51 and is chosen. Its surplus of 7 passes on."


def test_the_transferable_vote_of_the_books():
    contest = Contest(Method.RANKED, SWEETS, places=3)
    counted = choose(contest, PARTY)
    assert named(contest, PARTY) == ["Chocolate", "Orange", "Strawberry"]
    assert counted.rounds[0].said.endswith("Its surplus of 6 passes on.")
    second = dict(counted.rounds[1].have)
    assert (second[3], second[4]) == (Fraction(5), Fraction(3))
    assert "chosen without the quota" in counted.rounds[-1].said


def test_approvals_and_points_are_summed():
    approval = Contest(Method.APPROVAL, CITIES, places=2)
    papers = [{0: 1, 1: 1}, {1: 1}, {1: 1, 2: 1}, {2: 1}]
    assert named(approval, papers) == ["Nashville", "Chattanooga"]
    assert choose(approval, papers).rounds[0].said == (
        "Chosen, with the most approvals: Nashville, Chattanooga."
    )
    points = Contest(Method.POINTS, CITIES)
    assert named(points, [{0: 6, 1: 4}, {1: 3}]) == ["Nashville"]
    assert "with the most points: Nashville." in choose(points, [{1: 3}]).rounds[0].said


def test_nothing_is_chosen_that_nobody_wanted():
    for method in (Method.APPROVAL, Method.RANKED, Method.POINTS):
        assert choose(Contest(method, CITIES, places=2), [{}, {}]).chosen == ()
    assert named(Contest(Method.APPROVAL, CITIES, places=3), [{1: 1}]) == ["Nashville"]
    assert "none is chosen" in choose(Contest(Method.APPROVAL, CITIES), []).rounds[0].said
    two = Contest(Method.RANKED, CITIES, places=2)
    assert named(two, [{1: 1}, {1: 1}, {1: 1}]) == ["Nashville"]


def test_a_lot_decides_between_equals_and_can_be_drawn_again():
    contest = Contest(Method.APPROVAL, ("A", "B"), seed="ballot 7")
    counted = choose(contest, [{0: 1}, {1: 1}])
    assert "the lot decided for the first" in counted.rounds[0].said
    assert counted == choose(contest, [{1: 1}, {0: 1}])
    winners = {
        choose(Contest(Method.RANKED, ("A", "B"), seed=str(seed)), [{0: 1}, {1: 1}]).chosen
        for seed in range(20)
    }
    assert winners == {(0,), (1,)}
    tied = choose(Contest(Method.RANKED, ("A", "B")), [{0: 1}, {1: 1}])
    assert "Several have as few" in tied.rounds[0].said


@pytest.mark.parametrize(
    ("method", "marks", "why"),
    [
        (Method.APPROVAL, {9: 1}, "not on it"),
        (Method.APPROVAL, {0: 2}, "approved or it is not"),
        (Method.RANKED, {0: 1, 1: 1}, "each rank once"),
        (Method.RANKED, {0: 2}, "each rank once"),
        (Method.POINTS, {0: 0}, "whole numbers of 1 or more"),
        (Method.POINTS, {0: 6, 1: 5}, "gives 11"),
        (Method.POINTS, {0: 6, 1: 4}, None),
        (Method.RANKED, {3: 1, 0: 2}, None),
        (Method.APPROVAL, {}, None),
    ],
)
def test_why_a_paper_cannot_be_counted(method, marks, why):
    said = paper_refusal(Contest(method, CITIES), marks)
    assert said is None if why is None else why in said


def test_the_way_of_counting_is_said():
    said = {method: " ".join(rules_in_words(Contest(method, CITIES))) for method in Method}
    assert "most approvals" in said[Method.APPROVAL]
    assert "up to 10 points" in said[Method.POINTS]
    assert "more than 1/2 of the papers" in said[Method.RANKED]
    two = " ".join(rules_in_words(Contest(Method.RANKED, CITIES, places=2)))
    assert "2 places are filled" in two


@st.composite
def rankings(draw):
    order = draw(st.permutations(range(4)))
    return {one: rank + 1 for rank, one in enumerate(order[: draw(st.integers(0, 4))])}


@given(st.lists(rankings(), max_size=12), st.integers(1, 3), st.randoms())
def test_the_order_of_papers_never_matters(papers, places, random):
    contest = Contest(Method.RANKED, CITIES, places=places, seed="x")
    mixed = list(papers)
    random.shuffle(mixed)
    counted = choose(contest, papers)
    assert counted == choose(contest, mixed)
    assert len(counted.chosen) <= places
    assert len(set(counted.chosen)) == len(counted.chosen)
    weights = [sum(have for _, have in one.have) for one in counted.rounds]
    assert all(later <= sooner for sooner, later in pairwise(weights))
    if places == 1 and (first := [paper for paper in papers if paper]):
        most = max(sum(paper.get(one) == 1 for paper in first) for one in range(4))
        if 2 * most > len(first):
            (winner,) = counted.chosen
            assert sum(paper.get(winner) == 1 for paper in first) == most


@pytest.mark.parametrize(
    ("contest", "says"),
    [
        (
            Contest(Method.APPROVAL, SWEETS, places=2),
            "Approve as many as you like. The 2 places go to those with the most approvals.",
        ),
        (
            Contest(Method.POINTS, SWEETS, points=7),
            "Give up to 7 points. The place goes to the one with the most points.",
        ),
        (
            Contest(Method.RANKED, SWEETS),
            RANKING
            + "Who has more than 1/2 of the papers is chosen; else the one with the fewest is out "
            "and its papers move to their next choice, until the place is filled.",
        ),
        (
            Contest(Method.RANKED, SWEETS, places=2),
            RANKING
            + "Who has more than 1/3 of the papers is chosen; else the one with the fewest is out "
            "and its papers move to their next choice, until the 2 places are filled.",
        ),
    ],
)
def test_the_rules_in_words(contest, says):
    told = " ".join(rules_in_words(contest))
    assert told == f"{says} Equals are told apart by the rounds before, and at last by lot."


def test_a_transferable_vote_told_round_by_round():
    """Seven papers, two places, a quota of 3: counted by hand."""
    contest = Contest(Method.RANKED, ("Ann", "Ben", "Cleo"), places=2)
    counted = choose(contest, [*[{0: 1, 1: 2}] * 4, *[{2: 1}] * 2, {1: 1}])
    assert [(dict(one.have), one.said) for one in counted.rounds] == [
        (
            {0: 4, 1: 1, 2: 2},
            "“Ann” has the quota of 3 and is chosen. Its surplus of 1 passes on.",
        ),
        (
            {1: 2, 2: 2},
            "“Ben” has the fewest and is out; its papers move on. " + TIED,
        ),
        ({2: 2}, "No more remain than places: Cleo chosen without the quota."),
    ]
    assert counted.chosen == (0, 2)
