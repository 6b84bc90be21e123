"""Golden vectors: numbers, outcome and every sentence of the ledger, word for word."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from app.engine.voting.ballot import (
    TWO_THIRDS,
    BallotKind,
    Choice,
    Denominator,
    Outcome,
    Phase,
    Proxies,
    Quorum,
    QuorumBasis,
    Rule,
    TieResult,
)
from app.engine.voting.ledger import Clause, ledger, what_it_takes
from app.engine.voting.roll import Attendance, Place, Roll
from app.engine.voting.tally import tally, tally_of_box

A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
CAST, PRESENT, ALL = Denominator.VOTES_CAST, Denominator.PRESENT, Denominator.ENTIRE_MEMBERSHIP
EXCLUDING = Quorum(QuorumBasis.FRACTION_EXCLUDING_RECUSED)
QUORUM = "The quorum is more than half of 12 voting seats: 7."
ENOUGH = "9 seats took part, enough for a quorum."
CARRIED, FAILED = "The proposal carried.", "The proposal failed."
NO_VOTE = "There was no quorum, so there was no valid vote."


def a_meeting(seats, present, ways, **many):
    """Seats in order: those who vote, those who stepped aside, those who came and said nothing."""
    recused, vacant, by_proxy, lapsed = (
        many.get(name, 0) for name in ("recused", "vacant", "by_proxy", "lapsed")
    )
    yes, no, abstain = ways
    votes = [A] * yes + [R] * no + [X] * abstain
    roll = []
    for key in range(seats):
        here = key < present
        roll.append(
            Place(
                key,
                is_recused=len(votes) <= key < len(votes) + recused,
                is_vacant=key >= seats - vacant,
                attendance=(
                    Attendance.BY_PROXY
                    if present - by_proxy <= key < present
                    else Attendance.PRESENT
                    if here
                    else Attendance.ABSENT
                ),
                has_lapsed_proxy=present <= key < present + lapsed,
            )
        )
    return roll, dict(enumerate(votes))


def said(rule, roll, votes):
    return [
        one.text
        for one in ledger(rule, roll, tally(rule, roll, votes), Phase.CLOSED, disclosed=True)
    ]


TWELVE = [
    (
        Rule(),
        a_meeting(12, 9, (5, 3, 1)),
        [
            QUORUM,
            ENOUGH,
            "5 for, 3 against, 1 abstained, 0 stepped aside.",
            "Needed: more than half of 8 votes cast, which is 5. For: 5, 0 more than needed.",
            CARRIED,
        ],
    ),
    (
        Rule(),
        a_meeting(12, 9, (4, 4, 1)),
        [
            QUORUM,
            ENOUGH,
            "4 for, 4 against, 1 abstained, 0 stepped aside.",
            "Needed: more than half of 8 votes cast, which is 5. For: 4, 1 too few.",
            FAILED,
        ],
    ),
    (
        Rule(to_carry=TWO_THIRDS),
        a_meeting(12, 9, (5, 3, 1)),
        [
            QUORUM,
            ENOUGH,
            "5 for, 3 against, 1 abstained, 0 stepped aside.",
            "Needed: two thirds or more of 8 votes cast, which is 6. For: 5, 1 too few.",
            FAILED,
        ],
    ),
    (
        Rule(to_carry=TWO_THIRDS),
        a_meeting(12, 9, (6, 3, 0)),
        [
            QUORUM,
            ENOUGH,
            "6 for, 3 against, 0 abstained, 0 stepped aside.",
            "Needed: two thirds or more of 9 votes cast, which is 6. For: 6, 0 more than needed.",
            CARRIED,
        ],
    ),
    (
        Rule(denominator=PRESENT),
        a_meeting(12, 9, (5, 2, 2)),
        [
            QUORUM,
            ENOUGH,
            "5 for, 2 against, 2 abstained, 0 stepped aside.",
            (
                "Needed: more than half of 9 seats taking part, which is 5. "
                "For: 5, 0 more than needed."
            ),
            CARRIED,
        ],
    ),
    (
        Rule(denominator=PRESENT),
        a_meeting(12, 9, (4, 1, 4)),
        [
            QUORUM,
            ENOUGH,
            "4 for, 1 against, 4 abstained, 0 stepped aside.",
            "Needed: more than half of 9 seats taking part, which is 5. For: 4, 1 too few.",
            FAILED,
        ],
    ),
    (
        Rule(denominator=ALL),
        a_meeting(12, 9, (6, 0, 3)),
        [
            QUORUM,
            ENOUGH,
            "6 for, 0 against, 3 abstained, 0 stepped aside.",
            (
                "Needed: more than half of 12 seats of the entire membership, which is 7. "
                "For: 6, 1 too few."
            ),
            FAILED,
        ],
    ),
    (
        Rule(),
        a_meeting(12, 6, (6, 0, 0)),
        [
            QUORUM,
            "6 seats took part, 1 too few.",
            "6 for, 0 against, 0 abstained, 0 stepped aside.",
            "Needed: more than half of 6 votes cast, which is 4. For: 6, 2 more than needed.",
            NO_VOTE,
        ],
    ),
    (
        Rule(),
        a_meeting(12, 8, (5, 1, 0), recused=2),
        [
            QUORUM,
            "6 seats took part, 1 too few.",
            "5 for, 1 against, 0 abstained, 2 stepped aside.",
            "Needed: more than half of 6 votes cast, which is 4. For: 5, 1 more than needed.",
            NO_VOTE,
        ],
    ),
    (
        Rule(recused_in_quorum=True),
        a_meeting(12, 8, (5, 1, 0), recused=2),
        [
            QUORUM,
            "8 seats took part, enough for a quorum.",
            "5 for, 1 against, 0 abstained, 2 stepped aside.",
            "Needed: more than half of 6 votes cast, which is 4. For: 5, 1 more than needed.",
            CARRIED,
        ],
    ),
    (
        Rule(quorum=EXCLUDING),
        a_meeting(12, 8, (5, 1, 0), recused=2),
        [
            "The quorum is more than half of 10 voting seats (12 less 2 stepped aside): 6.",
            "6 seats took part, enough for a quorum.",
            "5 for, 1 against, 0 abstained, 2 stepped aside.",
            "Needed: more than half of 6 votes cast, which is 4. For: 5, 1 more than needed.",
            CARRIED,
        ],
    ),
    (
        Rule(proxies=Proxies(1)),
        a_meeting(12, 9, (5, 4, 0), by_proxy=2),
        [
            QUORUM,
            "7 seats took part, enough for a quorum.",
            "2 seats by proxy: such a vote counts and does not fill the quorum.",
            "5 for, 4 against, 0 abstained, 0 stepped aside.",
            "Needed: more than half of 9 votes cast, which is 5. For: 5, 0 more than needed.",
            CARRIED,
        ],
    ),
]


@pytest.mark.parametrize(("rule", "votes", "lines"), TWELVE, ids=range(1, 13))
def test_the_twelve_of_the_domain(rule, votes, lines):
    assert said(rule, *votes) == lines


@pytest.mark.parametrize(("denominator", "needed"), [(CAST, 13), (PRESENT, 16), (ALL, 26)])
def test_fifty_seats_thirty_present_twenty_four_cast(denominator, needed):
    rule = Rule(quorum=Quorum(QuorumBasis.COUNT, 26), denominator=denominator)
    for yes in range(needed - 2, 25):
        roll, votes = a_meeting(50, 30, (yes, 24 - yes, 6))
        counted = tally(rule, roll, votes)
        assert counted.passage.needed == needed
        assert counted.outcome is (Outcome.CARRIED if yes >= needed else Outcome.REJECTED)
    lines = said(rule, *a_meeting(50, 30, (12, 12, 6)))
    assert f", which is {needed}. For: 12, {needed - 12} too few." in lines[3]


def test_one_to_nothing_with_twenty_nine_abstaining():
    roll, votes = a_meeting(50, 30, (1, 0, 29))
    assert tally(Rule(denominator=CAST), roll, votes).outcome is Outcome.CARRIED
    assert tally(Rule(denominator=PRESENT), roll, votes).outcome is Outcome.REJECTED
    assert said(Rule(denominator=PRESENT), roll, votes)[-2:] == [
        "Needed: more than half of 30 seats taking part, which is 16. For: 1, 15 too few.",
        FAILED,
    ]


@pytest.mark.parametrize(("counts", "have", "last"), [(True, 5, CARRIED), (False, 3, NO_VOTE)])
def test_seven_seats_five_present_two_recused(counts, have, last):
    lines = said(Rule(recused_in_quorum=counts), *a_meeting(7, 5, (2, 1, 0), recused=2))
    assert lines[0] == "The quorum is more than half of 7 voting seats: 4."
    assert lines[1].startswith(f"{have} seats took part")
    assert lines[-1] == last


@pytest.mark.parametrize(("counts", "needed"), [(True, 5), (False, 4)])
def test_a_vacancy_counts_as_the_charter_says(counts, needed):
    rule = Rule(denominator=ALL, vacant_in_membership=counts)
    roll, votes = a_meeting(8, 5, (4, 1, 0), vacant=2)
    counted = tally(rule, roll, votes)
    assert (counted.quorum.needed, counted.passage.needed) == (needed, needed)
    assert counted.outcome is (Outcome.REJECTED if counts else Outcome.CARRIED)


def test_a_late_arrival_makes_the_quorum_and_no_vote():
    roll, votes = a_meeting(12, 6, (6, 0, 0))
    assert tally(Rule(), roll, votes).outcome is Outcome.INQUORATE
    late = [*roll[:6], Place(6, attendance=Attendance.PRESENT), *roll[7:]]
    assert said(Rule(), late, votes)[1:] == [
        "7 seats took part, enough for a quorum.",
        "6 for, 0 against, 0 abstained, 0 stepped aside.",
        "Needed: more than half of 6 votes cast, which is 4. For: 6, 2 more than needed.",
        CARRIED,
    ]


def test_the_proxy_of_an_absent_holder_counts_for_nothing():
    lines = said(Rule(proxies=Proxies(1)), *a_meeting(12, 7, (4, 3, 0), lapsed=1))
    assert lines[1:3] == [
        "7 seats took part, enough for a quorum.",
        "1 seat not counted: whoever holds the proxy is not there to use it.",
    ]


def beforehand(rule: Rule, roll: Roll) -> tuple[str, ...]:
    return tuple(one.text for one in what_it_takes(rule, roll))


def test_before_anybody_votes_it_says_what_it_takes():
    roll, _ = a_meeting(12, 0, (0, 0, 0), vacant=2)
    assert beforehand(Rule(), roll) == (
        "10 seats may vote; 7 seats must take part for a quorum.",
        "If all 10 vote for or against, 6 votes for carry it; if only 7 do, 4.",
    )
    assert beforehand(Rule(denominator=ALL), roll)[1] == (
        "7 votes for carry it, however many take part."
    )
    secret = beforehand(Rule(denominator=PRESENT, kind=BallotKind.SECRET), roll)
    assert secret[1:] == (
        "If all 10 take part, 6 votes for carry it; if only 7 do, 4.",
        "With fewer than 3 papers in the box there is no valid vote.",
    )


def test_a_box_with_too_few_papers_says_so():
    roll, _ = a_meeting(3, 2, (0, 0, 0))
    rule = Rule(kind=BallotKind.SECRET)
    counted = tally_of_box(rule, roll, {A: 2})
    last = ledger(rule, roll, counted, Phase.CLOSED, disclosed=True)[-1]
    assert (
        last.text == "The box held too few papers and was emptied unread: there was no valid vote."
    )


def clauses_after(rule: Rule, roll: Roll, votes: dict[int, Choice]) -> list[Clause]:
    lines = ledger(rule, roll, tally(rule, roll, votes), Phase.CLOSED, disclosed=True)
    return [one.clause for one in lines]


def test_each_sentence_names_the_clause_it_rests_on():
    roll, votes = a_meeting(12, 9, (5, 3, 1))
    assert clauses_after(Rule(), roll, votes) == (
        [Clause.QUORUM, Clause.QUORUM, Clause.MANNER, Clause.MAJORITY, Clause.MAJORITY]
    )
    secret = what_it_takes(Rule(kind=BallotKind.SECRET), roll)
    assert [one.clause for one in secret] == [Clause.QUORUM, Clause.MAJORITY, Clause.MANNER]


def test_the_outcome_rests_on_the_clause_that_settled_it():
    few, votes = a_meeting(12, 6, (6, 0, 0))
    assert clauses_after(Rule(), few, votes)[-1] is Clause.QUORUM
    aside, votes = a_meeting(12, 8, (5, 1, 0), recused=2)
    assert clauses_after(Rule(), aside, votes)[1] is Clause.RECUSED
    unheard = Rule(quorum=Quorum(groups=frozenset({"nobody"})))
    roll, votes = a_meeting(12, 9, (5, 3, 1))
    assert clauses_after(unheard, roll, votes)[-1] is Clause.GROUPS
    lapsed, votes = a_meeting(12, 7, (4, 3, 0), lapsed=1)
    assert Clause.PROXIES in clauses_after(Rule(proxies=Proxies(1)), lapsed, votes)


def test_a_tie_that_the_chair_breaks_rests_on_the_clause_of_the_chair():
    roll, votes = a_meeting(12, 8, (4, 4, 0))
    led = [replace(one, is_chair=one.key == 1) for one in roll]
    rule = Rule(tie_result=TieResult.CHAIR_CASTS)
    assert clauses_after(rule, led, votes)[-1] is Clause.CHAIR
    assert clauses_after(rule, led, votes).count(Clause.CHAIR) == 2


@pytest.mark.parametrize("number", range(60))
def test_the_order_of_seats_and_votes_changes_nothing(number):
    chance = Random(number)
    rule, (roll, votes), _ = TWELVE[number % len(TWELVE)]
    mixed_roll, mixed_votes = list(roll), list(votes.items())
    chance.shuffle(mixed_roll)
    chance.shuffle(mixed_votes)
    assert said(rule, mixed_roll, dict(mixed_votes)) == said(rule, roll, votes)


def test_every_order_of_five_members_counts_alike():
    roll, votes = a_meeting(5, 5, (2, 2, 1))
    found = {
        tuple(said(Rule(), list(order), {one.key: votes[one.key] for one in order}))
        for order in permutations(roll)
    }
    assert len(found) == 1


@pytest.mark.parametrize("number", range(40))
def test_one_more_abstention_never_helps_and_by_votes_cast_never_hurts(number):
    """Somebody who was there and silent abstains instead of staying away."""
    chance = Random(number)
    ways = (chance.randint(0, 5), chance.randint(0, 4), chance.randint(0, 2))
    present = sum(ways)
    for denominator in Denominator:
        rule = Rule(quorum=Quorum(QuorumBasis.COUNT, 1), denominator=denominator)
        before = tally(rule, *a_meeting(12, present, ways))
        more = tally(rule, *a_meeting(12, present + 1, (ways[0], ways[1], ways[2] + 1)))
        if present:
            carried = before.outcome is Outcome.CARRIED, more.outcome is Outcome.CARRIED
            assert carried[1] <= carried[0]
            if denominator is not PRESENT and present:
                assert carried[0] == carried[1]


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.OVER])
@pytest.mark.parametrize("number", range(12))
def test_until_the_close_nothing_said_depends_on_how_they_voted(phase, number):
    """Two runs with opposite choices read alike where the count is not disclosed."""
    rule, (roll, votes), _ = TWELVE[number]
    opposite = {seat: {A: R, R: A, X: X}[way] for seat, way in votes.items()}
    first, second = (
        ledger(rule, roll, tally(rule, roll, one), phase, disclosed=False)
        for one in (votes, opposite)
    )
    assert first == second
