"""Requests to take a ballot in writing to a meeting: of one ballot, and those to be answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.governance.models import Ballot, MeetingRequest, Proposal, Seat
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission


def of_ballot(ballot_id: int) -> Sequence[MeetingRequest]:
    made = select(MeetingRequest).where(MeetingRequest.ballot_id == ballot_id)
    named = made.options(
        joinedload(MeetingRequest.person), joinedload(MeetingRequest.answered_by)
    ).execution_options(populate_existing=True)
    return db.session.scalars(named.order_by(MeetingRequest.id)).unique().all()


def get(ballot_id: int, request_id: int) -> MeetingRequest:
    found = next((one for one in of_ballot(ballot_id) if one.id == request_id), None)
    if found is None:
        raise NotFound("There is no such request on this ballot.")
    return found


def answers_owed(actor: Actor, at: datetime) -> Sequence[Duty]:
    """Whoever chairs the body owes an answer to each; one query."""
    if not actor.may(Permission.GOVERNANCE_PROPOSE):
        return ()
    waiting = (
        select(MeetingRequest, Ballot)
        .join(Ballot, MeetingRequest.ballot_id == Ballot.id)
        .join(Proposal, Ballot.proposal_id == Proposal.id)
        .join(Seat, Seat.body_id == Proposal.body_id)
        .where(Seat.is_chair, Seat.holder_id == actor.person_id)
        .where(MeetingRequest.answered_at.is_(None))
        .where(Ballot.closed_at.is_(None), Ballot.closes_at > at)
        .order_by(MeetingRequest.id)
    )
    return [
        Duty(
            key=f"meeting_request:{request.id}",
            person_id=actor.person_id,
            sentence=f"Answer whether “{ballot.title}” goes to a meeting",
            endpoint="governance.show_ballot",
            arguments={"ballot_id": ballot.id},
            due_at=ballot.closes_at,
            since=request.asked_at,
        )
        for request, ballot in db.session.execute(waiting)
    ]
