"""What a ballot keeps as it was when it opened: the roll, and what each effect would change."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.meetings.meeting import Manner
from app.engine.voting.roll import Attendance as Presence
from app.governance import translate
from app.governance.models import (
    Ballot,
    BallotEffect,
    BallotSeat,
    Body,
    Meeting,
    Proposal,
)
from app.governance.queries import ballots, proxies
from app.governance.translate.meetings import attendance_of, voice_of
from app.kernel.db import db
from app.kernel.subjects import effect_of


def freeze_roll(ballot: Ballot, body: Body, at: datetime) -> None:
    """Who sits where on this day, and who holds whose proxy.

    A seat whose term has not begun or is over counts as vacant.
    """
    day = at.date()
    given = {one.seat_id: one for one in proxies.standing_in(body.id, day)}
    for seat in body.seats:
        filled = seat.is_filled(day)
        alternate = seat.alternate if filled else None
        proxy = given.get(seat.id) if filled else None
        db.session.add(
            BallotSeat(
                ballot_id=ballot.id,
                seat_id=seat.id,
                title=seat.title,
                constituency=seat.constituency,
                group=seat.group,
                is_voting=seat.votes_now,
                in_quorum=seat.in_quorum,
                is_chair=seat.is_chair,
                holder_id=seat.holder_id if filled else None,
                holder_name=seat.holder.name if filled and seat.holder else None,
                alternate_id=alternate.id if alternate else None,
                alternate_name=alternate.name if alternate else None,
                proxy_holder_id=proxy.holder_id if proxy else None,
                proxy_holder_name=proxy.holder.name if proxy else None,
            )
        )


def freeze_room(ballot: Ballot, meeting: Meeting, at: datetime) -> None:
    """The roll of the meeting, and who is there for each seat at this moment."""
    for one in meeting.seats:
        seat = BallotSeat(
            ballot_id=ballot.id,
            seat_id=one.seat_id,
            title=one.title,
            constituency=one.constituency,
            group=one.group,
            is_voting=one.is_voting,
            in_quorum=one.in_quorum,
            is_chair=one.is_chair,
            holder_id=one.holder_id,
            holder_name=one.holder_name,
            alternate_id=one.alternate_id,
            alternate_name=one.alternate_name,
        )
        _place(seat, _presence(meeting, one.seat_id, at))
        db.session.add(seat)


def follow_room(meeting: Meeting, at: datetime) -> None:
    """Whoever was noted to come may vote, and whoever left without voting may not.

    A seat that has voted, stepped aside or shown its hand took part, and leaving later does not
    undo that.
    """
    there = {one.seat_id: _presence(meeting, one.seat_id, at) for one in meeting.seats}
    for ballot_id in ballots.open_at(meeting.id):
        ballot = ballots.lock(ballot_id)
        if ballot.closed_at is not None or at >= ballot.closes_at:
            continue
        acted = {*translate.acted(ballot), *(one.seat_id for one in ballot.recusals)}
        for seat in ballot.seats:
            here = there[seat.seat_id]
            came = here.attendance is Presence.PRESENT
            if came or (seat.seat_id not in acted and ballot.hands is None):
                _place(seat, here)


@dataclass(frozen=True, slots=True)
class _Presence:
    attendance: Presence
    manner: Manner | None = None
    person_id: int | None = None
    proxy_name: str | None = None


def _presence(meeting: Meeting, seat_id: int, at: datetime) -> _Presence:
    """Whoever holds a proxy is present for a seat of their own, under their name."""
    here = voice_of(meeting, seat_id, at)
    if here is None:
        return _Presence(Presence.ABSENT)
    name = None
    if here.manner is Manner.BY_PROXY:
        own = (one for one in meeting.attendances if one.manner is not Manner.BY_PROXY)
        name = next(one.name for one in own if one.person_id == here.person_id)
    return _Presence(attendance_of(here), here.manner, here.person_id, name)


def _place(seat: BallotSeat, here: _Presence) -> None:
    by_proxy = here.manner is Manner.BY_PROXY
    seat.attendance, seat.manner, seat.present_id = here.attendance, here.manner, here.person_id
    seat.proxy_holder_id = here.person_id if by_proxy else None
    seat.proxy_holder_name = here.proxy_name


def freeze_effects(ballot: Ballot, proposal: Proposal) -> None:
    for effect in proposal.effects:
        kind = effect_of(effect.kind)
        kind.check(effect.subject_id, effect.payload)
        db.session.add(
            BallotEffect(
                ballot_id=ballot.id,
                effect_id=effect.id,
                sentence=kind.sentence(effect.subject_id, effect.payload),
                differences=[
                    {"label": one.label, "before": one.before, "after": one.after}
                    for one in kind.preview(effect.subject_id, effect.payload)
                ],
            )
        )
