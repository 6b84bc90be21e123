from datetime import date, datetime, timedelta
from itertools import count

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import BallotKind, Choice
from app.governance.facts import (
    BodyFacts,
    CharterFacts,
    Constituency,
    ProposalFacts,
    SeatFacts,
)
from app.governance.models import Ballot, Body, Charter, Decision, Proposal, Seat
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import bodies as body_queries
from app.governance.queries import decisions as decision_queries
from app.governance.services import ballots, bodies, charters, proposals
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Actor
from tests.factories.accounts import a_person

_numbers = count(1)
CHAIR = Constituency.CMIO


def a_member(name: str | None = None) -> Person:
    return a_person(Role.MEMBER, name=name)


def a_secretary() -> Actor:
    return actor_of(a_person(Role.SECRETARY))


def a_charter(**rule) -> CharterFacts:
    return CharterFacts(**{"text": "We decide together.", "adopted_on": date(2026, 1, 5)} | rule)


def a_body(*holders: Person, chair: Person | None = None, vacant: int = 0, **rule) -> Body:
    """A body of the chair, the holders and vacant seats; the rule is a plain majority."""
    number = next(_numbers)
    facts = BodyFacts(code=f"B{number}", name=f"Body {number}", areas=("technology",))
    body = bodies.charter_body(facts, a_charter(**rule))
    if chair is not None:
        a_seat(body, chair, is_chair=True)
    for holder in holders:
        a_seat(body, holder)
    for _ in range(vacant):
        a_seat(body, None)
    db.session.commit()
    return body_queries.get(body.id)


def a_draft(body: Body, **said) -> Charter:
    """The next edition of the charter, not in force yet."""
    charter = charters.draft_edition(body, a_charter(**said))
    db.session.commit()
    return charter


def an_adopted(charter: Charter, on: date | None = None) -> Charter:
    day = on or clock.today()
    charters.adopt(charter, authority="the board", decided_on=day, effective_on=day)
    db.session.commit()
    return charter


def a_seat(body: Body, holder: Person | None, *, alternate: Person | None = None, **said) -> Seat:
    facts = {"title": f"Seat {next(_numbers)}", "constituency": Constituency.RADIOLOGY} | said
    seat = bodies.add_seat(body, SeatFacts(**facts))
    if holder is not None:
        bodies.seat_person(seat, holder, alternate=alternate)
    return seat


def a_proposal(body: Body | None = None, author: Actor | None = None, **said) -> Proposal:
    """A draft; `effects` are pairs of kind and payload, `subject` what it is about."""
    author = author or actor_of(a_member())
    effects, subject = said.pop("effects", ()), said.pop("subject", None)
    facts = {"title": "One viewer", "text": "We keep one viewer.", "areas": ("technology",)} | said
    now = clock.now()
    proposal = proposals.draft(
        body or a_body(), ProposalFacts(**facts), author=author, at=now, subject=subject
    )
    for kind, payload in effects:
        proposals.add_effect(proposal, kind, payload, actor=author, at=now)
    db.session.commit()
    return proposal


def a_submitted_proposal(body: Body | None = None, **said) -> Proposal:
    author = actor_of(a_member())
    proposal = a_proposal(body, author, **said)
    proposals.submit(proposal, actor=author, at=clock.now())
    db.session.commit()
    return proposal


def an_open_ballot(
    body: Body | None = None, *, opened: datetime | None = None, hours: int = 2, **said
) -> Ballot:
    """Opened an hour ago for two hours, unless said otherwise."""
    opened = opened or clock.now() - timedelta(hours=1)
    terms = said.pop("terms", ballots.AS_CHARTERED)
    proposal = a_submitted_proposal(body or a_body(a_member()), **said)
    ballot = ballots.open_ballot(
        proposal,
        actor=a_secretary(),
        closes_at=opened + timedelta(hours=hours),
        at=opened,
        terms=terms,
    )
    db.session.commit()
    return ballot_queries.lock(ballot.id)


def a_secret_ballot(body: Body | None = None, **said) -> Ballot:
    return an_open_ballot(body, terms=ballots.Terms(kind=BallotKind.SECRET), **said)


def voted(ballot: Ballot, *pairs: tuple[Person, Choice]) -> Ballot:
    for person, choice in pairs:
        ballots.cast_vote(ballot, actor=actor_of(person), choice=choice, at=clock.now())
    db.session.commit()
    return ballot_queries.lock(ballot.id)


def a_closed_ballot(ballot: Ballot) -> Ballot:
    ballots.close(ballot, at=ballot.closes_at)
    db.session.commit()
    return ballot_queries.lock(ballot.id)


def a_decision(body: Body | None = None, **said) -> Decision:
    """Taken by a body of one, unless a body of one member is given with `member`."""
    member = said.pop("member", None) or a_member()
    ballot = an_open_ballot(body or a_body(member), **said)
    a_closed_ballot(voted(ballot, (member, Choice.APPROVE)))
    decision = decision_queries.of_proposal(ballot.proposal_id)
    assert decision is not None
    return decision_queries.get(decision.id)
