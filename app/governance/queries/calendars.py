"""What stands in calendars: a person's meetings and open ballots, and who is asked to a meeting."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.engine.meetings.meeting import SeatRole
from app.governance.models import Ballot, BallotSeat, Body, Invited, Meeting, Recusal, Seat
from app.kernel.calendars import Role
from app.kernel.db import db
from app.kernel.permissions import Actor, Permission


def bodies_of(person_id: int, on: date, *, standing_in: bool = False) -> Select[int]:
    """The numbers of bodies on which somebody holds a seat that day, or stands in for one."""
    holds = Seat.holder_id == person_id
    sits = or_(holds, Seat.alternate_id == person_id) if standing_in else holds
    return select(Seat.body_id).where(sits, _held(on))


def meetings_of(actor: Actor, *, after: datetime, on: date) -> Sequence[Meeting]:
    """Meetings that were called of the bodies somebody sits on, or stands in on, on a day."""
    if not actor.may(Permission.GOVERNANCE_READ):
        return ()
    mine = bodies_of(actor.person_id, on, standing_in=True)
    wanted = select(Meeting).where(
        Meeting.body_id.in_(mine), Meeting.starts_at >= after, Meeting.called_at.is_not(None)
    )
    whole = wanted.options(joinedload(Meeting.body).load_only(Body.name))
    return db.session.scalars(whole.order_by(Meeting.starts_at, Meeting.id)).all()


def ballots_of(actor: Actor, at: datetime) -> Sequence[Ballot]:
    """Open ballots in writing in which somebody may vote, voted or not.

    Whoever holds the proxy of a seat votes for it; whoever stepped aside does not vote.
    """
    if not actor.may(Permission.GOVERNANCE_VOTE):
        return ()
    aside = exists().where(
        Recusal.ballot_id == BallotSeat.ballot_id, Recusal.seat_id == BallotSeat.seat_id
    )
    mine = select(BallotSeat.ballot_id).where(
        func.coalesce(BallotSeat.proxy_holder_id, BallotSeat.holder_id) == actor.person_id,
        BallotSeat.is_voting,
        ~aside,
    )
    wanted = select(Ballot).where(
        Ballot.id.in_(mine),
        Ballot.meeting_id.is_(None),
        Ballot.closed_at.is_(None),
        Ballot.opens_at <= at,
        Ballot.closes_at > at,
    )
    return db.session.scalars(wanted.order_by(Ballot.closes_at, Ballot.id)).all()


def guests_of(meeting: Meeting) -> dict[int, Role]:
    """Who is asked to a meeting: the seats that are held on its day, and those who stand in."""
    held = select(Seat).where(Seat.body_id == meeting.body_id, _held(meeting.starts_at.date()))
    seats = db.session.scalars(held.order_by(Seat.id)).all()
    asked = {one.alternate_id: Role.WELCOME for one in seats if one.alternate_id}
    asked |= {one.holder_id: Role.WELCOME for one in seats if one.holder_id}
    needed = [one.holder_id for one in seats if one.role is not SeatRole.OBSERVER and one.holder_id]
    return asked | dict.fromkeys(needed, Role.NEEDED)


def invited_to(meeting_id: int) -> dict[int, Invited]:
    """By person."""
    rows = db.session.scalars(select(Invited).where(Invited.meeting_id == meeting_id))
    return {one.person_id: one for one in rows}


def _held(on: date) -> ColumnElement[bool]:
    begun = or_(Seat.term_starts_on.is_(None), Seat.term_starts_on <= on)
    lasts = or_(Seat.term_ends_on.is_(None), Seat.term_ends_on >= on)
    return Seat.holder_id.is_not(None) & begun & lasts
