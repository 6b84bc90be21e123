"""Ballots an actor may see; one with its roll and votes, to read or to lock; those that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from app.engine.voting.ballot import BallotKind
from app.governance.models import (
    Ballot,
    BallotEffect,
    BallotSeat,
    Packet,
    Participation,
    Proposal,
    Recusal,
    Reminder,
    Seat,
    Vote,
)
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission

WHOLE = (
    joinedload(Ballot.proposal).joinedload(Proposal.body),
    joinedload(Ballot.proposal).joinedload(Proposal.author),
    joinedload(Ballot.proposal).selectinload(Proposal.effects),
    joinedload(Ballot.charter),
    joinedload(Ballot.meeting),
    joinedload(Ballot.motion),
    selectinload(Ballot.seats),
    selectinload(Ballot.votes).joinedload(Vote.cast_by),
    selectinload(Ballot.recusals),
    selectinload(Ballot.participations),
    joinedload(Ballot.box),
    selectinload(Ballot.effects).joinedload(BallotEffect.effect),
)


PAPERS: dict[bool, Select[Any]] = {
    False: select(Vote).order_by(Vote.seat_id),
    True: select(Participation).order_by(Participation.seat_id),
}
"""What is given for a seat: by name, or in secret."""


def visible_to(actor: Actor) -> Select[Ballot]:
    """Those on the roll, those who sit on the body, the author, the secretary, the auditor."""
    ballots = select(Ballot).join(Ballot.proposal)
    if actor.may(Permission.GOVERNANCE_RUN) or actor.may(Permission.AUDIT_READ):
        return ballots
    me = actor.person_id
    on_roll = select(BallotSeat.ballot_id).where(
        or_(
            BallotSeat.holder_id == me,
            BallotSeat.alternate_id == me,
            BallotSeat.proxy_holder_id == me,
        )
    )
    in_body = select(Seat.body_id).where(or_(Seat.holder_id == me, Seat.alternate_id == me))
    return ballots.where(
        or_(Ballot.id.in_(on_roll), Proposal.body_id.in_(in_body), Proposal.author_id == me)
    )


def list_for(actor: Actor) -> Sequence[Ballot]:
    """Open ones first, by deadline; then closed ones, latest first; with roll and votes."""
    listed = visible_to(actor).options(
        joinedload(Ballot.proposal).joinedload(Proposal.body),
        selectinload(Ballot.seats),
        selectinload(Ballot.votes),
        selectinload(Ballot.recusals),
        selectinload(Ballot.participations),
    )
    ballots = db.session.scalars(listed).unique().all()
    waiting = [one for one in ballots if one.closed_at is None]
    over = [one for one in ballots if one.closed_at is not None]
    return sorted(waiting, key=lambda one: (one.closes_at, one.id)) + sorted(
        over, key=lambda one: one.id, reverse=True
    )


def list_of(actor: Actor, proposal_id: int) -> Sequence[Ballot]:
    """The ballots on one proposal that this actor may see."""
    held = visible_to(actor).where(Ballot.proposal_id == proposal_id)
    return db.session.scalars(held.order_by(Ballot.id)).all()


def get_for(actor: Actor, ballot_id: int) -> Ballot:
    return _one(visible_to(actor), ballot_id)


def lock(ballot_id: int) -> Ballot:
    """Its row locked first, everything else read after, fresh: for whoever is about to write.

    At READ COMMITTED a statement sees what was committed when it began, so nothing that decides
    (roll, votes, whether it is closed) may be read before the lock is held.
    """
    db.session.execute(select(Ballot.id).where(Ballot.id == ballot_id).with_for_update())
    return _one(select(Ballot).execution_options(populate_existing=True), ballot_id)


def lock_to_vote(ballot_id: int) -> Ballot:
    """As `lock`, with what decides about one vote and nothing else: many vote at once.

    The row that is locked is the row as it is after the wait; its lists are read after.
    """
    one = select(Ballot).where(Ballot.id == ballot_id).with_for_update()
    found = db.session.scalar(one.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such ballot.")
    is_secret = found.ballot_kind is BallotKind.SECRET
    _bring(found, "seats", select(BallotSeat).order_by(BallotSeat.id))
    _bring(found, "recusals", select(Recusal).order_by(Recusal.seat_id))
    _bring(found, "participations" if is_secret else "votes", PAPERS[is_secret])
    set_committed_value(found, "votes" if is_secret else "participations", [])
    return found


def _bring(ballot: Ballot, name: str, rows: Select[Any]) -> None:
    """One of its lists, fresh: a plain statement costs half of what a loader's does."""
    those = rows.filter_by(ballot_id=ballot.id).execution_options(populate_existing=True)
    set_committed_value(ballot, name, list(db.session.scalars(those)))


