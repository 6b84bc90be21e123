"""Put an election of people to a body, and fill the seat with whom it chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import Person
from app.accounts.queries import find_by_email
from app.engine.voting.election import Method
from app.governance.facts import DecisionClass, ProposalFacts
from app.governance.models import Ballot, Decision, Proposal, Seat
from app.governance.queries import bodies
from app.governance.services import proposals
from app.governance.services.bodies import Term, refuse_without_vote, seat_person
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor

FILL_SEAT = "fill_seat"
SEAT = Seat.__tablename__
SEPARATOR = ";"


def elects_people(proposal: Proposal) -> bool:
    """Such a ballot is secret unless somebody says otherwise."""
    return proposal.method is not Method.QUESTION and any(
        effect.kind == FILL_SEAT for effect in proposal.effects
    )


@dataclass(frozen=True, slots=True)
class Call:
    """An election to a seat as it is called."""

    candidates: Sequence[Person]
    method: Method
    reason: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def call_election(seat: Seat, call: Call, *, actor: Actor, at: datetime) -> Proposal:
    """A submitted proposal of the body of the seat; the chair or secretary opens the vote."""
    body = bodies.get(seat.body_id)
    names = _names(call.candidates)
    if len(names) < 2:
        raise RuleBroken("An election needs two candidates or more.")
    for person in call.candidates:
        if seat.is_voting:
            refuse_without_vote(person)
    facts = ProposalFacts(
        title=f"Elect: {seat.title}",
        text=f"The {body.name} elects who holds the seat “{seat.title}”.",
        reason=call.reason or None,
        areas=body.areas,
        decision_class=DecisionClass.ELECTION,
        method=call.method,
        options=tuple(names),
    )
    proposal = proposals.draft(body, facts, author=actor, at=at, subject=(SEAT, seat.id))
    payload = {"candidates": SEPARATOR.join(one.email for one in call.candidates)}
    days = {"term_starts_on": call.starts_on, "term_ends_on": call.ends_on}
    payload |= {name: day.isoformat() for name, day in days.items() if day}
    proposals.add_effect(proposal, FILL_SEAT, payload, actor=actor, at=at)
    return proposals.submit(proposal, actor=actor, at=at)


def _names(candidates: Sequence[Person]) -> list[str]:
    """Each by name; those of one name by name and address."""
    names = [one.name for one in candidates]
    return [
        one.name if names.count(one.name) == 1 else f"{one.name} ({one.email})"
        for one in candidates
    ]


def candidates_in(text: str) -> list[Person]:
    """The people behind the addresses, each known, and able to sit on a body."""
    found = []
    for address in (one.strip() for one in text.split(SEPARATOR) if one.strip()):
        person = find_by_email(address)
        if person is None:
            raise RuleBroken(f"Nobody here has the address {address}.")
        found.append(person)
    if not found:
        raise RuleBroken("Name at least one candidate.")
    return found


def fill_elected(seat: Seat, candidates: Sequence[Person], decision: Decision, term: Term) -> None:
    """The one whom the ballot chose; on a question that carried, the one it names.

    Before a ballot has chosen, nobody can say who would sit there, so nothing is filled.
    """
    ballot = db.session.get_one(Ballot, decision.ballot_id)
    proposal = db.session.get_one(Proposal, decision.proposal_id)
    if proposal.method is Method.QUESTION:
        if len(candidates) != 1:
            raise RuleBroken("A question fills a seat with one candidate; this one names several.")
        seat_person(seat, candidates[0], term=term)
        return
    if not ballot.chosen:
        return
    if len(candidates) != len(ballot.options) or len(ballot.chosen) != 1:
        raise RuleBroken("The election has to choose one of exactly the candidates it names.")
    place = ballot.options.index(ballot.chosen[0])
    seat_person(seat, candidates[place], term=term)
