from datetime import UTC, datetime, timedelta

import pytest

from app.engine.voting.ballot import (
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    UNANIMOUS,
    BallotKind,
    ChairVotes,
    Disclosure,
    Phase,
    Quorum,
    QuorumBasis,
    Reasons,
    Rule,
    Threshold,
    TieResult,
    Window,
    contradictions,
    phase_of,
    reason_refusal,
    tightens,
)

OPENS = datetime(2026, 3, 8, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=2)
A_TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        (MAJORITY, 12, 7),
        (MAJORITY, 9, 5),
        (MAJORITY, 0, 1),
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 10, 7),
        (TWO_THIRDS, 0, 1),
        (THREE_QUARTERS, 8, 6),
        (UNANIMOUS, 5, 5),
        (Threshold(3, 5, more_than=True), 10, 7),
        (Threshold(3, 5, more_than=False), 10, 6),
    ],
)
def test_the_number_needed(share, base, needed):
    assert share.needed(base) == needed


@pytest.mark.parametrize("share", [MAJORITY, TWO_THIRDS, THREE_QUARTERS, UNANIMOUS])
def test_the_number_needed_is_the_smallest_that_meets(share):
    for base in range(60):
        enough = [have for have in range(base + 2) if share.met(have, base)]
        assert min(enough) == share.needed(base)


@pytest.mark.parametrize(
    ("part", "whole", "more_than"), [(0, 2, False), (3, 2, False), (1, 1, True), (1, 0, False)]
)
def test_a_threshold_nobody_can_mean_is_refused(part, whole, more_than):
    with pytest.raises(ValueError, match="can be reached"):
        Threshold(part, whole, more_than=more_than)


def test_a_plain_rule_contradicts_nothing():
    assert contradictions(Rule()) == ()


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (Rule(quorum=Quorum(QuorumBasis.COUNT, count=0)), "at least one seat"),
        (
            Rule(
                quorum=Quorum(QuorumBasis.FRACTION_EXCLUDING_RECUSED),
                recused_in_quorum=True,
            ),
            "choose one of the two",
        ),
        (Rule(chair_votes=ChairVotes.TIE_ONLY), "decided by the chair"),
        (
            Rule(chair_votes=ChairVotes.NEVER, tie_result=TieResult.CHAIR_CASTS),
            "cannot decide a tie",
        ),
    ],
)
def test_a_rule_that_contradicts_itself_says_how(rule, says):
    (sentence,) = contradictions(rule)
    assert says in sentence


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (OPENS - A_TICK, Phase.UPCOMING),
        (OPENS, Phase.OPEN),
        (CLOSES - A_TICK, Phase.OPEN),
        (CLOSES, Phase.OVER),
    ],
)
def test_the_last_moment_is_too_late(at, phase):
    assert phase_of(Window(OPENS, CLOSES), at, is_closed=False) is phase


def test_closed_is_closed_whatever_the_hour():
    assert phase_of(Window(OPENS, CLOSES), OPENS, is_closed=True) is Phase.CLOSED


def test_a_promise_is_tightened_and_never_loosened():
    loose, middle, tight = Disclosure.AT_ONCE, Disclosure.AFTER_VOTING, Disclosure.AT_CLOSE
    assert tightens(loose, middle)
    assert tightens(loose, tight)
    assert not tightens(tight, middle)
    assert not tightens(middle, middle)


def test_a_chair_whose_vote_nobody_can_tell_decides_no_tie():
    for kind in (BallotKind.SECRET, BallotKind.SHOW_OF_HANDS):
        (said,) = contradictions(Rule(kind=kind, tie_result=TieResult.CHAIR_CASTS))
        assert "nobody can tell the chair's vote" in said


@pytest.mark.parametrize(
    ("reasons", "reason", "says"),
    [
        (Reasons.OPTIONAL, "", None),
        (Reasons.OPTIONAL, "Two are one too many.", None),
        (Reasons.REQUIRED, "Two are one too many.", None),
        (
            Reasons.REQUIRED,
            " ",
            "On this ballot a vote needs a reason: write why, in a few words.",
        ),
        (Reasons.OFF, " ", None),
        (Reasons.OFF, "Why not", "This ballot takes no reasons. Leave the field empty."),
    ],
)
def test_a_vote_carries_a_reason_as_the_ballot_asks(reasons, reason, says):
    assert reason_refusal(reasons, reason) == says