def refuse_unseen(actor: Actor, ballot_id: int) -> None:
    """For whoever may not see it there is no such ballot."""
    seen = visible_to(actor).where(Ballot.id == ballot_id).with_only_columns(Ballot.id)
    if db.session.scalar(seen) is None:
        raise NotFound("There is no such ballot.")


def _one(among: Select[Ballot], ballot_id: int) -> Ballot:
    found = db.session.scalar(among.where(Ballot.id == ballot_id).options(*WHOLE))
    if found is None:
        raise NotFound("There is no such ballot.")
    return found


def packet_of(ballot_id: int) -> Packet | None:
    """The sealed packet of a closed ballot; one closed by an earlier version has none."""
    return db.session.scalar(select(Packet).where(Packet.ballot_id == ballot_id))


def has_packet(ballot_id: int) -> bool:
    return db.session.scalar(select(Packet.id).where(Packet.ballot_id == ballot_id)) is not None


def open_in(body_id: int) -> Sequence[int]:
    """The ballots in writing of a body that are not closed, in the order they are locked in."""
    waiting = select(Ballot.id).join(Ballot.proposal).where(Proposal.body_id == body_id)
    waiting = waiting.where(Ballot.meeting_id.is_(None))
    return db.session.scalars(waiting.where(Ballot.closed_at.is_(None)).order_by(Ballot.id)).all()


def open_at(meeting_id: int) -> Sequence[int]:
    """The ballots of a meeting that are not closed, in the order in which they are locked."""
    waiting = select(Ballot.id).where(Ballot.meeting_id == meeting_id, Ballot.closed_at.is_(None))
    return db.session.scalars(waiting.order_by(Ballot.id)).all()


@dataclass(frozen=True, slots=True)
class Held:
    """A ballot of a meeting, in short."""

    id: int
    motion_id: int | None
    is_open: bool


def held_at(actor: Actor, meeting_id: int) -> list[Held]:
    """The ballots of a meeting that this actor may see, in the order they were opened."""
    held = visible_to(actor).where(Ballot.meeting_id == meeting_id).order_by(Ballot.id)
    rows = db.session.execute(held.with_only_columns(Ballot.id, Ballot.motion_id, Ballot.closed_at))
    return [Held(id_, motion_id, closed_at is None) for id_, motion_id, closed_at in rows]


def get(ballot_id: int) -> Ballot:
    """As it is, for whoever locks it later or only reads."""
    return _one(select(Ballot).execution_options(populate_existing=True), ballot_id)


def due(at: datetime) -> Sequence[int]:
    """The ballots past their deadline and not yet counted, the longest overdue first."""
    late = select(Ballot.id).where(Ballot.closed_at.is_(None), Ballot.closes_at <= at)
    return db.session.scalars(late.order_by(Ballot.closes_at, Ballot.id)).all()


def nearly_over(at: datetime, left: timedelta, whole: timedelta) -> Sequence[int]:
    """Ballots with at most so much time left, of at least so much, without a last call yet."""
    called = exists().where(Reminder.ballot_id == Ballot.id, Reminder.sent_by_id.is_(None))
    ending = select(Ballot.id, Ballot.opens_at, Ballot.closes_at).where(
        Ballot.closed_at.is_(None), Ballot.closes_at > at, Ballot.closes_at <= at + left, ~called
    )
    return [one.id for one in db.session.execute(ending) if one.closes_at - one.opens_at >= whole]


def reminders_of(ballot_id: int) -> Sequence[Reminder]:
    sent = select(Reminder).where(Reminder.ballot_id == ballot_id)
    named = sent.options(joinedload(Reminder.sent_by))
    return db.session.scalars(named.order_by(Reminder.id)).unique().all()
