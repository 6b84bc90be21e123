"""Proxies that stand on a day or in a body, and those of a person."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.governance.models import Proxy, Seat
from app.kernel.db import db
from app.kernel.errors import NotFound


def _standing() -> Select[Proxy]:
    return (
        select(Proxy)
        .where(Proxy.revoked_at.is_(None))
        .options(joinedload(Proxy.principal), joinedload(Proxy.holder), joinedload(Proxy.seat))
        .order_by(Proxy.id)
    )


def standing_in(body_id: int, on: date) -> Sequence[Proxy]:
    """Those of a body that hold on a day."""
    found = _standing().where(
        Proxy.body_id == body_id,
        Proxy.starts_on <= on,
        or_(Proxy.ends_on.is_(None), Proxy.ends_on >= on),
    )
    return db.session.scalars(found).unique().all()


def not_over(body_id: int, on: date) -> Sequence[Proxy]:
    """Those of a body that hold on a day or will later."""
    found = _standing().where(
        Proxy.body_id == body_id, or_(Proxy.ends_on.is_(None), Proxy.ends_on >= on)
    )
    return db.session.scalars(found).unique().all()


def of_person(person_id: int, on: date) -> Sequence[Proxy]:
    """What a person has given or holds, and that is not over, with the body."""
    found = _standing().where(
        or_(Proxy.principal_id == person_id, Proxy.holder_id == person_id),
        or_(Proxy.ends_on.is_(None), Proxy.ends_on >= on),
    )
    return (
        db.session.scalars(found.options(joinedload(Proxy.seat).joinedload(Seat.body)))
        .unique()
        .all()
    )


def get(proxy_id: int) -> Proxy:
    found = db.session.scalars(_standing().where(Proxy.id == proxy_id)).unique().one_or_none()
    if found is None:
        raise NotFound("There is no such proxy, or it was taken back.")
    return found


def seats_held_by(person_id: int) -> Sequence[Seat]:
    """The voting seats of a person in every body, with the body."""
    held = select(Seat).where(Seat.holder_id == person_id, Seat.is_voting)
    return db.session.scalars(held.options(joinedload(Seat.body)).order_by(Seat.id)).all()


def fellows_of(person_id: int) -> list[tuple[str, str]]:
    """Value and label of everyone else with a vote in a body of this person."""
    mine = select(Seat.body_id).where(Seat.holder_id == person_id, Seat.is_voting)
    others = (
        select(Person.id, Person.name)
        .join(Seat, Seat.holder_id == Person.id)
        .where(Seat.body_id.in_(mine), Seat.is_voting, Person.id != person_id)
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return [(str(one.id), one.name) for one in db.session.execute(others)]
