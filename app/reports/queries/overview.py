"""The counts the overview is made of, each read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from app.engine.scoring.status import FitStatus
from app.engine.voting.proposal import Stage
from app.governance.models import (
    Ballot,
    BallotSeat,
    Decision,
    DecisionStatus,
    Participation,
    Proposal,
    Recusal,
    Vote,
)
from app.inventory.models import Asset, Standing
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.organization.facts import OnboardingStage, Tradition
from app.organization.models import Department
from app.scoring.models import Score


@dataclass(frozen=True, slots=True)
class DepartmentCounts:
    total: int
    non_traditional: int
    live: int
    not_assessed: int


@dataclass(frozen=True, slots=True)
class EstateCounts:
    """Assets that are not retired, by fit; `scored_at` is when anything was scored last."""

    total: int
    by_fit: dict[FitStatus, int]
    scored_at: datetime | None

    @property
    def judged(self) -> int:
        return sum(count for fit, count in self.by_fit.items() if fit is not FitStatus.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    in_force: int
    to_review: int
    last_at: datetime | None


LIVE = (OnboardingStage.LIVE, OnboardingStage.OPTIMIZED)


def departments() -> DepartmentCounts:
    stage = Department.onboarding_stage
    row = db.session.execute(
        select(
            func.count(),
            func.count().filter(Department.tradition == Tradition.NON_TRADITIONAL),
            func.count().filter(stage.in_(LIVE)),
            func.count().filter(stage == OnboardingStage.NOT_ASSESSED),
        ).select_from(Department)
    ).one()
    return DepartmentCounts(*row)


def estate() -> EstateCounts:
    found = db.session.execute(
        select(Standing.fit, func.count())
        .select_from(Asset)
        .outerjoin(Standing, Standing.id == Asset.id)
        .where(Asset.retired_on.is_(None))
        .group_by(Standing.fit)
    ).all()
    scored_at = db.session.scalar(
        select(func.max(Score.computed_at)).where(Score.subject_key == "inventory_asset")
    )
    by_fit = {fit: count for fit, count in found if fit is not None}
    return EstateCounts(sum(count for _, count in found), by_fit, scored_at)


def decisions(on: date) -> DecisionCounts:
    """In force on the day, and those of them whose review is due."""
    in_force = (
        (Decision.status == DecisionStatus.STANDING)
        & (Decision.effective_on <= on)
        & or_(Decision.expires_on.is_(None), Decision.expires_on >= on)
    )
    row = db.session.execute(
        select(
            func.count().filter(in_force),
            func.count().filter(in_force & (Decision.review_on <= on)),
            func.max(Decision.decided_at),
        ).select_from(Decision)
    ).one()
    return DecisionCounts(*row)


def proposals_at() -> dict[Stage, int]:
    found = select(Proposal.stage, func.count()).group_by(Proposal.stage)
    return {row[0]: row[1] for row in db.session.execute(found)}


def ballots_waiting_for(actor: Actor, at: datetime) -> Sequence[Ballot]:
    """Open ballots where a voting seat of this person has neither voted nor stepped aside."""
    done = [
        select(kind.id)
        .where(kind.ballot_id == BallotSeat.ballot_id, kind.seat_id == BallotSeat.seat_id)
        .exists()
        for kind in (Vote, Participation, Recusal)
    ]
    mine = (
        select(BallotSeat.ballot_id)
        .where(
            BallotSeat.holder_id == actor.person_id, BallotSeat.is_voting, *(~one for one in done)
        )
        .scalar_subquery()
    )
    found = (
        select(Ballot)
        .where(Ballot.id.in_(mine), Ballot.closed_at.is_(None))
        .where(Ballot.opens_at <= at, Ballot.closes_at > at)
        .order_by(Ballot.closes_at, Ballot.id)
        .options(joinedload(Ballot.proposal))
    )
    return db.session.scalars(found).unique().all()


def open_ballots(at: datetime) -> int:
    found = select(func.count()).select_from(Ballot)
    return db.session.scalar(found.where(Ballot.closed_at.is_(None), Ballot.closes_at > at)) or 0


def returned_to(actor: Actor) -> Sequence[Proposal]:
    """Proposals that came back to the person who wrote them."""
    found = select(Proposal).where(
        Proposal.author_id == actor.person_id, Proposal.stage == Stage.RETURNED
    )
    return db.session.scalars(found.order_by(Proposal.id)).all()


def departments_of(actor: Actor) -> Sequence[Department]:
    """Departments this person leads that were never assessed."""
    found = select(Department).where(
        Department.lead_id == actor.person_id,
        Department.onboarding_stage == OnboardingStage.NOT_ASSESSED,
    )
    return db.session.scalars(found.order_by(Department.name, Department.id)).all()
