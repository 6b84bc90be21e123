"""Open a ballot, cast and change votes, step aside, close and count."""

from datetime import datetime

from app.engine.voting.ballot import Choice, Outcome, Phase
from app.engine.voting.eligibility import recusal_refusal, refusal
from app.engine.voting.proposal import Move
from app.engine.voting.tally import Tally
from app.governance import translate
from app.governance.models import (
    Ballot,
    BallotEffect,
    BallotSeat,
    Body,
    Proposal,
    Recusal,
    Vote,
)
from app.governance.models.rules import RuleColumns
from app.governance.policy import standing
from app.governance.queries import ballots as queries
from app.governance.queries import bodies, proposals
from app.governance.services import decisions
from app.governance.services.proposals import moved
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor
from app.kernel.subjects import effect_of

FROZEN = tuple(RuleColumns.__annotations__)
AFTERMATH = {
    Outcome.CARRIED: Move.CARRY,
    Outcome.REJECTED: Move.REJECT,
    Outcome.INQUORATE: Move.LACK_QUORUM,
}


def open_ballot(proposal: Proposal, *, actor: Actor, closes_at: datetime, at: datetime) -> Ballot:
    """Freeze the rule, the roll and what each effect would change; voting begins now."""
    proposal = proposals.lock(proposal.id)
    body = bodies.get(proposal.body_id)
    _refuse_unless_running(proposal, actor, at, "opened")
    proposal.stage = moved(proposal.stage, Move.OPEN)
    if closes_at <= at:
        raise RuleBroken("Choose a deadline that lies ahead.")
    ballot = Ballot(
        proposal_id=proposal.id,
        charter_id=body.charter.id,
        title=proposal.title,
        text=proposal.text,
        opens_at=at,
        closes_at=closes_at,
        opened_by_id=actor.person_id,
        **{name: getattr(body.charter, name) for name in FROZEN},
    )
    db.session.add(ballot)
    db.session.flush()
    _freeze_roll(ballot, body, at)
    _freeze_effects(ballot, proposal)
    db.session.flush()
    ballot = queries.lock(ballot.id)
    _refuse_hopeless(ballot)
    return ballot


def cast_vote(
    ballot: Ballot, *, actor: Actor, choice: Choice, at: datetime, seat_id: int | None = None
) -> Vote:
    """For the actor's own seat, or for the given one of those the actor may act for.

    A vote may be changed until the ballot closes; the holder's takes the place of an alternate's.
    """
    ballot = queries.lock(ballot.id)
    seat = _seat(ballot, actor, seat_id)
    claim = translate.claim_of(ballot, seat, actor.person_id)
    if why := refusal(translate.rule_of(ballot), claim, translate.phase_at(ballot, at)):
        raise RuleBroken(why)
    assert seat is not None
    vote = translate.vote_on(ballot, seat)
    if vote is None:
        vote = Vote(ballot_id=ballot.id, seat_id=seat.seat_id, comment="")
        db.session.add(vote)
    vote.choice, vote.cast_at, vote.cast_by_id = choice, at, actor.person_id
    return vote


def give_reason(vote: Vote, comment: str) -> Vote:
    """In the same transaction as the vote it explains, whose ballot is locked."""
    vote.comment = comment.strip()
    return vote


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
    counted = translate.count_of(ballot)
    if ballot.closed_at is not None:
        return counted
    if translate.phase_at(ballot, at) is not Phase.OVER:
        _refuse_early(ballot)
    ballot.closed_at, ballot.outcome = at, counted.outcome
    ballot.proposal.stage = moved(ballot.proposal.stage, AFTERMATH[counted.outcome])
    if counted.outcome is Outcome.CARRIED:
        decisions.record(ballot, at=at)
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
    if silent:
        names = ", ".join(f"{seat.title} ({seat.holder_name})" for seat in silent)
        raise RuleBroken(
            f"These seats may still vote until the deadline: {names}. "
            "The ballot closes by itself when the time is over."
        )


def _freeze_roll(ballot: Ballot, body: Body, at: datetime) -> None:
    """Who sits where on this day; a seat whose term has not begun or is over counts as vacant."""
    day = at.date()
    for seat in body.seats:
        filled = seat.is_filled(day)
        alternate = seat.alternate if filled else None
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
            )
        )


def _freeze_effects(ballot: Ballot, proposal: Proposal) -> None:
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
