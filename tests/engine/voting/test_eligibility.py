import pytest

from app.engine.voting.ballot import BallotKind, ChairVotes, Phase, Proxies, Rule
from app.engine.voting.eligibility import Claim, Refusal, Room, recusal_refusal, refusal
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


HERE = Room(has_quorum=True, is_here=True, holder_is_here=False)
AWAY = Room(has_quorum=True, is_here=False, holder_is_here=False)
BACK = Room(has_quorum=True, is_here=True, holder_is_here=True)
THIN = Room(has_quorum=False, is_here=True, holder_is_here=True)
PROXIES = Rule(proxies=Proxies(per_holder=1))
FREE = Rule(proxies=Proxies(per_holder=1, holder_present=False))


@pytest.mark.parametrize(
    ("rule", "claim", "room", "why"),
    [
        (Rule(kind=BallotKind.SHOW_OF_HANDS), Claim(SEAT), None, Refusal.HANDS),
        (Rule(), Claim(SEAT, as_proxy=True), None, Refusal.NO_PROXIES),
        (PROXIES, Claim(SEAT, as_proxy=True, has_given_proxy=True), None, None),
        (PROXIES, Claim(SEAT, has_given_proxy=True), None, Refusal.PROXY_GIVEN),
        (PROXIES, Claim(SEAT, has_given_proxy=True), BACK, None),
        (PROXIES, Claim(SEAT, has_given_proxy=True), HERE, Refusal.PROXY_GIVEN),
        (PROXIES, Claim(SEAT, as_proxy=True, holder_has_voted=True), None, Refusal.HOLDER_VOTED),
        (PROXIES, Claim(SEAT, as_proxy=True), HERE, None),
        (PROXIES, Claim(SEAT, as_proxy=True), AWAY, Refusal.PROXY_AWAY),
        (FREE, Claim(SEAT, as_proxy=True), AWAY, None),
        (PROXIES, Claim(SEAT, as_proxy=True), BACK, Refusal.HOLDER_PRESENT),
        (Rule(alternates=True), Claim(SEAT, as_alternate=True), BACK, Refusal.HOLDER_PRESENT),
        (Rule(), Claim(SEAT), BACK, None),
        (Rule(), Claim(SEAT), AWAY, Refusal.AWAY),
        (Rule(), Claim(SEAT), THIN, Refusal.QUORUM_LOST),
        (Rule(), Claim(SEAT, has_cast_secretly=True), None, Refusal.CAST),
    ],
)
def test_why_a_person_may_not_vote_by_proxy_or_in_the_room(rule, claim, room, why):
    assert refusal(rule, claim, OPEN, room) is why


def test_who_votes_by_proxy_or_has_cast_in_secret_does_not_step_aside():
    proxy, cast = Claim(SEAT, as_proxy=True), Claim(SEAT, has_cast_secretly=True)
    assert recusal_refusal(PROXIES, proxy, OPEN) is Refusal.PROXY_ASIDE
    assert recusal_refusal(Rule(), cast, OPEN) is Refusal.CAST_ASIDE


def test_whoever_is_away_does_not_step_aside_in_the_room():
    assert recusal_refusal(Rule(), Claim(SEAT), OPEN, AWAY) is Refusal.AWAY
    assert recusal_refusal(Rule(), Claim(SEAT), OPEN, HERE) is None
