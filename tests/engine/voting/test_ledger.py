from dataclasses import replace

import pytest

from app.engine.voting.ballot import (
    MAJORITY,
    TWO_THIRDS,
    UNANIMOUS,
    ChairVotes,
    Choice,
    Denominator,
    Phase,
    Proxies,
    Quorum,
    QuorumBasis,
    Rule,
    Threshold,
    TieResult,
)
from app.engine.voting.ledger import Topic, ledger, rule_in_words, share_in_words
from app.engine.voting.roll import Attendance, Place
from app.engine.voting.tally import tally
from tests.engine.voting.rolls import a_vote

COUNT_OF_THREE = Rule(quorum=Quorum(QuorumBasis.COUNT, count=3))
OF_THOSE_LEFT = Rule(quorum=Quorum(QuorumBasis.FRACTION_EXCLUDING_RECUSED))


def said(rule, votes, phase=Phase.CLOSED, disclosed=True):
    return [
        line.text
        for line in ledger(rule, votes[0], tally(rule, *votes), phase, disclosed=disclosed)
    ]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (MAJORITY, "more than half"),
        (TWO_THIRDS, "two thirds or more"),
        (UNANIMOUS, "all"),
        (Threshold(3, 5, more_than=False), "at least 3/5"),
        (Threshold(3, 5, more_than=True), "more than 3/5"),
    ],
)
def test_a_share_in_words(share, words):
    assert share_in_words(share) == words


def test_a_plain_rule_in_words():
    assert rule_in_words(Rule()) == (
        "A quorum is more than half of the voting seats.",
        "A seat that steps aside over a conflict of interest does not count toward the quorum.",
        (
            "A proposal carries with more than half of the votes for and against; "
            "an abstention is not a vote cast."
        ),
        "A vacant seat counts as part of the membership.",
        "The chair votes like every member. A tie fails.",
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (COUNT_OF_THREE, "A quorum is 3 seats."),
        (Rule(quorum=Quorum(QuorumBasis.COUNT, count=1)), "A quorum is 1 seat."),
        (
            OF_THOSE_LEFT,
            "A quorum is more than half of the voting seats, seats that step aside left out.",
        ),
        (
            Rule(quorum=Quorum(groups=frozenset({"it", "clinical"}))),
            "Among them must be a seat of each of these groups: clinical, IT.",
        ),
        (
            Rule(recused_in_quorum=True),
            "A seat that steps aside over a conflict of interest counts toward the quorum.",
        ),
        (
            Rule(vacant_in_membership=False),
            "A vacant seat does not count as part of the membership.",
        ),
        (
            Rule(denominator=Denominator.PRESENT),
            (
                "A proposal carries with more than half of the seats taking part; an abstention "
                "works like a vote against."
            ),
        ),
        (Rule(chair_votes=ChairVotes.NEVER), "The chair does not vote. A tie fails."),
        (
            Rule(chair_votes=ChairVotes.TIE_ONLY),
            "The chair's vote is kept in reserve and counts on a tie only.",
        ),
        (
            Rule(tie_result=TieResult.CHAIR_CASTS),
            "The chair votes like every member, and on a tie the chair's side gets one vote more.",
        ),
        (
            Rule(alternates=True),
            "The named alternate of a seat may vote as long as its holder has not.",
        ),
        (
            Rule(proxies=Proxies(1)),
            (
                "A person may vote for up to 1 other seat by proxy; such a vote counts but does "
                "not fill the quorum."
            ),
        ),
        (
            Rule(proxies=Proxies(2, in_quorum=True)),
            (
                "A person may vote for up to 2 other seats by proxy; such a vote counts and fills "
                "the quorum."
            ),
        ),
    ],
)
def test_each_thing_a_rule_settles_has_its_sentence(rule, sentence):
    assert sentence in rule_in_words(rule)


def test_a_count_without_shares_says_nothing_of_vacancies():
    assert not [text for text in rule_in_words(COUNT_OF_THREE) if "vacant" in text]


def test_a_vote_that_carried():
    assert said(Rule(to_carry=TWO_THIRDS), a_vote(12, present=9, yes=7, no=2)) == [
        "The quorum is more than half of 12 voting seats: 7.",
        "9 seats took part, enough for a quorum.",
        "7 for, 2 against, 0 abstained, 0 stepped aside.",
        "Needed: two thirds or more of 9 votes cast, which is 6. For: 7, 1 more than needed.",
        "The proposal carried.",
    ]


def test_a_vote_that_failed():
    assert said(Rule(denominator=Denominator.ENTIRE_MEMBERSHIP), a_vote(12, yes=6, abstain=3)) == [
        "The quorum is more than half of 12 voting seats: 7.",
        "9 seats took part, enough for a quorum.",
        "6 for, 0 against, 3 abstained, 0 stepped aside.",
        (
            "Needed: more than half of 12 seats of the entire membership, which is 7. "
            "For: 6, 1 too few."
        ),
        "The proposal failed.",
    ]


