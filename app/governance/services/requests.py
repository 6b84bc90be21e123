"""A member asks that a ballot in writing be taken to a meeting; chair or secretary answers."""

from datetime import datetime

from app.engine.voting.ballot import Phase
from app.governance import translate
from app.governance.models import Ballot, MeetingRequest
from app.governance.policy import standing
from app.governance.queries import ballots, bodies
from app.governance.queries import requests as queries
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor


def ask_for_meeting(ballot: Ballot, *, actor: Actor, why: str, at: datetime) -> MeetingRequest:
    """By whoever is on the roll, once. It stops nothing: the vote runs on until it is answered."""
    ballot = ballots.lock(ballot.id)
    if refused := why_not_ask(ballot, actor, at):
        raise RuleBroken(refused)
    if not why.strip():
        raise RuleBroken("Say why the body should meet on this.")
    if any(one.person_id == actor.person_id for one in queries.of_ballot(ballot.id)):
        raise Conflict("You have asked for a meeting on this already.")
    request = MeetingRequest(
        ballot_id=ballot.id, person_id=actor.person_id, why=why.strip(), asked_at=at
    )
    db.session.add(request)
    db.session.flush()
    return request


def why_not_ask(ballot: Ballot, actor: Actor, at: datetime) -> str | None:
    if ballot.meeting_id is not None:
        return "This ballot is held at a meeting already."
    if translate.phase_at(ballot, at) is not Phase.OPEN:
        return "This ballot is not open."
    if not any(one.is_voting for one in translate.seats_of(ballot, actor.person_id)):
        return "Only a member with a vote on this ballot asks for a meeting."
    return None


def answer_request(
    ballot: Ballot, request_id: int, *, actor: Actor, answer: str, at: datetime
) -> MeetingRequest:
    """In words, shown to everyone who sees the ballot; more time is given with the deadline."""
    ballot = ballots.lock(ballot.id)
    proposal = ballot.proposal
    chair = bodies.chair_of(proposal.body_id, at.date())
    if not standing(actor, author_id=proposal.author_id, chair_id=chair).runs:
        raise Forbidden("Only the chair of the body or the secretary answers this.")
    if not answer.strip():
        raise RuleBroken("Say yes or no, and why.")
    request = queries.get(ballot.id, request_id)
    if request.answered_at is not None:
        raise Conflict("Someone else has answered this request. Load the page again.")
    request.answer, request.answered_at = answer.strip(), at
    request.answered_by_id = actor.person_id
    return request
