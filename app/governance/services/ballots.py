"""Open a ballot, cast and change votes, step aside, close and count."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.engine.meetings.notice import notice
from app.engine.voting.ballot import (
    BallotKind,
    Choice,
    Outcome,
    Phase,
    Reasons,
    reason_refusal,
)
from app.engine.voting.election import Method, paper_refusal
from app.engine.voting.eligibility import recusal_refusal, refusal
from app.engine.voting.proposal import Move
from app.engine.voting.receipt import in_signs, receipt
from app.engine.voting.tally import Tally
from app.governance import translate
from app.governance.models import (
    Aim,
    Ballot,
    BallotSeat,
    Motion,
    Participation,
    Proposal,
    Recusal,
    SecretBox,
    Vote,
)
from app.governance.policy import standing
from app.governance.queries import ballots as queries
from app.governance.queries import bodies, meetings, proposals
from app.governance.services import decisions, opening
from app.governance.services.freezing import freeze_effects, freeze_roll, freeze_room
from app.governance.services.outlook import freeze_outlook
from app.governance.services.packets import seal_packet
from app.governance.services.proposals import moved
from app.governance.services.routing import refuse_unrouted
from app.governance.services.settling import note_opening, note_recusal, settle
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor

AFTERMATH = {
    (Outcome.CARRIED, Aim.APPROVE): Move.CARRY,
    (Outcome.REJECTED, Aim.APPROVE): Move.REJECT,
    (Outcome.INQUORATE, Aim.APPROVE): Move.LACK_QUORUM,
    (Outcome.CARRIED, Aim.REJECT): Move.REJECT,
    (Outcome.REJECTED, Aim.REJECT): Move.STAND,
    (Outcome.INQUORATE, Aim.REJECT): Move.LACK_QUORUM,
}
"""What a count means for the proposal. A motion to reject that fails approves nothing."""

Cast = Vote | Participation


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be said when a ballot opens; a ballot may be made secret, never less secret.

    With a motion it is held at its meeting, among those who are there; else by written procedure.
    """

    aim: Aim = Aim.APPROVE
    kind: BallotKind | None = None
    reasons: Reasons = Reasons.OPTIONAL
    motion: Motion | None = None


AS_CHARTERED = Terms()


def open_ballot(
    proposal: Proposal,
    *,
    actor: Actor,
    closes_at: datetime,
    at: datetime,
    terms: Terms = AS_CHARTERED,
) -> Ballot:
    """Freeze the rule, the roll and what each effect would change; voting begins now."""
    motion = terms.motion
    meeting = opening.room_of(motion, proposal, actor=actor, at=at) if motion else None
    proposal = proposals.lock(proposal.id)
    body = bodies.lock(proposal.body_id)
    _refuse_unless_running(proposal, actor, at, "opened")
    proposal.stage = moved(proposal.stage, Move.OPEN)
    refuse_unrouted(proposal)
    charter = meeting.charter if meeting else body.charter
    opening.refuse_deadline(charter, meeting, closes_at, at)
    days = notice(at.date(), closes_at.date(), charter.notice_days)
    had_notice = motion.had_notice if motion else days.is_enough
    rule = opening.rule_for(proposal, charter, had_notice=had_notice)
    ballot = Ballot(
        proposal_id=proposal.id,
        charter_id=charter.id,
        meeting_id=meeting.id if meeting else None,
        motion_id=motion.id if motion else None,
        title=proposal.title,
        text=motion.text if motion else proposal.text,
        opens_at=at,
        closes_at=closes_at,
        opened_by_id=actor.person_id,
        aim=terms.aim,
        reasons=terms.reasons,
        method=proposal.method,
        options=proposal.options,
        places=proposal.places,
        points=proposal.points,
        **rule | {"ballot_kind": terms.kind or charter.ballot_kind},
    )
    opening.refuse_terms(ballot, charter)
    db.session.add(ballot)
    db.session.flush()
    if translate.is_secret(ballot):
        db.session.add(SecretBox(ballot_id=ballot.id, papers=[]))
    if meeting:
        freeze_room(ballot, meeting, at)
    else:
        freeze_roll(ballot, body, at)
    freeze_effects(ballot, proposal)
    return freeze_outlook(_opened(ballot, actor), at)


def _opened(ballot: Ballot, actor: Actor) -> Ballot:
    db.session.flush()
    ballot = queries.lock(ballot.id)
    if ballot.meeting_id is None:
        opening.refuse_hopeless(ballot)
    else:
        note_opening(ballot, translate.count_of(ballot), actor=actor)
    return ballot


@dataclass(frozen=True, slots=True)
class _Paper:
    """What one person gives for one seat."""

    by: int
    at: datetime
    choice: Choice
    marks: Mapping[int, int] | None = None


def cast_vote(
    ballot: Ballot, *, actor: Actor, choice: Choice, at: datetime, seat_id: int | None = None
) -> Cast:
    """For the actor's own seat, or for the given one of those the actor may act for.

    A vote by name may be changed until the ballot closes; the holder's takes the place of one that
    somebody else gave for the seat. A secret vote is cast once: nobody can find it again.
    """
    ballot, seat = _able(ballot, actor, at, seat_id)
    return _put(ballot, _of_a_question(ballot, seat), _Paper(actor.person_id, at, choice))