@pytest.mark.parametrize(("present", "missing"), [(6, "1 too few"), (4, "3 too few")])
def test_a_vote_without_quorum(present, missing):
    lines = said(Rule(), a_vote(12, yes=present))
    assert f"{present} seats took part, {missing}." in lines
    assert lines[-1] == "There was no quorum, so there was no valid vote."


def test_those_who_stepped_aside_are_taken_from_the_base():
    assert said(OF_THOSE_LEFT, a_vote(12, yes=5, no=1, recused=2))[0] == (
        "The quorum is more than half of 10 voting seats (12 less 2 stepped aside): 6."
    )


def test_a_quorum_by_count_needs_no_base():
    assert said(COUNT_OF_THREE, a_vote(12, yes=3))[0] == "The quorum is 3 seats."


def test_a_missing_group_is_named():
    rule = Rule(quorum=Quorum(groups=frozenset({"clinical", "it"})))
    vote = [Place(1, "clinical", attendance=Attendance.PRESENT)], {1: Choice.APPROVE}
    assert "No seat of these groups took part: IT." in said(rule, vote)
    assert "No seat of these groups has taken part yet: IT." in said(rule, vote, Phase.OPEN)
    assert "1 seat has taken part so far, enough for a quorum." in said(rule, vote, Phase.OPEN)


def test_the_casting_vote_is_explained():
    roll = [Place(key, is_chair=key == 0, attendance=Attendance.PRESENT) for key in range(3)]
    rule = Rule(chair_votes=ChairVotes.TIE_ONLY, tie_result=TieResult.CHAIR_CASTS)
    others = {1: Choice.APPROVE, 2: Choice.REJECT}
    sentence = "The votes were tied; the chair's vote {} is included and breaks the tie."
    assert sentence.format("for") in said(rule, (roll, others | {0: Choice.APPROVE}))
    assert sentence.format("against") in said(rule, (roll, others | {0: Choice.REJECT}))


@pytest.mark.parametrize(
    ("votes", "last"),
    [
        ({"yes": 3}, "If voting ended now, there would be no valid vote for want of a quorum."),
        ({"yes": 4, "no": 3}, "If voting ended now, the proposal would carry."),
        ({"yes": 3, "no": 4}, "If voting ended now, the proposal would fail."),
    ],
)
def test_an_open_ballot_says_how_it_stands(votes, last):
    assert said(Rule(), a_vote(12, **votes), Phase.OPEN)[-1] == last


def test_an_open_ballot_says_what_is_missing():
    lines = said(Rule(), a_vote(12, yes=3, no=3), Phase.OPEN)
    assert lines[1] == "6 seats have taken part so far; 1 more must."
    assert lines[3] == (
        "As it stands more than half of 6 votes cast are needed, which is 4. 3 are for: 1 too few."
    )
    assert said(Rule(), a_vote(12, yes=3), Phase.OPEN)[3].endswith("which is 2. 3 are for.")


@pytest.mark.parametrize("way", [{"yes": 7}, {"no": 7}, {"yes": 3, "no": 4}])
def test_an_undisclosed_count_says_only_who_takes_part(way):
    rule = Rule()
    votes = a_vote(12, **way)
    lines = ledger(rule, votes[0], tally(rule, *votes), Phase.OPEN, disclosed=False)
    assert [line.topic for line in lines] == [Topic.QUORUM, Topic.QUORUM, Topic.RESULT]
    assert [line.text for line in lines][1:] == [
        "7 seats have taken part so far, enough for a quorum.",
        "There is a quorum, so the vote will count.",
    ]


def test_a_closed_ballot_is_always_disclosed():
    assert "7 for, 0 against, 0 abstained, 0 stepped aside." in said(
        Rule(), a_vote(12, yes=7), disclosed=False
    )


def test_seats_outside_the_quorum_are_named_in_its_base():
    places, votes = a_vote(10, yes=5, recused=1)
    roll = [replace(one, fills_quorum=one.key != 0) for one in places]
    assert "of 9 voting seats (10 less 1 outside the quorum)" in said(Rule(), (roll, votes))[0]
    assert "of 8 voting seats (10 less 1 outside the quorum and 1 stepped aside)" in " ".join(
        said(OF_THOSE_LEFT, (roll, votes))
    )


def test_in_a_room_a_seat_is_present_before_it_votes():
    roll, votes = a_vote(5, present=4)
    lines = ledger(
        Rule(), roll, tally(Rule(), roll, votes), Phase.OPEN, disclosed=False, in_room=True
    )
    assert any("seats are present" in one.text for one in lines)
    assert not any("taken part so far" in one.text for one in lines)
