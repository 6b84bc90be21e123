"""The tree of facilities: one level at a time, with what is below each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.facts import key_of
from app.kernel.listing import Key, Listing, Page, Rows, Sort, Wanted, page_of
from app.kernel.permissions import Actor
from app.organization.models import Department, Facility

FACILITIES = Listing(
    name="organization_facility",
    facets=(),
    sorts=(
        Sort("name", "Name", (Key(Facility.name), Key(Facility.id, int))),
        Sort("code", "Code", (Key(Facility.code), Key(Facility.id, int))),
    ),
    matches=lambda text: or_(
        func.lower(Facility.name).contains(key_of(text), autoescape=True),
        func.lower(Facility.code).startswith(key_of(text), autoescape=True),
        func.lower(Facility.city).startswith(key_of(text), autoescape=True),
    ),
)


def visible_to(_actor: Actor) -> Select[Facility]:
    """Everyone who may read the organization sees every place."""
    return select(Facility)


def get_for(actor: Actor, facility_id: int) -> Facility:
    found = db.session.scalar(visible_to(actor).where(Facility.id == facility_id))
    if found is None:
        raise NotFound("There is no such facility.")
    return found


def level_of(parent_id: int | None, wanted: Wanted) -> Page:
    """What stands directly under a place, or at the top; a search looks everywhere."""
    if wanted.search:
        return page_of(FACILITIES, _rows(), wanted)
    return page_of(FACILITIES, _rows().where(_under(parent_id)), wanted)


def count_under(parent_id: int | None, wanted: Wanted) -> int:
    """How many places the level, or the search, holds."""
    places = select(func.count()).select_from(Facility).where(*FACILITIES.conditions(wanted))
    if not wanted.search:
        places = places.where(_under(parent_id))
    return db.session.scalar(places) or 0


def _under(parent_id: int | None) -> ColumnElement[bool]:
    return Facility.parent_id.is_(None) if parent_id is None else Facility.parent_id == parent_id


def _rows() -> Rows:
    child = aliased(Facility)
    children = select(func.count()).where(child.parent_id == Facility.id).scalar_subquery()
    departments = (
        select(func.count()).where(Department.facility_id == Facility.id).scalar_subquery()
    )
    return select(
        Facility.id,
        Facility.code,
        Facility.name,
        Facility.level,
        Facility.city,
        Facility.state,
        Facility.closed_on,
        children.label("children"),
        departments.label("departments"),
    )


def path_to(facility: Facility) -> list[Row[*tuple[Any, ...]]]:
    """The places above, from the top down, without the place itself: one query."""
    tree = (
        select(Facility.id, Facility.name, Facility.parent_id, literal(0).label("depth"))
        .where(Facility.id == facility.parent_id)
        .cte("above", recursive=True)
    )
    tree = tree.union_all(
        select(Facility.id, Facility.name, Facility.parent_id, tree.c.depth + 1).where(
            Facility.id == tree.c.parent_id
        )
    )
    return list(db.session.execute(select(tree).order_by(tree.c.depth.desc())).all())


def ids_above(facility_id: int | None) -> set[int]:
    """The place and every place above it."""
    if facility_id is None:
        return set()
    tree = (
        select(Facility.id, Facility.parent_id)
        .where(Facility.id == facility_id)
        .cte("above", recursive=True)
    )
    tree = tree.union(
        select(Facility.id, Facility.parent_id).where(Facility.id == tree.c.parent_id)
    )
    return set(db.session.scalars(select(tree.c.id)))


def counts_by_level() -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(Facility.level, func.count().label("places")).group_by(Facility.level)
    ).all()


def departments_at(facility_id: int) -> Sequence[Department]:
    return db.session.scalars(
        select(Department)
        .where(Department.facility_id == facility_id)
        .order_by(Department.name, Department.id)
    ).all()
