"""The register of decisions; which hold on a day; those about a thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.governance.models import (
    Ballot,
    BallotEffect,
    Decision,
    DecisionStatus,
    Proposal,
    Register,
    RegisterKind,
)
from app.governance.queries.proposals import concerning
from app.kernel.db import db
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list of the register; None means whatever."""

    text: str = ""
    body_id: int | None = None
    year: int | None = None
    in_force_on: date | None = None


def list_of(wanted: Wanted) -> Sequence[Decision]:
    """The register is open to all who read governance; newest first, with the body."""
    listed = select(Decision).options(joinedload(Decision.body))
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
    return db.session.scalars(listed.order_by(Decision.id.desc())).all()


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


def get_by_number(number: str) -> Decision:
    return _one(select(Decision).where(Decision.number == number))


def _one(wanted: Select[Decision]) -> Decision:
    found = db.session.scalar(
        wanted.options(
            joinedload(Decision.body),
            joinedload(Decision.supersedes),
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


def successor_of(decision: Decision) -> Decision | None:
    return db.session.scalar(select(Decision).where(Decision.supersedes_id == decision.id))


def of_proposal(proposal_id: int) -> Decision | None:
    return db.session.scalar(select(Decision).where(Decision.proposal_id == proposal_id))


def in_force(decision_id: int, on: date) -> bool:
    """Whether it holds on that day: begun, not expired, not superseded."""
    wanted = select(func.count()).where(Decision.id == decision_id, in_force_on(on))
    return db.session.scalar(wanted) == 1


def about(subject_key: str, subject_id: int) -> Sequence[Decision]:
    """The decisions about one thing, newest first, with the body."""
    asked = concerning(subject_key, subject_id)
    listed = select(Decision).where(Decision.proposal_id.in_(asked))
    return db.session.scalars(
        listed.options(joinedload(Decision.body)).order_by(Decision.id.desc())
    ).all()