def _of_a_question(ballot: Ballot, seat: BallotSeat) -> BallotSeat:
    if ballot.method is not Method.QUESTION:
        raise RuleBroken("This ballot chooses among several options: mark them.")
    return seat


@dataclass(frozen=True, slots=True)
class Said:
    """What someone says on the page: `seen` is the receipt of the vote the page showed, or none.

    A request that was on its way while the vote changed comes too late to overwrite it.
    """

    choice: Choice
    seat_id: int | None = None
    seen: str | None = None
    comment: str = ""


def cast_as_said(ballot_id: int, said: Said, *, actor: Actor, at: datetime) -> Cast:
    """A vote with its reason. Said twice it acts once: the second finds nothing to change."""
    ballot = queries.lock_to_vote(ballot_id)
    seat = _seat(ballot, actor, said.seat_id)
    if seat is None:
        queries.refuse_unseen(actor, ballot_id)
    elif (before := translate.vote_on(ballot, seat)) is not None:
        _refuse_unseen(before, said)
    seat = _of_a_question(ballot, _allowed(ballot, seat, actor, at))
    cast = _put(ballot, seat, _Paper(actor.person_id, at, said.choice))
    return give_reason(ballot, cast, said.comment)


def _refuse_unseen(vote: Vote, said: Said) -> None:
    shown = receipt(vote.ballot_id, vote.seat_id, vote.choice, vote.cast_at)
    if said.seen is not None and said.seen != shown and vote.choice is not said.choice:
        raise Conflict(
            f"This seat has voted meanwhile: {vote.choice}, recorded {vote.cast_at:%H:%M} UTC. "
            "Nothing was changed. Load the page again, and vote again if you want another vote."
        )


def cast_paper(
    ballot: Ballot,
    *,
    actor: Actor,
    marks: Mapping[int, int],
    at: datetime,
    seat_id: int | None = None,
) -> Cast:
    """The paper of an election: option by its place, from 0; an empty one abstains."""
    ballot, seat = _able(ballot, actor, at, seat_id)
    if ballot.method is Method.QUESTION:
        raise RuleBroken("This ballot is a question: approve, reject or abstain.")
    if why := paper_refusal(translate.contest_of(ballot), marks):
        raise RuleBroken(why)
    choice = Choice.APPROVE if marks else Choice.ABSTAIN
    return _put(ballot, seat, _Paper(actor.person_id, at, choice, marks))


def _able(
    ballot: Ballot, actor: Actor, at: datetime, seat_id: int | None
) -> tuple[Ballot, BallotSeat]:
    """The locked ballot and the seat, if the actor may vote for it now."""
    ballot = queries.lock(ballot.id)
    return ballot, _allowed(ballot, _seat(ballot, actor, seat_id), actor, at)


def _allowed(ballot: Ballot, seat: BallotSeat | None, actor: Actor, at: datetime) -> BallotSeat:
    claim = translate.claim_of(ballot, seat, actor.person_id)
    room = translate.room_of(ballot, seat, actor.person_id)
    if why := refusal(translate.rule_of(ballot), claim, translate.phase_at(ballot, at), room):
        raise RuleBroken(why)
    assert seat is not None
    return seat


def _put(ballot: Ballot, seat: BallotSeat, paper: _Paper) -> Cast:
    channel = translate.channel_of(seat, paper.by)
    if translate.is_secret(ballot):
        return _put_into_the_box(ballot, seat, paper)
    vote = translate.vote_on(ballot, seat)
    if vote is None:
        vote = Vote(ballot_id=ballot.id, seat_id=seat.seat_id, comment="", dispute="")
        db.session.add(vote)
    elif _is_the_same(vote, paper):
        return vote
    vote.choice, vote.cast_at, vote.cast_by_id = paper.choice, paper.at, paper.by
    vote.channel, vote.confirmed_at, vote.disputed_at = channel, None, None
    vote.marks = _kept(paper)
    return vote


def _is_the_same(vote: Vote, paper: _Paper) -> bool:
    """Said once more by the same person: a request that was repeated, and nothing to record."""
    before = (vote.choice, vote.cast_by_id, vote.marks)
    return before == (paper.choice, paper.by, _kept(paper))


def _kept(paper: _Paper) -> dict[str, int] | None:
    return None if paper.marks is None else {str(k): v for k, v in paper.marks.items()}


def _put_into_the_box(ballot: Ballot, seat: BallotSeat, paper: _Paper) -> Participation:
    """Who voted goes here, what was voted goes there: no key, time or order leads between them."""
    box = db.session.scalars(
        select(SecretBox).where(SecretBox.ballot_id == ballot.id).with_for_update()
    ).one()
    line = paper.choice.value if paper.marks is None else translate.paper_from(paper.marks)
    box.papers = sorted([*box.papers, line])
    participation = Participation(
        ballot_id=ballot.id,
        seat_id=seat.seat_id,
        receipt=in_signs(secrets.token_bytes(16)),
        channel=translate.channel_of(seat, paper.by),
        cast_by_id=paper.by,
    )
    db.session.add(participation)
    return participation


