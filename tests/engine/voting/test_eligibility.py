import pytest

from app.engine.voting.ballot import ChairVotes, Phase, Rule
from app.engine.voting.eligibility import Claim, Refusal, recusal_refusal, refusal
from app.engine.voting.roll import Place

SEAT = Place(1)
OPEN = Phase.OPEN


@pytest.mark.parametrize(
    ("rule", "claim", "phase", "why"),
    [
        (Rule(), Claim(SEAT), OPEN, None),
        (Rule(), Claim(None), OPEN, Refusal.NO_SEAT),
        (Rule(), Claim(None), Phase.CLOSED, Refusal.NO_SEAT),
        (Rule(), Claim(Place(1, is_voting=False)), OPEN, Refusal.NO_VOTE),
        (Rule(), Claim(Place(1, is_chair=True)), OPEN, None),
        (
            Rule(chair_votes=ChairVotes.NEVER),
            Claim(Place(1, is_chair=True)),
            OPEN,
            Refusal.CHAIR,
        ),
        (Rule(), Claim(Place(1, is_recused=True)), OPEN, Refusal.RECUSED),
        (Rule(), Claim(SEAT, as_alternate=True), OPEN, Refusal.NO_ALTERNATES),
        (Rule(alternates=True), Claim(SEAT, as_alternate=True), OPEN, None),
        (
            Rule(alternates=True),
            Claim(SEAT, as_alternate=True, holder_has_voted=True),
            OPEN,
            Refusal.HOLDER_VOTED,
        ),
        (Rule(), Claim(SEAT, holder_has_voted=True), OPEN, None),
        (Rule(), Claim(SEAT), Phase.UPCOMING, Refusal.UPCOMING),
        (Rule(), Claim(SEAT), Phase.OVER, Refusal.OVER),
        (Rule(), Claim(SEAT), Phase.CLOSED, Refusal.CLOSED),
    ],
)
def test_why_a_person_may_not_vote(rule, claim, phase, why):
    assert refusal(rule, claim, phase) is why


@pytest.mark.parametrize(
    ("claim", "phase", "why"),
    [
        (Claim(SEAT), OPEN, None),
        (Claim(SEAT, holder_has_voted=True), OPEN, None),
        (Claim(None), OPEN, Refusal.NO_SEAT),
        (Claim(Place(1, is_voting=False)), OPEN, Refusal.NO_VOTE),
        (Claim(SEAT, as_alternate=True), OPEN, Refusal.ALTERNATE),
        (Claim(Place(1, is_recused=True)), OPEN, Refusal.RECUSED),
        (Claim(SEAT), Phase.OVER, Refusal.OVER),
    ],
)
def test_why_a_person_may_not_step_aside(claim, phase, why):
    assert recusal_refusal(Rule(alternates=True), claim, phase) is why
