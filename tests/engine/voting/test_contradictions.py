"""What a charter's rule cannot mean, word for word, and what it can."""

import pytest

from app.engine.voting.ballot import (
    BallotKind,
    ChairVotes,
    Quorum,
    QuorumBasis,
    Rule,
    Threshold,
    TieResult,
    contradictions,
)

EXCLUDING = QuorumBasis.FRACTION_EXCLUDING_RECUSED
NO_SEAT = "A quorum is at least one seat."
RECUSED = "Recused seats cannot fill a quorum whose base leaves them out: choose one of the two."
TIE_ONLY = "If the chair votes on a tie only, a tie is decided by the chair."
NEVER = "A chair who never votes cannot decide a tie."
CASTS = TieResult.CHAIR_CASTS


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(), ()),
        (Rule(quorum=Quorum(basis=QuorumBasis.COUNT, count=0)), (NO_SEAT,)),
        (Rule(quorum=Quorum(basis=QuorumBasis.COUNT, count=1)), ()),
        (Rule(quorum=Quorum(count=0)), ()),
        (Rule(recused_in_quorum=True), ()),
        (Rule(quorum=Quorum(basis=EXCLUDING)), ()),
        (Rule(quorum=Quorum(basis=EXCLUDING), recused_in_quorum=True), (RECUSED,)),
        (Rule(chair_votes=ChairVotes.TIE_ONLY, tie_result=TieResult.FAIL), (TIE_ONLY,)),
        (Rule(chair_votes=ChairVotes.TIE_ONLY, tie_result=CASTS), ()),
        (Rule(chair_votes=ChairVotes.NEVER, tie_result=CASTS), (NEVER,)),
        (Rule(chair_votes=ChairVotes.NEVER, tie_result=TieResult.FAIL), ()),
        (Rule(chair_votes=ChairVotes.ALWAYS, tie_result=CASTS), ()),
        (Rule(kind=BallotKind.ROLL_CALL, tie_result=CASTS), ()),
    ],
)
def test_a_rule_is_refused_for_what_it_cannot_mean_and_nothing_else(rule, said):
    assert contradictions(rule) == said


@pytest.mark.parametrize(("part", "whole"), [(1, 2), (1, 1), (2, 2), (3, 4)])
def test_a_threshold_that_can_be_reached_is_taken(part, whole):
    assert Threshold(part, whole, more_than=False).part == part


@pytest.mark.parametrize(
    ("part", "whole", "more_than"), [(0, 2, False), (3, 2, False), (2, 2, True)]
)
def test_a_threshold_that_cannot_be_reached_is_refused(part, whole, more_than):
    with pytest.raises(ValueError, match=r"^A threshold lies above nothing and can be reached\.$"):
        Threshold(part, whole, more_than=more_than)
