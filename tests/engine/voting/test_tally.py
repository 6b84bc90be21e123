from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.voting.ballot import (
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    UNANIMOUS,
    BallotKind,
    ChairVotes,
    Choice,
    Denominator,
    Outcome,
    Proxies,
    Quorum,
    QuorumBasis,
    Rule,
    Threshold,
    TieResult,
)
from app.engine.voting.roll import Attendance, Place
from app.engine.voting.tally import tally, tally_of_box
from tests.engine.voting.rolls import a_vote

A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
PRESENT = Rule(denominator=Denominator.PRESENT)
MEMBERS = Rule(denominator=Denominator.ENTIRE_MEMBERSHIP)
OF_THOSE_LEFT = Rule(quorum=Quorum(QuorumBasis.FRACTION_EXCLUDING_RECUSED))

ORACLES = [
    pytest.param({"present": 9, "yes": 5, "no": 3, "abstain": 1}, Rule(), "carried", id="1"),
    pytest.param({"present": 9, "yes": 4, "no": 4, "abstain": 1}, Rule(), "rejected", id="2"),
    pytest.param(
        {"present": 9, "yes": 5, "no": 3, "abstain": 1},
        Rule(to_carry=TWO_THIRDS),
        "rejected",
        id="3",
    ),
    pytest.param({"present": 9, "yes": 6, "no": 3}, Rule(to_carry=TWO_THIRDS), "carried", id="4"),
    pytest.param({"present": 9, "yes": 5, "no": 2, "abstain": 2}, PRESENT, "carried", id="5"),
    pytest.param({"present": 9, "yes": 4, "no": 1, "abstain": 4}, PRESENT, "rejected", id="6"),
    pytest.param({"present": 9, "yes": 6, "abstain": 3}, MEMBERS, "rejected", id="7"),
    pytest.param({"present": 6, "yes": 6}, Rule(), "inquorate", id="8"),
    pytest.param({"present": 8, "yes": 5, "no": 1, "recused": 2}, Rule(), "inquorate", id="9"),
    pytest.param(
        {"present": 8, "yes": 5, "no": 1, "recused": 2},
        Rule(recused_in_quorum=True),
        "carried",
        id="10",
    ),
    pytest.param(
        {"present": 8, "yes": 5, "no": 1, "recused": 2}, OF_THOSE_LEFT, "carried", id="11"
    ),
    pytest.param(
        {"present": 7, "proxies": 2, "yes": 5, "no": 4},
        Rule(proxies=Proxies(per_holder=1, in_quorum=False)),
        "carried",
        id="12",
    ),
]


@pytest.mark.parametrize(("given_votes", "rule", "outcome"), ORACLES)
def test_twelve_votes_of_a_body_with_twelve_seats(given_votes, rule, outcome):
    assert tally(rule, *a_vote(12, **given_votes)).outcome == outcome


def test_the_numbers_behind_an_oracle():
    counted = tally(OF_THOSE_LEFT, *a_vote(12, present=8, yes=5, no=1, recused=2))
    assert (counted.quorum.base, counted.quorum.needed, counted.quorum.have) == (10, 6, 6)
    assert (counted.passage.base, counted.passage.needed, counted.passage.have) == (6, 4, 5)
    assert (counted.recused, counted.quorum.missing, counted.passage.missing) == (2, 0, 0)


def test_a_proxy_fills_the_quorum_where_the_rule_says_so():
    votes = {"present": 6, "proxies": 2, "yes": 8}
    outside = Rule(proxies=Proxies(1, in_quorum=False))
    inside = Rule(proxies=Proxies(1, in_quorum=True))
    assert tally(outside, *a_vote(12, **votes)).outcome is Outcome.INQUORATE
    assert tally(inside, *a_vote(12, **votes)).outcome is Outcome.CARRIED


def test_a_vacant_seat_is_a_member_where_the_rule_says_so():
    with_vacancies = Rule(denominator=Denominator.ENTIRE_MEMBERSHIP)
    without = Rule(denominator=Denominator.ENTIRE_MEMBERSHIP, vacant_in_membership=False)
    assert tally(with_vacancies, *a_vote(9, yes=4, vacant=2)).passage.base == 9
    assert tally(without, *a_vote(9, yes=4, vacant=2)).outcome is Outcome.CARRIED


def test_a_quorum_by_count():
    rule = Rule(quorum=Quorum(QuorumBasis.COUNT, count=3))
    assert tally(rule, *a_vote(12, yes=2)).outcome is Outcome.INQUORATE
    assert tally(rule, *a_vote(12, yes=3)).outcome is Outcome.CARRIED


def test_a_quorum_may_want_every_group():
    rule = Rule(quorum=Quorum(groups=frozenset({"clinical", "it"})))
    here = Attendance.PRESENT
    roll = [Place(1, "clinical", attendance=here), Place(2, "clinical", attendance=here)]
    roll.append(Place(3, "it"))
    counted = tally(rule, roll, {1: A, 2: A})
    assert counted.quorum.met
    assert not counted.has_quorum
    assert counted.missing_groups == ("it",)
    assert counted.outcome is Outcome.INQUORATE


