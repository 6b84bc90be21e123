"""Proposals by stage; one with its story; those about a thing."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.engine.voting.proposal import Stage
from app.governance.models import Ballot, Effect, Proposal
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import effects


def visible_to(actor: Actor) -> Select[Proposal]:
    """What was submitted is seen by all who read governance; a draft by its author."""
    proposals = select(Proposal)
    if actor.may(Permission.GOVERNANCE_RUN):
        return proposals
    own = Proposal.author_id == actor.person_id
    return proposals.where(or_(Proposal.submitted_at.is_not(None), own))


def list_for(
    actor: Actor, *, stage: Stage | None = None, body_id: int | None = None
) -> Sequence[Proposal]:
    """Newest first, with body and author."""
    listed = visible_to(actor).options(joinedload(Proposal.body), joinedload(Proposal.author))
    if stage is not None:
        listed = listed.where(Proposal.stage == stage)
    if body_id is not None:
        listed = listed.where(Proposal.body_id == body_id)
    return db.session.scalars(listed.order_by(Proposal.id.desc())).unique().all()


def stages_for(actor: Actor) -> dict[Stage, int]:
    """How many proposals stand at each stage."""
    seen = (
        visible_to(actor).with_only_columns(Proposal.stage, func.count()).group_by(Proposal.stage)
    )
    counted = {row[0]: row[1] for row in db.session.execute(seen)}
    return {stage: counted.get(stage, 0) for stage in Stage}


def get_for(actor: Actor, proposal_id: int) -> Proposal:
    return _one(visible_to(actor), proposal_id)


def lock(proposal_id: int) -> Proposal:
    """Its row locked first, everything else read after: for whoever is about to move it."""
    db.session.execute(select(Proposal.id).where(Proposal.id == proposal_id).with_for_update())
    return _one(select(Proposal).execution_options(populate_existing=True), proposal_id)


def _one(among: Select[Proposal], proposal_id: int) -> Proposal:
    found = db.session.scalar(
        among.where(Proposal.id == proposal_id).options(
            joinedload(Proposal.body),
            joinedload(Proposal.author),
            joinedload(Proposal.owner),
            selectinload(Proposal.effects),
        )
    )
    if found is None:
        raise NotFound("There is no such proposal.")
    return found


def concerning(subject_key: str, subject_id: int) -> Select[int]:
    """The numbers of proposals that name a thing as their subject, or would change it."""
    kinds = [kind.key for kind in effects() if kind.subject_key == subject_key]
    changing = select(Effect.proposal_id).where(
        Effect.kind.in_(kinds), Effect.subject_id == subject_id
    )
    named = and_(Proposal.subject_key == subject_key, Proposal.subject_id == subject_id)
    return select(Proposal.id).where(or_(named, Proposal.id.in_(changing)))


def ballots_of(proposal_id: int) -> Sequence[Ballot]:
    """Every ballot held on a proposal, oldest first."""
    held = select(Ballot).where(Ballot.proposal_id == proposal_id).order_by(Ballot.id)
    return db.session.scalars(held).all()