def give_reason(ballot: Ballot, cast: Cast, comment: str) -> Cast:
    """In the same transaction as the vote it explains, whose ballot is locked."""
    comment = comment.strip()
    if isinstance(cast, Vote):
        if why := reason_refusal(ballot.reasons, comment):
            raise RuleBroken(why)
        cast.comment = comment
    elif comment:
        raise RuleBroken("A secret vote carries no reason: it would tell who gave it.")
    return cast


def recuse(
    ballot: Ballot, *, actor: Actor, reason: str, at: datetime, seat_id: int | None = None
) -> Recusal:
    """Step aside for good on this ballot; a vote the seat had cast is taken back."""
    if not reason.strip():
        raise RuleBroken("Say what the conflict of interest is.")
    if ballot.meeting_id is not None:
        meetings.lock(ballot.meeting_id)
    ballot = queries.lock(ballot.id)
    seat = _seat(ballot, actor, seat_id)
    claim = translate.claim_of(ballot, seat, actor.person_id)
    room, phase = translate.room_of(ballot, seat, actor.person_id), translate.phase_at(ballot, at)
    if why := recusal_refusal(translate.rule_of(ballot), claim, phase, room):
        raise RuleBroken(why)
    assert seat is not None
    if vote := translate.vote_on(ballot, seat):
        db.session.delete(vote)
    recusal = Recusal(
        ballot_id=ballot.id, seat_id=seat.seat_id, reason=reason.strip(), recused_at=at
    )
    db.session.add(recusal)
    note_recusal(ballot, seat, recusal, actor=actor)
    return recusal


def close(ballot: Ballot, *, at: datetime, actor: Actor | None = None) -> Tally:
    """Count, store the outcome, and on success record the decision; all of it or nothing.

    Without an actor the deadline closes it. By hand it closes early only when no seat can still
    take part, because the page promises everyone the time until the deadline. Closing a closed
    ballot changes nothing and gives the same tally. A meeting is locked before its ballot.
    """
    if ballot.meeting_id is not None:
        meetings.lock(ballot.meeting_id)
    ballot = queries.lock(ballot.id)
    if actor is not None:
        _refuse_unless_running(ballot.proposal, actor, at, "closed")
    if ballot.closed_at is not None:
        return translate.count_of(ballot)
    if translate.phase_at(ballot, at) is not Phase.OVER:
        _refuse_early(ballot)
    counted = _sealed_count(ballot)
    ballot.closed_at, ballot.outcome = at, counted.outcome
    move = AFTERMATH[counted.outcome, ballot.aim]
    ballot.proposal.stage = moved(ballot.proposal.stage, move)
    decision = decisions.record(ballot, at=at) if move is Move.CARRY else None
    seal_packet(ballot, counted, decision.number if decision else None)
    settle(ballot, counted, decision, at=at)
    return counted


def _sealed_count(ballot: Ballot) -> Tally:
    """Count once, and freeze who took part; a box with too few papers is emptied unread."""
    for place, seat in zip(translate.roll_of(ballot), ballot.seats, strict=True):
        seat.attendance = place.attendance
    counted = translate.final_count_of(ballot)
    if counted.is_unopened and ballot.box:
        ballot.box.papers = []
    elif ballot.method is not Method.QUESTION and counted.outcome is not Outcome.INQUORATE:
        chosen = translate.chosen_of(ballot).chosen
        ballot.chosen = tuple(ballot.options[one] for one in chosen)
    return counted


def _seat(ballot: Ballot, actor: Actor, seat_id: int | None) -> BallotSeat | None:
    mine = translate.seats_of(ballot, actor.person_id)
    return next((one for one in mine if seat_id in (None, one.seat_id)), None)


def _refuse_unless_running(proposal: Proposal, actor: Actor, at: datetime, what: str) -> None:
    chair = bodies.chair_of(proposal.body_id, at.date())
    if not standing(actor, author_id=proposal.author_id, chair_id=chair).runs:
        raise Forbidden(f"A ballot is {what} by the chair of the body or the secretary.")


def _refuse_early(ballot: Ballot) -> None:
    """Where the quorum in the room is lost nobody can vote, so nobody is waited for."""
    in_room = ballot.meeting_id is not None
    silent = translate.silent_seats(ballot)
    if not silent or (in_room and not translate.count_of(ballot).has_quorum):
        return
    until = "may still vote until the deadline"
    if in_room and ballot.ballot_kind is BallotKind.SHOW_OF_HANDS:
        raise RuleBroken("Count the hands first.")
    if translate.is_secret(ballot):
        seats = f"{len(silent)} {'seat' if len(silent) == 1 else 'seats'}"
        raise RuleBroken(f"{seats} {until}. The ballot closes by itself when the time is over.")
    names = ", ".join(f"{seat.title} ({seat.holder_name})" for seat in silent)
    raise RuleBroken(
        f"These seats {until}: {names}. The ballot closes by itself when the time is over."
    )
