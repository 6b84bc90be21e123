"""The register of decisions; which hold on a day; those about a thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.governance.models import (
    Ballot,
    BallotEffect,
    Condition,
    Decision,
    DecisionStatus,
    Proposal,
    Register,
    RegisterKind,
)
from app.governance.queries.proposals import concerning, visible_to
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor
from app.kernel.words import Word


class RegisterState(Word):
    """How a decision stands on a day."""

    IN_FORCE = "in_force", "In force"
    NOT_YET = "not_yet", "Not in force yet"
    EXPIRED = "expired", "Expired"
    SUPERSEDED = "superseded", "Superseded"
    RESCINDED = "rescinded", "Rescinded"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list of the register; None means whatever."""

    text: str = ""
    body_id: int | None = None
    year: int | None = None
    in_force_on: date | None = None
    state: RegisterState | None = None
    due_by: date | None = None
    """Standing, and to be reviewed by this day."""
    today: date = date.min
    """The day on which `state` is said."""


def list_of(wanted: Wanted) -> Sequence[Decision]:
    """The register is open to all who read governance; newest first, with the body and owner."""
    listed = select(Decision).options(joinedload(Decision.body), joinedload(Decision.owner))
    if wanted.text:
        like = f"%{_plain(wanted.text)}%"
        listed = listed.where(
            or_(
                Decision.number.ilike(like, escape="\\"),
                Decision.title.ilike(like, escape="\\"),
                Decision.text.ilike(like, escape="\\"),
            )
        )
    if wanted.body_id is not None:
        listed = listed.where(Decision.body_id == wanted.body_id)
    if wanted.year is not None:
        listed = listed.where(Decision.number.startswith(f"EI-{wanted.year}-"))
    if wanted.in_force_on is not None:
        listed = listed.where(in_force_on(wanted.in_force_on))
    if wanted.state is not None:
        listed = listed.where(_stands(wanted.state, wanted.today))
    if wanted.due_by is not None:
        standing = Decision.status == DecisionStatus.STANDING
        listed = listed.where(standing, Decision.review_on <= wanted.due_by)
    return db.session.scalars(listed.order_by(Decision.id.desc())).unique().all()


def _stands(state: RegisterState, day: date) -> ColumnElement[bool]:
    standing = Decision.status == DecisionStatus.STANDING
    if state is RegisterState.IN_FORCE:
        return in_force_on(day)
    if state is RegisterState.NOT_YET:
        return and_(standing, Decision.effective_on > day)
    if state is RegisterState.EXPIRED:
        return and_(standing, Decision.expires_on < day)
    return Decision.status == DecisionStatus(state.value)


def stands_as(decision: Decision, day: date) -> RegisterState:
    """How one that was read stands on a day."""
    if decision.status is not DecisionStatus.STANDING:
        return RegisterState(decision.status.value)
    if decision.effective_on > day:
        return RegisterState.NOT_YET
    return RegisterState.IN_FORCE if decision.is_in_force(day) else RegisterState.EXPIRED


def _plain(text: str) -> str:
    """The text itself, where it holds signs that stand for any text."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def in_force_on(day: date) -> ColumnElement[bool]:
    """For queries that join decisions: those that hold on that day."""
    return and_(
        Decision.status == DecisionStatus.STANDING,
        Decision.effective_on <= day,
        or_(Decision.expires_on.is_(None), Decision.expires_on >= day),
    )


def years() -> Sequence[int]:
    """The years in which anything was decided, latest first."""
    counted = select(Register.year).where(Register.kind == RegisterKind.DECISION)
    return db.session.scalars(counted.order_by(Register.year.desc())).all()


def get(decision_id: int) -> Decision:
    """One with its proposal and effects, its ballot with the votes, and what it replaced."""
    return _one(select(Decision).where(Decision.id == decision_id))


def lock(decision_id: int) -> Decision:
    """Its row locked first, everything else read after: for whoever is about to change it."""
    db.session.execute(select(Decision.id).where(Decision.id == decision_id).with_for_update())
    wanted = select(Decision).where(Decision.id == decision_id)
    return _one(wanted.execution_options(populate_existing=True))


def _one(wanted: Select[Decision]) -> Decision:
    found = db.session.scalar(
        wanted.options(
            joinedload(Decision.body),
            joinedload(Decision.owner),
            selectinload(Decision.conditions).joinedload(Condition.owner),
            selectinload(Decision.conditions).joinedload(Condition.met_by),
            selectinload(Decision.dissents),
            joinedload(Decision.proposal).selectinload(Proposal.effects),
            joinedload(Decision.ballot).selectinload(Ballot.seats),
            joinedload(Decision.ballot).selectinload(Ballot.votes),
            joinedload(Decision.ballot).selectinload(Ballot.recusals),
            joinedload(Decision.ballot).selectinload(Ballot.participations),
            joinedload(Decision.ballot).joinedload(Ballot.box),
            joinedload(Decision.ballot)
            .selectinload(Ballot.effects)
            .joinedload(BallotEffect.effect),
        )
    )
    if found is None:
        raise NotFound("There is no such decision.")
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a chain, and what it did to an earlier one, if it did."""

    decision: Decision
    did: str
    """Superseded or rescinded; empty where it is the first."""
    to: str
    """The number of the earlier one."""


def chain_of(decision: Decision) -> Sequence[Step]:
    """Every decision linked with it by superseding and rescinding, oldest first."""
    rows = db.session.execute(
        select(Decision.id, Decision.supersedes_id, Decision.rescinds_id).where(
            or_(Decision.supersedes_id.is_not(None), Decision.rescinds_id.is_not(None))
        )
    )
    pairs = [(later, earlier) for later, *ended in rows for earlier in ended if earlier]
    found = {decision.id}
    while more := {one for pair in pairs if found & set(pair) for one in pair} - found:
        found |= more
    if len(found) == 1:
        return ()
    several = db.session.scalars(select(Decision).where(Decision.id.in_(found))).all()
    numbers = {one.id: one.number for one in several}
    return [_step(one, numbers) for one in sorted(several, key=lambda one: one.id)]


def _step(one: Decision, numbers: Mapping[int, str]) -> Step:
    if one.rescinds_id is not None:
        return Step(one, "rescinded", numbers[one.rescinds_id])
    if one.supersedes_id is not None:
        return Step(one, "superseded", numbers[one.supersedes_id])
    return Step(one, "", "")


def of_proposal(proposal_id: int) -> Decision | None:
    return db.session.scalar(select(Decision).where(Decision.proposal_id == proposal_id))


def in_force(decision_id: int, on: date) -> bool:
    """Whether it holds on that day: begun, not expired, not superseded."""
    wanted = select(func.count()).where(Decision.id == decision_id, in_force_on(on))
    return db.session.scalar(wanted) == 1


def about(subject_key: str, subject_id: int, actor: Actor) -> tuple[list[Proposal], list[Decision]]:
    """The proposals about one thing that this actor may see, and their decisions; newest first."""
    rows = db.session.execute(
        visible_to(actor)
        .add_columns(Decision)
        .outerjoin(Decision, Decision.proposal_id == Proposal.id)
        .where(Proposal.id.in_(concerning(subject_key, subject_id)))
        .options(joinedload(Proposal.body))
        .order_by(Proposal.id.desc())
    ).all()
    decided = [decision for _, decision in rows if decision is not None]
    proposed = [proposal for proposal, _ in rows]
    return proposed, sorted(decided, key=lambda one: one.id, reverse=True)
