"""Seats across bodies: terms that end, and who holds one."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Person
from app.governance.models import Seat
from app.kernel.db import db


def ending_by(day: date, *, chaired_by: int | None = None) -> Sequence[Seat]:
    """Filled seats whose term is over by then, with their bodies; of the bodies one chairs."""
    ending = (
        select(Seat)
        .where(Seat.holder_id.is_not(None), Seat.term_ends_on <= day)
        .options(joinedload(Seat.body))
        .order_by(Seat.term_ends_on, Seat.id)
    )
    if chaired_by is not None:
        chair = aliased(Seat)
        ending = ending.join(chair, chair.body_id == Seat.body_id).where(
            chair.is_chair, chair.holder_id == chaired_by
        )
    return db.session.scalars(ending).all()


def holder_name(seat_id: int) -> str | None:
    held = select(Person.name).join(Seat, Seat.holder_id == Person.id).where(Seat.id == seat_id)
    return db.session.scalar(held)
