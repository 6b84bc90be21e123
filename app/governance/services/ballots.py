"""Open a ballot, cast and change votes, step aside, close and count."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.engine.voting.ballot import BallotKind, Choice, Outcome, Phase, contradictions
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
    Body,
    Participation,
    Proposal,
    Recusal,
    SecretBox,
    Vote,
)
from app.governance.models.rules import RuleColumns
from app.governance.policy import standing
from app.governance.queries import ballots as queries
from app.governance.queries import bodies, proposals
from app.governance.services import decisions
from app.governance.services.freezing import freeze_effects, freeze_roll
from app.governance.services.outlook import freeze_outlook
from app.governance.services.packets import seal_packet
from app.governance.services.proposals import moved
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor

FROZEN = tuple(RuleColumns.__annotations__)
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
    """What may be said when a ballot opens; a ballot may be made secret, never less secret."""

    aim: Aim = Aim.APPROVE
    kind: BallotKind | None = None


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
    proposal = proposals.lock(proposal.id)
    body = bodies.lock(proposal.body_id)
    _refuse_unless_running(proposal, actor, at, "opened")
    proposal.stage = moved(proposal.stage, Move.OPEN)
    _refuse_deadline(body, closes_at, at)
    rule = {name: getattr(body.charter, name) for name in FROZEN}
    ballot = Ballot(
        proposal_id=proposal.id,
        charter_id=body.charter.id,
        title=proposal.title,
        text=proposal.text,
        opens_at=at,
        closes_at=closes_at,
        opened_by_id=actor.person_id,
        aim=terms.aim,
        method=proposal.method,
        options=proposal.options,
        places=proposal.places,
        points=proposal.points,
        **rule | {"ballot_kind": terms.kind or body.charter.ballot_kind},
    )
    _refuse_terms(ballot, body)
    db.session.add(ballot)
    db.session.flush()
    freeze_roll(ballot, body, at)
    freeze_effects(ballot, proposal)
    if translate.is_secret(ballot):
        db.session.add(SecretBox(ballot_id=ballot.id, papers=[]))
    db.session.flush()
    ballot = queries.lock(ballot.id)
    _refuse_hopeless(ballot)
    return freeze_outlook(ballot, at)


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
    if seat is not None and (before := translate.vote_on(ballot, seat)) is not None:
        _refuse_unseen(before, said)
    seat = _of_a_question(ballot, _allowed(ballot, seat, actor, at))
    cast = _put(ballot, seat, _Paper(actor.person_id, at, said.choice))
    return give_reason(cast, said.comment)


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
    if why := refusal(translate.rule_of(ballot), claim, translate.phase_at(ballot, at)):
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


def give_reason(cast: Cast, comment: str) -> Cast:
    """In the same transaction as the vote it explains, whose ballot is locked."""
    comment = comment.strip()
    if isinstance(cast, Vote):
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
    ballot = queries.lock(ballot.id)
    seat = _seat(ballot, actor, seat_id)
    claim = translate.claim_of(ballot, seat, actor.person_id)
    if why := recusal_refusal(translate.rule_of(ballot), claim, translate.phase_at(ballot, at)):
        raise RuleBroken(why)
    assert seat is not None
    if vote := translate.vote_on(ballot, seat):
        db.session.delete(vote)
    recusal = Recusal(
        ballot_id=ballot.id, seat_id=seat.seat_id, reason=reason.strip(), recused_at=at
    )
    db.session.add(recusal)
    return recusal


def close(ballot: Ballot, *, at: datetime, actor: Actor | None = None) -> Tally:
    """Count, store the outcome, and on success record the decision; all of it or nothing.

    Without an actor the deadline closes it. By hand it closes early only when no seat can still
    take part, because the page promises everyone the time until the deadline. Closing a closed
    ballot changes nothing and gives the same tally.
    """
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
    silent = translate.silent_seats(ballot)
    if not silent:
        return
    until = "may still vote until the deadline"
    if translate.is_secret(ballot):
        seats = f"{len(silent)} {'seat' if len(silent) == 1 else 'seats'}"
        raise RuleBroken(f"{seats} {until}. The ballot closes by itself when the time is over.")
    names = ", ".join(f"{seat.title} ({seat.holder_name})" for seat in silent)
    raise RuleBroken(
        f"These seats {until}: {names}. The ballot closes by itself when the time is over."
    )


def _refuse_deadline(body: Body, closes_at: datetime, at: datetime) -> None:
    if closes_at <= at:
        raise RuleBroken("Choose a deadline that lies ahead.")
    if not body.charter.written_procedure:
        raise RuleBroken("Under this charter the body votes at its meetings only.")
    days = body.charter.least_days_open
    if closes_at - at < timedelta(days=days):
        raise RuleBroken(f"Under this charter a ballot stays open for at least {days} days.")


def _refuse_terms(ballot: Ballot, body: Body) -> None:
    """The rule with what was said at the opening must still be one that can be applied."""
    chartered = body.charter.ballot_kind
    if chartered is BallotKind.SECRET and ballot.ballot_kind is not BallotKind.SECRET:
        raise RuleBroken("Under this charter votes are secret, and stay so.")
    if ballot.ballot_kind is BallotKind.SHOW_OF_HANDS:
        raise RuleBroken("Hands are shown at a meeting; a written procedure has none.")
    if ballot.method is not Method.QUESTION and ballot.aim is not Aim.APPROVE:
        raise RuleBroken("A choice among several cannot be put as a motion to reject.")
    if faults := contradictions(translate.rule_of(ballot)):
        raise RuleBroken(" ".join(faults))


def _refuse_hopeless(ballot: Ballot) -> None:
    """A ballot that could not reach its quorum if every filled seat took part is not opened."""
    everyone = translate.count_if_all_take_part(ballot)
    if not everyone.quorum.met:
        raise RuleBroken(
            f"A quorum is {everyone.quorum.needed} seats and {everyone.quorum.have} are filled. "
            "Fill the seats of this body before it votes."
        )
    if everyone.missing_groups:
        groups = ", ".join(everyone.missing_groups)
        raise RuleBroken(f"The quorum needs a seat of each of these groups, all vacant: {groups}.")
