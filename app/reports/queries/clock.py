"""What the governance clock reads: decisions on their way, quorums missed, items put off."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.engine.meetings.clock import Passage
from app.engine.meetings.meeting import ItemStage
from app.engine.voting.ballot import Outcome
from app.funding.models import Authority, Award
from app.governance.models import AgendaItem, Ballot, Body, Decision, Meeting, Proposal
from app.inventory.models import Asset
from app.kernel.db import db
from app.organization.models import Department
from app.strategy.models import Initiative, InitiativeAsset, InitiativeDepartment

NO_SPECIALTY = "No specialty named"


@dataclass(frozen=True, slots=True)
class Timed:
    """A decision with its days, the body that took it, and the specialties it is about."""

    passage: Passage
    title: str
    body: str
    specialties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutOff:
    """An item put off at a meeting and not decided since; `a_year` is what is paid meanwhile."""

    title: str
    body: str
    since: date
    a_year: int | None


def timed() -> list[Timed]:
    """Every decision, oldest first."""
    rows = db.session.execute(
        select(
            Decision.id,
            Decision.number,
            Decision.title,
            Decision.decided_at,
            Proposal.submitted_at,
            Proposal.subject_key,
            Proposal.subject_id,
            Body.name,
        )
        .join(Proposal, Decision.proposal_id == Proposal.id)
        .join(Body, Decision.body_id == Body.id)
        .order_by(Decision.id)
    ).all()
    funded, used, divisions = _funded(), _used(), _divisions()
    of_assets = _asset_divisions()
    found = []
    for one in rows:
        named = set(divisions.get(one.id, ()))
        if one.subject_key == Asset.__tablename__ and one.subject_id in of_assets:
            named.add(of_assets[one.subject_id])
        passage = Passage(
            one.number,
            one.submitted_at.date() if one.submitted_at else None,
            one.decided_at.date(),
            funded.get(one.id),
            used.get(one.id),
        )
        specialties = tuple(sorted(named)) or (NO_SPECIALTY,)
        found.append(Timed(passage, one.title, one.name, specialties))
    return found


def _funded() -> dict[int, date]:
    """The first award under each decision."""
    first = (
        select(Authority.decision_id, func.min(Award.awarded_on))
        .join(Award, Award.authority_id == Authority.id)
        .group_by(Authority.decision_id)
    )
    return {row[0]: row[1] for row in db.session.execute(first)}


def _used() -> dict[int, date]:
    """The first initiative of each decision that was finished."""
    first = (
        select(Initiative.decision_id, func.min(Initiative.finished_on))
        .where(Initiative.decision_id.is_not(None), Initiative.finished_on.is_not(None))
        .group_by(Initiative.decision_id)
    )
    found = db.session.execute(first)
    return {number: day for number, day in found if number is not None and day is not None}


def _divisions() -> dict[int, set[str]]:
    """The divisions of the departments that the initiatives of a decision serve or touch."""
    served = (
        select(Initiative.decision_id, Department.division)
        .join(InitiativeDepartment, InitiativeDepartment.initiative_id == Initiative.id)
        .join(Department, InitiativeDepartment.department_id == Department.id)
    )
    touched = (
        select(Initiative.decision_id, Department.division)
        .join(InitiativeAsset, InitiativeAsset.initiative_id == Initiative.id)
        .join(Asset, InitiativeAsset.asset_id == Asset.id)
        .join(Department, Asset.department_id == Department.id)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for decision_id, division in db.session.execute(served.union(touched)):
        if decision_id is not None and division:
            found[decision_id].add(division)
    return found


def _asset_divisions() -> dict[int, str]:
    named = (
        select(Asset.id, Department.division)
        .join(Department, Asset.department_id == Department.id)
        .where(Department.division.is_not(None))
    )
    return {number: name for number, name in db.session.execute(named) if name is not None}


def ballots_by_body() -> dict[str, tuple[int, int]]:
    """Of each body: ballots that are closed, and those of them without a quorum."""
    closed = (
        select(Body.name, Ballot.outcome, func.count())
        .join(Proposal, Ballot.proposal_id == Proposal.id)
        .join(Body, Proposal.body_id == Body.id)
        .where(Ballot.closed_at.is_not(None))
        .group_by(Body.name, Ballot.outcome)
    )
    held: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for name, outcome, many in db.session.execute(closed):
        held[name] += many
        failed[name] += many if outcome is Outcome.INQUORATE else 0
    return {name: (held[name], failed[name]) for name in sorted(held)}


def put_off() -> Sequence[PutOff]:
    """Items with a proposal that was put off and is not decided, since it was first put off.

    What is paid meanwhile is the yearly cost of the asset the proposal is about.
    """
    decided = select(Decision.proposal_id)
    rows = db.session.execute(
        select(
            AgendaItem.title,
            Body.name,
            Meeting.starts_at,
            AgendaItem.proposal_id,
            Asset.annual_operating_cost,
        )
        .join(Meeting, AgendaItem.meeting_id == Meeting.id)
        .join(Body, Meeting.body_id == Body.id)
        .outerjoin(Proposal, AgendaItem.proposal_id == Proposal.id)
        .outerjoin(
            Asset,
            (Proposal.subject_key == Asset.__tablename__) & (Proposal.subject_id == Asset.id),
        )
        .where(AgendaItem.stage == ItemStage.DEFERRED)
        .where(AgendaItem.proposal_id.is_(None) | AgendaItem.proposal_id.not_in(decided))
        .order_by(Meeting.starts_at, AgendaItem.id)
    )
    found: dict[object, PutOff] = {}
    for title, body, starts_at, proposal_id, a_year in rows:
        key = proposal_id or (body, title)
        found.setdefault(key, PutOff(title, body, starts_at.date(), a_year))
    return list(found.values())
