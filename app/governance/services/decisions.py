"""Record what a carried ballot decided, apply its effects; supersede or rescind an earlier one."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.engine.voting.ballot import Choice, Outcome
from app.governance.models import (
    Aim,
    Ballot,
    Condition,
    Decision,
    DecisionStatus,
    Dissent,
    Effect,
    Proposal,
    RegisterKind,
    Stance,
)
from app.governance.policy import standing
from app.governance.queries import bodies, decisions
from app.governance.services.numbers import next_number
from app.kernel.db import db
from app.kernel.errors import DomainError, Forbidden, RuleBroken
from app.kernel.permissions import Actor
from app.kernel.subjects import DecisionRef, effect_of


def record(ballot: Ballot, *, at: datetime) -> Decision:
    """The decision of a carried ballot, in the transaction that counts it.

    A vote is not undone by what the world did while people were voting. So the decision is always
    recorded; its effects are applied all together or not at all, because the package is what was
    voted on. If one of them can no longer be applied, each is marked as held with the reason, the
    page says so, and `apply_held` tries again once the obstacle is gone.
    """
    assert ballot.outcome is Outcome.CARRIED
    proposal = ballot.proposal
    number = next_number(RegisterKind.DECISION, at.year)
    decision = drawn_up(ballot, proposal, number=number, at=at)
    db.session.add(decision)
    db.session.flush()
    db.session.add_all(Condition(decision_id=decision.id, text=one) for one in proposal.conditions)
    db.session.add_all(_dissents(ballot, decision, at))
    _apply(decision, proposal, at)
    return decision


def _dissents(ballot: Ballot, decision: Decision, at: datetime) -> Iterator[Dissent]:
    """Whoever voted against it by name and said why has said it for the record."""
    titles = {seat.seat_id: seat.holder_name or seat.title for seat in ballot.seats}
    against = Choice.REJECT if ballot.aim is Aim.APPROVE else Choice.APPROVE
    for vote in ballot.votes:
        if vote.choice is against and vote.comment:
            yield Dissent(
                decision_id=decision.id,
                seat_id=vote.seat_id,
                name=titles[vote.seat_id],
                stance=Stance.AGAINST,
                text=vote.comment,
                said_at=at,
            )


def drawn_up(ballot: Ballot, proposal: Proposal, *, number: str, at: datetime) -> Decision:
    """As it stands once the ballot has carried; it begins on no day before that of the vote."""
    effective_on = max(proposal.effective_on or at.date(), at.date())
    if proposal.expires_on is not None and proposal.expires_on < effective_on:
        effective_on = proposal.expires_on
    return Decision(
        number=number,
        proposal_id=proposal.id,
        ballot_id=ballot.id,
        body_id=proposal.body_id,
        title=ballot.title,
        text=ballot.text,
        rationale=proposal.reason,
        decided_at=at,
        effective_on=effective_on,
        review_on=proposal.review_on,
        expires_on=proposal.expires_on,
        owner_id=proposal.owner_id,
    )


def apply_held(decision: Decision, *, actor: Actor, at: datetime) -> bool:
    """Try the held effects again; says whether they are applied now."""
    decision = decisions.lock(decision.id)
    proposal = decision.proposal
    chair = bodies.chair_of(decision.body_id, at.date())
    if not standing(actor, author_id=proposal.author_id, chair_id=chair).runs:
        raise Forbidden("Held effects are applied by the chair or the secretary.")
    if decision.status is not DecisionStatus.STANDING:
        raise RuleBroken(f"This decision was {decision.status}, so it changes nothing any more.")
    if not any(effect.held_because for effect in proposal.effects):
        raise RuleBroken("Nothing is held: every effect of this decision is applied.")
    return _apply(decision, proposal, at)


def supersede(old: Decision, *, by: Decision) -> None:
    """The later decision takes the place of the earlier, which ends."""
    _refuse_to_end(old, by, DecisionStatus.SUPERSEDED)
    if by.supersedes_id is not None:
        raise RuleBroken("One decision takes the place of one other.")
    old.status = DecisionStatus.SUPERSEDED
    by.supersedes_id = old.id


def rescind(old: Decision, *, by: Decision, reference: DecisionRef) -> None:
    """The later decision takes the earlier back, and what of its effects can be undone.

    What it superseded or rescinded in its time stays so: nothing revives by itself.
    """
    _refuse_to_end(old, by, DecisionStatus.RESCINDED)
    if by.rescinds_id is not None:
        raise RuleBroken("One decision takes back one other.")
    old.status = DecisionStatus.RESCINDED
    by.rescinds_id = old.id
    db.session.flush()
    for effect in reversed(old.proposal.effects):
        if effect.applied_at is not None:
            effect_of(effect.kind).undo(effect.subject_id, effect.payload, old.id, reference)


def _refuse_to_end(old: Decision, by: Decision, how: DecisionStatus) -> None:
    if old.status is not DecisionStatus.STANDING:
        raise RuleBroken(f"{old.number} was {old.status} already.")
    if old.body_id != by.body_id and by.body_id not in bodies.ancestors_of(old.body_id):
        raise RuleBroken(
            f"{old.number} can be {how} by the body that took it, or by one it reports to."
        )


def _apply(decision: Decision, proposal: Proposal, at: datetime) -> bool:
    """All effects in one savepoint, or none of them and the reason on each."""
    waiting = [effect for effect in proposal.effects if effect.applied_at is None]
    if why := obstacle(waiting, reference_to(decision, at)):
        for effect in waiting:
            effect.held_because = why
        return False
    for effect in waiting:
        effect.applied_at, effect.held_because = at, None
    return True


def reference_to(decision: Decision, at: datetime) -> DecisionRef:
    return DecisionRef(
        id=decision.id,
        number=decision.number,
        effective_on=decision.effective_on,
        expires_on=decision.expires_on,
        at=at,
    )


def obstacle(effects: list[Effect], reference: DecisionRef) -> str | None:
    """Apply the effects; if one refuses, take all back and say why."""
    try:
        with db.session.begin_nested():
            for effect in effects:
                effect_of(effect.kind).apply(effect.subject_id, effect.payload, reference)
    except DomainError as refusal:
        return str(refusal)
    except IntegrityError:
        return "It contradicts what has been recorded since the ballot opened."
    return None
