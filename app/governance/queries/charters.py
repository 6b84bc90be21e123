"""Charters with their rights, and what is being decided on them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.engine.voting.proposal import Stage
from app.governance.models import Advice, Body, Charter, CharterStage, Proposal, Right
from app.governance.queries.proposals import concerning
from app.kernel.db import db
from app.kernel.errors import NotFound

CHARTER = Charter.__tablename__
UNDER_DECISION = (Stage.SUBMITTED, Stage.VOTING, Stage.INQUORATE)


def get(charter_id: int) -> Charter:
    """One with its rights and their seats; its body is read by `bodies.get`."""
    return _one(select(Charter).where(Charter.id == charter_id))


def lock(charter_id: int) -> Charter:
    """Its row locked first, everything else read after: for whoever is about to change it."""
    db.session.execute(select(Charter.id).where(Charter.id == charter_id).with_for_update())
    wanted = select(Charter).where(Charter.id == charter_id)
    return _one(wanted.execution_options(populate_existing=True))


def _one(wanted: Select[Charter]) -> Charter:
    found = db.session.scalar(
        wanted.options(
            joinedload(Charter.body), selectinload(Charter.rights).joinedload(Right.seat)
        )
    )
    if found is None:
        raise NotFound("There is no such charter.")
    return found


def in_force_of(body_id: int) -> Sequence[Charter]:
    held = select(Charter).where(Charter.body_id == body_id, Charter.stage == CharterStage.IN_FORCE)
    return db.session.scalars(held).all()


def all_in_force() -> Sequence[Charter]:
    """Every charter in force with its rights, their seats and its body; two queries."""
    held = (
        select(Charter)
        .where(Charter.stage == CharterStage.IN_FORCE)
        .options(
            joinedload(Charter.body),
            selectinload(Charter.rights).joinedload(Right.seat),
        )
        .order_by(Charter.body_id)
    )
    return db.session.scalars(held).all()


def advice_on(proposal_id: int) -> Sequence[Advice]:
    """What was said by those who are asked, with body and person."""
    given = (
        select(Advice)
        .where(Advice.proposal_id == proposal_id)
        .options(joinedload(Advice.body), joinedload(Advice.given_by))
    )
    return db.session.scalars(given.order_by(Advice.id)).unique().all()


def beginning_by(day: date) -> Sequence[int]:
    """Approved ones whose day has come."""
    due = select(Charter.id).where(
        Charter.stage == CharterStage.APPROVED, Charter.adopted_on <= day
    )
    return db.session.scalars(due.order_by(Charter.id)).all()


def to_review_by(day: date) -> Sequence[Charter]:
    """In force, with a review that is due by then; with their bodies."""
    due = (
        select(Charter)
        .join(Body)
        .where(Charter.stage == CharterStage.IN_FORCE, Charter.review_on <= day)
        .options(joinedload(Charter.body))
        .order_by(Charter.review_on, Charter.id)
    )
    return db.session.scalars(due).all()


def under_decision(charter_id: int) -> str | None:
    """The number of the proposal that asks to adopt it and is not decided yet."""
    asked = select(Proposal.number).where(
        Proposal.id.in_(concerning(CHARTER, charter_id)), Proposal.stage.in_(UNDER_DECISION)
    )
    return db.session.scalars(asked.order_by(Proposal.id).limit(1)).first()


def was_proposed(charter_id: int) -> bool:
    asked = select(Proposal.id).where(
        Proposal.id.in_(concerning(CHARTER, charter_id)), Proposal.stage != Stage.DRAFT
    )
    return db.session.scalars(asked.limit(1)).first() is not None
