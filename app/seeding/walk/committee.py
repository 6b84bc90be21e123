"""A body of five seats and the people around it, for the vote of the walk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.engine.voting.ballot import Choice
from app.engine.voting.ledger import ledger
from app.governance import translate
from app.governance.facts import (
    REQUIRED_GROUPS,
    BodyFacts,
    CharterFacts,
    Constituency,
    ProposalFacts,
    ResponsibilityArea,
    SeatFacts,
)
from app.governance.models import Ballot
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import bodies, decisions
from app.governance.services import ballots, proposals
from app.governance.services.bodies import add_seat, charter_body, seat_person
from app.kernel.errors import RuleBroken
from app.seeding.acting import acting
from app.seeding.people import Cast

BODY = "WALK"
AREAS = (
    ResponsibilityArea.PROGRAM,
    ResponsibilityArea.TECHNOLOGY,
    ResponsibilityArea.FINANCIAL,
)
DOMAIN = "walk.example"
PEOPLE = (
    {"Email": "planner", "Name": "Planner of the walk", "Roles": "planner"},
    {"Email": "secretary", "Name": "Secretary of the walk", "Roles": "secretary"},
    {"Email": "finance", "Name": "Finance of the walk", "Roles": "finance"},
    {"Email": "radiology", "Name": "Member for radiology", "Roles": "member"},
    {"Email": "medicine", "Name": "Member for medicine", "Roles": "member"},
    {"Email": "informatics", "Name": "Member for informatics", "Roles": "member"},
    {"Email": "security", "Name": "Member for security", "Roles": "member"},
    {"Email": "purchasing", "Name": "Member for purchasing", "Roles": "member"},
)
SEATS = {
    "radiology": Constituency.RADIOLOGY,
    "medicine": Constituency.MEDICINE,
    "informatics": Constituency.IMAGING_INFORMATICS,
    "security": Constituency.CYBERSECURITY,
    "purchasing": Constituency.PROCUREMENT,
}
VOTES = {
    "radiology": Choice.APPROVE,
    "medicine": Choice.APPROVE,
    "informatics": Choice.APPROVE,
    "purchasing": Choice.REJECT,
}
ASIDE = {"security": "Works for the developer on another contract"}
OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal about one thing, with the effects it would have."""

    facts: ProposalFacts
    subject: tuple[str, int]
    effects: tuple[tuple[str, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The number of the decision, its key, and the vote in sentences."""

    number: str
    decision_id: int
    sentences: tuple[str, ...]


def invite_people(cast: Cast) -> int:
    return cast.invite(PEOPLE, password_hash=None)


def charter_committee(cast: Cast, on: date) -> int:
    """Five seats, of which clinical, administrative and IT people each hold one at least."""
    body = charter_body(
        BodyFacts(code=BODY, name="Imaging Committee", areas=AREAS),
        CharterFacts(
            text="Decides by more than half of the votes cast.",
            adopted_on=on,
            quorum_groups=REQUIRED_GROUPS,
        ),
    )
    for key, constituency in SEATS.items():
        seat = add_seat(body, SeatFacts(title=f"Seat for {key}", constituency=constituency))
        seat_person(seat, cast.person(key))
    return len(SEATS)


def decide(cast: Cast, asked: Asked, *, at: datetime) -> Decided:
    """Propose, put to the vote, let all five take part, close, and read the decision."""
    author, secretary = cast.actor("planner"), cast.actor("secretary")
    with acting(author, "Proposed"):
        body = bodies.get_by_code(BODY)
        proposal = proposals.draft(body, asked.facts, author=author, at=at, subject=asked.subject)
        for kind, payload in asked.effects:
            proposals.add_effect(proposal, kind, payload, actor=author, at=at)
        proposals.submit(proposal, actor=author, at=at)
    with acting(secretary, "Ballot opened"):
        ballot = ballots.open_ballot(proposal, actor=secretary, closes_at=at + OPEN_FOR, at=at)
    _vote(cast, ballot, at)
    with acting(secretary, "Ballot closed: everybody has taken part"):
        ballots.close(ballot, at=at, actor=secretary)
    return _decided(ballot.id, at)


def _vote(cast: Cast, ballot: Ballot, at: datetime) -> None:
    for key, choice in VOTES.items():
        with acting(cast.actor(key), "Vote cast"):
            ballots.cast_vote(ballot, actor=cast.actor(key), choice=choice, at=at)
    for key, why in ASIDE.items():
        with acting(cast.actor(key), "Stepped aside"):
            ballots.recuse(ballot, actor=cast.actor(key), reason=why, at=at)


def _decided(ballot_id: int, at: datetime) -> Decided:
    ballot = ballot_queries.lock(ballot_id)
    decision = decisions.of_proposal(ballot.proposal_id)
    if decision is None:
        raise RuleBroken(f"The ballot was not carried, but {ballot.outcome}.")
    lines = ledger(
        translate.rule_of(ballot),
        translate.roll_of(ballot),
        translate.count_of(ballot),
        translate.phase_at(ballot, at),
        disclosed=True,
    )
    return Decided(decision.number, decision.id, tuple(line.text for line in lines))