def test_a_seat_without_a_vote_is_no_part_of_the_base():
    roll = [Place(1, attendance=Attendance.PRESENT), Place(2, is_voting=False)]
    assert tally(Rule(), roll, {1: A}).quorum.base == 1


def test_nothing_of_nothing_is_not_enough():
    counted = tally(Rule(to_carry=TWO_THIRDS), *a_vote(3, abstain=3))
    assert counted.outcome is Outcome.REJECTED


def with_a_chair(chair, others, **rule):
    here = Attendance.PRESENT
    roll = [Place(0, is_chair=True, attendance=here if chair else Attendance.ABSENT)]
    roll += [Place(key, attendance=here) for key in range(1, len(others) + 1)]
    votes = dict(enumerate(others, start=1)) | ({0: chair} if chair else {})
    return tally(Rule(**rule), roll, votes)


RESERVE = {"chair_votes": ChairVotes.TIE_ONLY, "tie_result": TieResult.CHAIR_CASTS}
TWICE = {"tie_result": TieResult.CHAIR_CASTS}


@pytest.mark.parametrize(
    ("chair", "others", "rule", "outcome"),
    [
        pytest.param(A, [A, R], RESERVE, "carried", id="breaks the tie for"),
        pytest.param(R, [A, R], RESERVE, "rejected", id="breaks the tie against"),
        pytest.param(X, [A, R], RESERVE, "rejected", id="abstains on a tie"),
        pytest.param(None, [A, R], RESERVE, "rejected", id="is away on a tie"),
        pytest.param(R, [A, A, R], RESERVE, "carried", id="is not counted without a tie"),
        pytest.param(A, [X, X], RESERVE, "rejected", id="nothing is not a tie"),
        pytest.param(A, [R, X], TWICE, "carried", id="has one vote more on a tie"),
        pytest.param(A, [R, X], {}, "rejected", id="a tie fails"),
    ],
)
def test_the_chair(chair, others, rule, outcome):
    assert with_a_chair(chair, others, **rule).outcome == outcome


def test_the_casting_vote_is_named_and_counted():
    counted = with_a_chair(A, [R, X], **TWICE)
    assert (counted.casting, counted.approve, counted.reject) == (A, 2, 1)


def test_a_chair_who_never_votes_is_no_member():
    roll = [Place(0, is_chair=True), Place(1, attendance=Attendance.PRESENT)]
    counted = tally(Rule(chair_votes=ChairVotes.NEVER), roll, {1: A})
    assert (counted.quorum.base, counted.outcome) == (1, "carried")
    with pytest.raises(ValueError, match="Seat 0"):
        tally(Rule(chair_votes=ChairVotes.NEVER), roll, {0: A})


def test_a_recused_chair_breaks_no_tie():
    roll = [Place(0, is_chair=True, is_recused=True, attendance=Attendance.PRESENT)]
    roll += [Place(key, attendance=Attendance.PRESENT) for key in (1, 2)]
    assert tally(Rule(**RESERVE), roll, {0: A, 1: A, 2: R}).casting is None


def test_a_recused_vote_is_void():
    roll = [Place(1, is_recused=True, attendance=Attendance.PRESENT)]
    roll.append(Place(2, attendance=Attendance.PRESENT))
    counted = tally(OF_THOSE_LEFT, roll, {1: R, 2: A})
    assert (counted.approve, counted.reject, counted.recused) == (1, 0, 1)


@pytest.mark.parametrize("place", [Place(1, is_vacant=True), Place(1, is_voting=False)])
def test_a_vote_from_nowhere_is_an_error(place):
    with pytest.raises(ValueError, match="has no vote"):
        tally(Rule(), [place], {1: A})


def test_a_vote_of_an_absent_seat_is_an_error():
    with pytest.raises(ValueError, match="more votes than seats"):
        tally(Rule(), [Place(1)], {1: A})


THRESHOLDS = {
    MAJORITY: lambda have, base: Fraction(have, base) > Fraction(1, 2),
    TWO_THIRDS: lambda have, base: Fraction(have, base) >= Fraction(2, 3),
    THREE_QUARTERS: lambda have, base: Fraction(have, base) >= Fraction(3, 4),
    UNANIMOUS: lambda have, base: Fraction(have, base) == 1,
    Threshold(3, 5, more_than=False): lambda have, base: Fraction(have, base) >= Fraction(3, 5),
    Threshold(2, 3, more_than=True): lambda have, base: Fraction(have, base) > Fraction(2, 3),
}
SEATS = 25


def test_every_threshold_agrees_with_fractions():
    """Every way up to 25 seats can vote, six thresholds, three bases.

    How many of the rest are recused changes none of the bases, so this stands for 427,518 cases.
    """
    cases = 0
    for yes, no, abstain in product(range(SEATS + 1), repeat=3):
        if yes + no + abstain > SEATS:
            continue
        bases = (yes + no, yes + no + abstain, SEATS)
        for base, (share, meets) in product(bases, THRESHOLDS.items()):
            expected = yes > 0 and meets(yes, base)
            assert share.met(yes, base) == expected == (yes >= share.needed(base))
            cases += SEATS - yes - no - abstain + 1
    assert cases == 427_518


