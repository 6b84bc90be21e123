"""Move, second, amend, withdraw and decide, in the order of motions."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import ItemKind, MeetingMove
from app.engine.meetings.motions import (
    TYPES,
    Family,
    Method,
    MotionKind,
    MotionStage,
    MotionVote,
    needs_second,
    refusal,
    threshold,
)
from app.engine.voting.ballot import MAJORITY, Denominator
from app.engine.voting.roll import membership, taking_part
from app.governance.models import AgendaItem, Ballot, Meeting, MeetingSeat, Motion, MotionWording
from app.governance.queries import agendas as queries
from app.governance.queries import ballots, meetings
from app.governance.queries import minutes as minutes_queries
from app.governance.services import agendas, minutes
from app.governance.services.happenings import held, note
from app.governance.translate.meetings import (
    before_the_body,
    pending_of,
    presence_of,
    room_at,
    rule_at,
)
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.permissions import Actor

RESULTS = {MotionStage.CARRIED: "carried", MotionStage.REJECTED: "was lost"}
WITHOUT_QUORUM = frozenset({MotionKind.RECESS, MotionKind.ADJOURN})
"""What a meeting without a quorum may still decide."""
SETS_ASIDE = {
    MotionKind.REFER: "referred to another body",
    MotionKind.POSTPONE_DEFINITELY: "postponed",
    MotionKind.LAY_ON_TABLE: "set aside",
}


@dataclass(frozen=True, slots=True)
class Motioned:
    """What is moved, in exact words, by which seat. An amendment gives the whole new wording."""

    kind: MotionKind
    text: str
    mover_seat_id: int
    item_id: int | None = None
    had_notice: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What the chair announced: the hands, or for a ruling its words."""

    method: Method
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    ruling: str = ""


def move(meeting: Meeting, motioned: Motioned, *, actor: Actor, at: datetime) -> Motion:
    meeting = held(meeting, MeetingMove.CONDUCT, actor=actor, at=at)
    _refuse_while_voting(meeting)
    made = queries.motions_of(meeting.id)
    if why := refusal(motioned.kind, pending_of(made)):
        raise RuleBroken(why)
    if not motioned.text.strip():
        raise RuleBroken("Write the motion in the exact words that are put to the body.")
    mover = _voice(meeting, motioned.mover_seat_id, at)
    waiting = before_the_body(made)
    about = waiting[-1] if waiting else None
    item = queries.get_item(motioned.item_id) if motioned.item_id else None
    waits = needs_second(motioned.kind, small_board=meeting.charter.is_small_board)
    motion = Motion(
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        number=len(made) + 1,
        kind=motioned.kind,
        parent_id=about.id if about else None,
        proposal_id=_proposal(motioned, item),
        mover_seat_id=mover.seat_id,
        mover_name=_speaker(meeting, mover, at),
        stage=MotionStage.MOVED if waits else MotionStage.PENDING,
        had_notice=motioned.had_notice,
        moved_at=at,
    )
    db.session.add(motion)
    db.session.flush()
    _word(motion, motioned.text.strip(), None, at)
    said = _moving(motion, about, motioned.text.strip())
    note(meeting, EventKind.MOVED, said, actor=actor, at=at, item=item, motion=motion)
    return queries.get_motion(motion.id)


def second(motion: Motion, seat_id: int, *, actor: Actor, at: datetime) -> Motion:
    meeting, motion = _at_hand(motion, actor, at)
    if motion.stage is not MotionStage.MOVED:
        raise RuleBroken("This motion does not wait for a second.")
    if seat_id == motion.mover_seat_id:
        raise RuleBroken("Nobody seconds their own motion.")
    seat = _voice(meeting, seat_id, at)
    motion.seconder_seat_id = seat.seat_id
    motion.seconder_name = _speaker(meeting, seat, at)
    motion.stage = MotionStage.PENDING
    said = {"number": str(motion.number), "seconder": motion.seconder_name}
    note(meeting, EventKind.SECONDED, said, actor=actor, at=at, motion=motion)
    return motion


def drop(motion: Motion, *, actor: Actor, at: datetime) -> Motion:
    """Nobody seconds it, so it falls; a motion before the body is withdrawn by its mover."""
    meeting, motion = _at_hand(motion, actor, at)
    fell = motion.stage is MotionStage.MOVED
    motion.stage = MotionStage.FELL if fell else MotionStage.WITHDRAWN
    motion.decided_at = at
    kind = EventKind.FELL if fell else EventKind.WITHDRAWN
    said = {"number": str(motion.number)}
    note(meeting, kind, said, actor=actor, at=at, motion=motion)
    return motion


