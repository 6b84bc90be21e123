"""Draft, edit, submit, return and withdraw a proposal; say what it would change."""

from collections.abc import Mapping
from datetime import datetime

from app.accounts.queries import find_by_email
from app.engine.lifecycle import NotNow
from app.engine.voting.proposal import PROPOSAL, Move, Stage
from app.governance.facts import ProposalFacts
from app.governance.models import Body, Effect, Proposal, RegisterKind
from app.governance.policy import standing
from app.governance.queries import bodies, proposals
from app.governance.services.numbers import next_number
from app.governance.services.outlook import outlook_of
from app.governance.services.routing import refuse_misplaced
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused
from app.kernel.permissions import Actor
from app.kernel.subjects import effect_of, kind_of

Subject = tuple[str, int]


def draft(
    body: Body,
    facts: ProposalFacts,
    *,
    author: Actor,
    at: datetime,
    subject: Subject | None = None,
) -> Proposal:
    """`subject` is the table and the id of the thing it is about; it must exist."""
    if subject is not None:
        kind_of(subject[0]).title(subject[1])
    proposal = Proposal(
        number=next_number(RegisterKind.PROPOSAL, at.year),
        body_id=body.id,
        author_id=author.person_id,
        drafted_at=at,
        stage=Stage.DRAFT,
        subject_key=subject[0] if subject else None,
        subject_id=subject[1] if subject else None,
        **_columns(facts),
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def edit(
    proposal: Proposal, facts: ProposalFacts, *, actor: Actor, at: datetime, version: int
) -> Proposal:
    """`version` is the one the author had in front of them."""
    proposal = _move(proposal, Move.EDIT, actor=actor, at=at)
    if proposal.version != version:
        raise Conflict("This proposal was changed after you opened it.")
    for name, value in _columns(facts).items():
        setattr(proposal, name, value)
    return proposal


def add_effect(
    proposal: Proposal, kind: str, payload: Mapping[str, str], *, actor: Actor, at: datetime
) -> Effect:
    """An effect on the thing the proposal is about, or on nothing in particular."""
    proposal = _move(proposal, Move.EDIT, actor=actor, at=at)
    wanted = effect_of(kind).subject_key
    if wanted is not None and wanted != proposal.subject_key:
        noun = kind_of(wanted).noun
        raise RuleBroken(
            f"This changes one {noun}. Start the proposal from the page of that {noun}."
        )
    subject_id = proposal.subject_id if wanted else None
    effect_of(kind).check(subject_id, payload)
    effect = Effect(
        proposal_id=proposal.id, kind=kind, subject_id=subject_id, payload=dict(payload)
    )
    db.session.add(effect)
    db.session.flush()
    return effect


def remove_effect(proposal: Proposal, effect_id: int, *, actor: Actor, at: datetime) -> None:
    proposal = _move(proposal, Move.EDIT, actor=actor, at=at)
    effect = next((one for one in proposal.effects if one.id == effect_id), None)
    if effect is None:
        raise NotFound("There is no such effect.")
    db.session.delete(effect)


def submit(proposal: Proposal, *, actor: Actor, at: datetime) -> Proposal:
    """What it would change is checked once more: the thing may have moved on since the draft."""
    proposal = proposals.lock(proposal.id)
    refuse_misplaced(proposal)
    outlook = outlook_of(proposal, at=at)
    proposal = _move(proposal, Move.SUBMIT, actor=actor, at=at)
    for effect in proposal.effects:
        effect_of(effect.kind).check(effect.subject_id, effect.payload)
    proposal.submitted_at, proposal.returned_why = at, None
    proposal.outlook, proposal.outlook_at = outlook, at
    return proposal


def work_out_anew(proposal: Proposal, *, actor: Actor, at: datetime) -> Proposal:
    """What deciding it would mean as things stand now, while it waits for its ballot."""
    proposal = proposals.lock(proposal.id)
    chair = bodies.chair_of(proposal.body_id, at.date())
    mine = standing(actor, author_id=proposal.author_id, chair_id=chair)
    if not mine.runs and not mine.may(Move.SUBMIT):
        raise Forbidden("The author, the chair or the secretary has it worked out anew.")
    moved(proposal.stage, Move.OPEN)
    outlook = outlook_of(proposal, at=at)
    proposal = proposals.lock(proposal.id)
    proposal.outlook, proposal.outlook_at = outlook, at
    return proposal


def give_back(proposal: Proposal, *, actor: Actor, why: str, at: datetime) -> Proposal:
    if not why.strip():
        raise RuleBroken("Say what the author should change.")
    proposal = _move(proposal, Move.RETURN, actor=actor, at=at)
    proposal.returned_why = why.strip()
    return proposal


def withdraw(proposal: Proposal, *, actor: Actor, at: datetime) -> Proposal:
    return _move(proposal, Move.WITHDRAW, actor=actor, at=at)


def _move(proposal: Proposal, move: Move, *, actor: Actor, at: datetime) -> Proposal:
    """The locked and freshly read proposal, moved; a refusal says who may or why not now."""
    proposal = proposals.lock(proposal.id)
    chair = bodies.chair_of(proposal.body_id, at.date())
    if not standing(actor, author_id=proposal.author_id, chair_id=chair).may(move):
        who = "the chair or the secretary" if move is Move.RETURN else "the author"
        raise Forbidden(f"This proposal can be {move} by {who} alone.")
    proposal.stage = moved(proposal.stage, move)
    return proposal


def moved(stage: Stage, move: Move) -> Stage:
    """The stage after the move, or RuleBroken."""
    try:
        return PROPOSAL.after(stage, move)
    except NotNow as refusal:
        raise RuleBroken(str(refusal)) from refusal


def _columns(facts: ProposalFacts) -> dict[str, object]:
    said = facts.model_dump(exclude={"owner"})
    return said | {
        "reason": facts.reason or "",
        "areas": facts.areas,
        "owner_id": _owner_id(facts.owner),
        "conditions": facts.conditions_one_by_one,
        "options": facts.options or (),
    }


def _owner_id(address: str | None) -> int | None:
    if address is None:
        return None
    owner = find_by_email(address)
    if owner is None or not owner.active:
        raise Refused({"owner": "Nobody here has that address."})
    return owner.id