@given(st.data())
def test_the_tally_agrees_with_fractions(data):
    """The same comparison through roll and rule, where the base has to be found first."""
    yes, no, abstain, recused = data.draw(st.tuples(*[st.integers(0, 6)] * 4))
    denominator = data.draw(st.sampled_from(Denominator))
    share, meets = data.draw(st.sampled_from(sorted(THRESHOLDS.items(), key=str)))
    rule = Rule(quorum=Quorum(QuorumBasis.COUNT, count=1), to_carry=share, denominator=denominator)
    counted = tally(rule, *a_vote(SEATS, yes=yes, no=no, abstain=abstain, recused=recused))
    base = {
        Denominator.VOTES_CAST: yes + no,
        Denominator.PRESENT: yes + no + abstain,
        Denominator.ENTIRE_MEMBERSHIP: SEATS,
    }[denominator]
    if yes + no + abstain == 0:
        assert counted.outcome is Outcome.INQUORATE
    else:
        assert (counted.outcome is Outcome.CARRIED) == (yes > 0 and meets(yes, base))


rules = st.builds(
    Rule,
    quorum=st.builds(Quorum, st.sampled_from(QuorumBasis), st.integers(1, 9)),
    to_carry=st.sampled_from(sorted(THRESHOLDS, key=str)),
    denominator=st.sampled_from(Denominator),
    recused_in_quorum=st.booleans(),
    vacant_in_membership=st.booleans(),
    chair_votes=st.sampled_from(ChairVotes),
    tie_result=st.sampled_from(TieResult),
)
electorates = st.lists(st.sampled_from([A, R, X, "recused", None]), min_size=1, max_size=15)


def as_ballot(rule, electorate):
    """The first seat is the chair; where the chair has no vote, the seat casts none."""
    here, away = Attendance.PRESENT, Attendance.ABSENT
    roll = [
        Place(
            key,
            is_chair=key == 0,
            is_recused=act == "recused",
            attendance=here if act else away,
        )
        for key, act in enumerate(electorate)
    ]
    silent = rule.chair_votes is ChairVotes.NEVER
    return roll, {
        key: act
        for key, act in enumerate(electorate)
        if act in tuple(Choice) and not (silent and key == 0)
    }


@given(rules, electorates, st.integers())
def test_the_order_of_votes_and_seats_changes_nothing(rule, electorate, seed):
    roll, votes = as_ballot(rule, electorate)
    shuffled, order = list(votes.items()), Random(seed)
    order.shuffle(shuffled)
    seats = list(roll)
    order.shuffle(seats)
    assert tally(rule, seats, dict(shuffled)) == tally(rule, roll, votes)


@given(rules, electorates)
def test_a_vote_turned_in_favor_never_loses(rule, electorate):
    roll, votes = as_ballot(rule, electorate)
    before = tally(rule, roll, votes)
    for key, choice in votes.items():
        is_reserve = key == 0 and rule.chair_votes is not ChairVotes.ALWAYS
        if choice is R and before.outcome is Outcome.CARRIED and not is_reserve:
            assert tally(rule, roll, votes | {key: A}).outcome is Outcome.CARRIED


@given(rules, electorates)
def test_quorum_does_not_depend_on_how_seats_vote(rule, electorate):
    roll, votes = as_ballot(rule, electorate)
    against = dict.fromkeys(votes, R)
    assert tally(rule, roll, votes).quorum == tally(rule, roll, against).quorum


def test_a_seat_outside_the_quorum_votes_and_neither_fills_nor_widens_it():
    """Ten voting seats of which two are ex officio: the quorum is more than half of eight."""
    places, votes = a_vote(10, yes=5)
    roll = [replace(one, fills_quorum=one.key not in {0, 1}) for one in places]
    counted = tally(Rule(), roll, votes)
    assert (counted.quorum.base, counted.quorum.needed, counted.quorum.have) == (8, 5, 3)
    assert counted.outcome is Outcome.INQUORATE
    assert counted.approve == 5


SECRET = Rule(kind=BallotKind.SECRET)


def of_box(rule, many, seats=5):
    roll, _ = a_vote(seats, present=seats)
    return tally_of_box(rule, roll, many)


def test_a_box_is_counted_without_naming_a_seat():
    counted = of_box(SECRET, {A: 2, R: 1})
    assert (counted.approve, counted.reject, counted.outcome) == (2, 1, Outcome.CARRIED)
    assert not counted.is_unopened


def test_a_box_with_too_few_papers_stays_unread():
    counted = of_box(SECRET, {A: 2})
    assert counted.is_unopened
    assert (counted.approve, counted.outcome) == (0, Outcome.INQUORATE)
    assert of_box(Rule(kind=BallotKind.SHOW_OF_HANDS), {A: 2}).approve == 2


def test_a_box_never_holds_more_papers_than_seats():
    with pytest.raises(ValueError, match="more papers than seats"):
        of_box(SECRET, {A: 6})
