"""Initiatives: the whole roadmap, one with its links, those a decision approved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.organization.models import Department
from app.strategy.facts import InitiativeStatus
from app.strategy.models import (
    Initiative,
    InitiativeAsset,
    InitiativeDepartment,
    InitiativeDependency,
    Phase,
)


def roadmap() -> Sequence[Initiative]:
    """Every initiative by phase and start, with its phase, owner and what it waits for."""
    listed = (
        select(Initiative)
        .outerjoin(Initiative.phase)
        .order_by(Phase.position.nulls_last(), Initiative.starts_on.nulls_last(), Initiative.code)
        .options(
            joinedload(Initiative.phase),
            joinedload(Initiative.owner),
            selectinload(Initiative.waits_for),
        )
    )
    return db.session.scalars(listed).unique().all()


def get_initiative(initiative_id: int) -> Initiative:
    """One with everything it hangs on."""
    found = db.session.scalar(
        select(Initiative)
        .where(Initiative.id == initiative_id)
        .options(
            joinedload(Initiative.phase),
            joinedload(Initiative.owner),
            joinedload(Initiative.decision),
            selectinload(Initiative.waits_for).joinedload(InitiativeDependency.before),
            selectinload(Initiative.assets).joinedload(InitiativeAsset.asset),
            selectinload(Initiative.departments).joinedload(InitiativeDepartment.department),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such initiative.")
    return found


def held_up_by(initiative_id: int) -> Sequence[Initiative]:
    """Initiatives that wait for this one."""
    waiting = select(InitiativeDependency.initiative_id).where(
        InitiativeDependency.before_id == initiative_id
    )
    return db.session.scalars(
        select(Initiative).where(Initiative.id.in_(waiting)).order_by(Initiative.code)
    ).all()


def under(decision_id: int) -> Sequence[Initiative]:
    """Initiatives that this decision approved."""
    return db.session.scalars(
        select(Initiative).where(Initiative.decision_id == decision_id).order_by(Initiative.code)
    ).all()


def lock() -> None:
    """Whoever changes what dates depend on waits here, so no two can close a circle between them.

    First in a transaction, before anything is read that the change relies on.
    """
    db.session.execute(select(Initiative.id).order_by(Initiative.id).with_for_update())


def for_schedule() -> Sequence[Initiative]:
    """Every initiative that is not cancelled, read anew, with what dates depend on."""
    planned = (
        select(Initiative)
        .where(Initiative.status != InitiativeStatus.CANCELLED)
        .order_by(Initiative.id)
        .options(joinedload(Initiative.phase), selectinload(Initiative.waits_for))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(planned).unique().all()


class Dates(NamedTuple):
    """An initiative with its computed days; None where no start can be known."""

    id: int
    code: str
    title: str
    status: InitiativeStatus
    starts_on: date | None
    ends_on: date | None


def dates() -> Sequence[Dates]:
    """Of every initiative that is not cancelled, by code; read past the objects."""
    columns = [getattr(Initiative, name) for name in Dates._fields]
    rows = select(*columns).where(Initiative.status != InitiativeStatus.CANCELLED)
    return [Dates(*row) for row in db.session.execute(rows.order_by(Initiative.code))]


def ids_by_code(codes: Iterable[str]) -> dict[str, int]:
    found = select(Initiative.code, Initiative.id).where(Initiative.code.in_(list(codes)))
    return {one.code: one.id for one in db.session.execute(found)}


def assets_by_code(codes: Iterable[str]) -> dict[str, int]:
    found = select(Asset.code, Asset.id).where(Asset.code.in_(list(codes)))
    return {one.code: one.id for one in db.session.execute(found)}


def departments_by_code(codes: Iterable[str]) -> dict[str, int]:
    found = select(Department.code, Department.id).where(Department.code.in_(list(codes)))
    return {one.code: one.id for one in db.session.execute(found)}


def initiative_choices() -> list[tuple[str, str]]:
    """Value and label of each initiative, for a form."""
    found = select(Initiative.id, Initiative.code, Initiative.title).order_by(Initiative.code)
    return [(str(one.id), f"{one.code} {one.title}") for one in db.session.execute(found)]


def next_code() -> str:
    """A code that is free: the usual way is to keep it."""
    number = (db.session.scalar(select(func.max(Initiative.id))) or 0) + 1
    while ids_by_code([f"I{number:02}"]):
        number += 1
    return f"I{number:02}"