def decide(motion: Motion, count: Count, *, actor: Actor, at: datetime) -> Motion:
    """Without objection, on a show of hands, or by the chair's ruling where the chair rules."""
    meeting, motion = _at_hand(motion, actor, at)
    if motion.stage is not MotionStage.PENDING:
        raise RuleBroken("This motion waits for a second.")
    if motion.proposal_id is not None and motion.kind is MotionKind.MAIN:
        raise RuleBroken("A proposal is decided by a ballot, seat by seat. Open the ballot.")
    if TYPES[motion.kind].vote in {MotionVote.CHAIR, MotionVote.ON_DEMAND}:
        return _ruled(meeting, motion, count, actor, at)
    if count.method is Method.CHAIR:
        raise RuleBroken("The body decides this motion, not the chair.")
    if motion.kind not in WITHOUT_QUORUM:
        agendas.refuse_without_quorum(meeting, at)
    needed = _needed(meeting, motion, count, at)
    carried = count.method is Method.CONSENT or count.votes_for >= needed
    if count.method is Method.SHOW_OF_HANDS:
        motion.votes_for, motion.votes_against = count.votes_for, count.votes_against
        motion.abstained = count.abstained
    return _settled(meeting, motion, _Result(carried, needed, count.method), actor, at)


def settle_by_ballot(ballot: Ballot, *, carried: bool, numbers: "Numbers", at: datetime) -> None:
    """The motion a ballot was held on, in the transaction that counts the ballot.

    Called by whatever closes a ballot that names a motion; nobody acts, so nobody is asked.
    """
    if ballot.motion_id is None:
        return
    motion = queries.get_motion(ballot.motion_id)
    if motion.stage not in {MotionStage.PENDING, MotionStage.MOVED}:
        return
    motion.votes_for, motion.votes_against = numbers.votes_for, numbers.votes_against
    motion.abstained = numbers.abstained
    motion.stage = MotionStage.CARRIED if carried else MotionStage.REJECTED
    motion.decided_at, motion.method = at, Method.BALLOT
    said = _deciding(motion, numbers.needed)
    note(meetings.get(motion.meeting_id), EventKind.DECIDED, said, actor=None, at=at, motion=motion)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a ballot came to: for, against, abstained, and how many for were needed."""

    votes_for: int
    votes_against: int
    abstained: int
    needed: int


@dataclass(frozen=True, slots=True)
class _Result:
    carried: bool
    needed: int
    method: Method


def _at_hand(motion: Motion, actor: Actor, at: datetime) -> tuple[Meeting, Motion]:
    """The newest motion before the body: whatever was moved last is dealt with first."""
    meeting = held(meetings.get(motion.meeting_id), MeetingMove.CONDUCT, actor=actor, at=at)
    _refuse_while_voting(meeting)
    waiting = before_the_body(queries.motions_of(meeting.id))
    fresh = next((one for one in waiting if one.id == motion.id), None)
    if fresh is None:
        raise RuleBroken("This motion was dealt with already.")
    if waiting[-1].id != fresh.id:
        raise RuleBroken(f"Motion {waiting[-1].number} was moved after it. Decide that one first.")
    return meeting, fresh


def _refuse_while_voting(meeting: Meeting) -> None:
    if ballots.open_at(meeting.id):
        raise RuleBroken(
            "The body is voting. Nothing is moved or withdrawn until voting is closed."
        )


def _voice(meeting: Meeting, seat_id: int, at: datetime) -> MeetingSeat:
    """A seat that may move and second: it votes, and somebody is here for it."""
    seat = next((one for one in meeting.seats if one.seat_id == seat_id), None)
    if seat is None:
        raise NotFound("There is no such seat on the roll of this meeting.")
    if not seat.is_voting:
        raise RuleBroken(f"The seat {seat.title} has no vote, so it makes no motions.")
    if presence_of(meeting, seat_id, at) is None:
        raise RuleBroken(f"Nobody is here for the seat {seat.title}.")
    return seat


def _speaker(meeting: Meeting, seat: MeetingSeat, at: datetime) -> str:
    span = presence_of(meeting, seat.seat_id, at)
    return span.name if span else seat.holder_name or seat.title


def _proposal(motioned: Motioned, item: AgendaItem | None) -> int | None:
    return item.proposal_id if item and motioned.kind is MotionKind.MAIN else None


def _word(motion: Motion, text: str, amendment: Motion | None, at: datetime) -> None:
    edition = len(motion.wordings) + 1 if amendment else 1
    db.session.add(
        MotionWording(
            motion_id=motion.id,
            edition=edition,
            text=text,
            amendment_id=amendment.id if amendment else None,
            worded_at=at,
        )
    )
    db.session.flush()


def _moving(motion: Motion, about: Motion | None, text: str) -> dict[str, str]:
    return {
        "number": str(motion.number),
        "kind": _a(TYPES[motion.kind].label),
        "about": str(about.number) if about else "",
        "mover": motion.mover_name,
        "text": text,
    }


def _a(label: str) -> str:
    """Such as “a motion to refer …”, from the label of the kind."""
    verb = f"{label[0].lower()}{label[1:]}"
    return "a main motion" if label == TYPES[MotionKind.MAIN].label else f"to {verb}"


def _needed(meeting: Meeting, motion: Motion, count: Count, at: datetime) -> int:
    """How many for are needed, and whether the hands can be those of the people present."""
    rule, room = rule_at(meeting), room_at(meeting, at)
    here, cast = taking_part(rule, room), count.votes_for + count.votes_against
    hands = cast + count.abstained
    if min(count.votes_for, count.votes_against, count.abstained) < 0 or hands > here:
        raise RuleBroken(f"{hands} hands were counted and {here} voting seats are here.")
    if count.method is Method.SHOW_OF_HANDS and not cast:
        raise RuleBroken("Say how many hands were for and against.")
    share = threshold(motion.kind, rule.to_carry, had_notice=motion.had_notice) or MAJORITY
    by_charter = TYPES[motion.kind].vote is MotionVote.CHARTER
    base = {
        Denominator.VOTES_CAST: cast,
        Denominator.PRESENT: here,
        Denominator.ENTIRE_MEMBERSHIP: membership(rule, room),
    }[rule.denominator if by_charter else Denominator.VOTES_CAST]
    return share.needed(base)


def _ruled(meeting: Meeting, motion: Motion, count: Count, actor: Actor, at: datetime) -> Motion:
    if not count.ruling.strip():
        raise RuleBroken("Say how the chair rules.")
    motion.ruling = count.ruling.strip()
    return _settled(
        meeting, motion, _Result(carried=True, needed=0, method=Method.CHAIR), actor, at
    )


def _settled(
    meeting: Meeting, motion: Motion, result: _Result, actor: Actor, at: datetime
) -> Motion:
    motion.stage = MotionStage.CARRIED if result.carried else MotionStage.REJECTED
    motion.decided_at, motion.method = at, result.method
    said = _deciding(motion, result.needed)
    note(meeting, EventKind.DECIDED, said, actor=actor, at=at, motion=motion)
    if result.carried:
        _take_effect(meeting, motion, actor, at)
    return motion


def _deciding(motion: Motion, needed: int) -> dict[str, str]:
    return {
        "number": str(motion.number),
        "result": RESULTS[motion.stage],
        "method": motion.method or "",
        "for": str(motion.votes_for or 0),
        "against": str(motion.votes_against or 0),
        "abstained": str(motion.abstained or 0),
        "needed": str(needed),
        "ruling": motion.ruling,
    }


def _take_effect(meeting: Meeting, motion: Motion, actor: Actor, at: datetime) -> None:
    if motion.kind is MotionKind.AMEND and motion.parent_id is not None:
        _amend(meeting, motion, actor, at)
    elif TYPES[motion.kind].family is Family.SUBSIDIARY and (
        motion.kind in SETS_ASIDE or motion.kind is MotionKind.POSTPONE_INDEFINITELY
    ):
        _put_away(meeting, motion, actor, at)
    elif motion.kind is MotionKind.MAIN and motion.item and motion.item.kind is ItemKind.MINUTES:
        assert motion.item.minutes_of_id is not None
        found = minutes_queries.of_meeting(motion.item.minutes_of_id)
        assert found is not None
        minutes.approve(found, motion, actor=actor, at=at)


def _amend(meeting: Meeting, motion: Motion, actor: Actor, at: datetime) -> None:
    assert motion.parent_id is not None
    target = queries.get_motion(motion.parent_id)
    text = queries.get_motion(motion.id).text
    _word(target, text, motion, at)
    said = {"number": str(target.number), "by": str(motion.number), "text": text}
    note(meeting, EventKind.AMENDED, said, actor=actor, at=at, motion=target)


def _put_away(meeting: Meeting, motion: Motion, actor: Actor, at: datetime) -> None:
    """Every motion it was about goes with it; the item comes back, unless it was dropped."""
    for one in before_the_body(queries.motions_of(meeting.id)):
        one.stage, one.decided_at = MotionStage.SET_ASIDE, at
    if motion.item is not None and motion.kind in SETS_ASIDE:
        why = SETS_ASIDE[motion.kind]
        agendas.set_aside(motion.item, actor=actor, at=at, why=why)
