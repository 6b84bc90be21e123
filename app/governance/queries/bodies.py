"""Bodies with their charters and seats; constituencies without one; who sits where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.governance.facts import CONSTITUENCIES_OF, Constituency, Group
from app.governance.models import Body, Charter, CharterStage, Right, Seat
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in a list, with how many of its voting seats are filled on the day asked for."""

    body: Body
    voting: int
    filled: int


def list_on(day: date) -> Sequence[BodyRow]:
    """Every body; whoever may read governance may know who decides what."""
    bodies = db.session.scalars(
        select(Body).options(selectinload(Body.seats)).order_by(Body.name)
    ).all()
    rows = []
    for body in bodies:
        voting = [seat for seat in body.seats if seat.is_voting]
        rows.append(BodyRow(body, len(voting), sum(seat.is_filled(day) for seat in voting)))
    return rows


def get(body_id: int) -> Body:
    """One body, read afresh: its charters, its parent, and its seats with who holds them."""
    return _one(select(Body).where(Body.id == body_id))


def lock(body_id: int) -> Body:
    """Its row locked first, everything else read after: for whoever changes who votes for whom."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())
    return get(body_id)


def get_by_code(code: str) -> Body:
    return _one(select(Body).where(Body.code == code))


def _one(wanted: Select[Body]) -> Body:
    body = db.session.scalar(
        wanted.execution_options(populate_existing=True).options(
            joinedload(Body.parent),
            selectinload(Body.charters)
            .selectinload(Charter.rights)
            .joinedload(Right.seat)
            .options(joinedload(Seat.holder), joinedload(Seat.alternate)),
            selectinload(Body.seats).joinedload(Seat.holder),
            selectinload(Body.seats).joinedload(Seat.alternate),
        )
    )
    if body is None:
        raise NotFound("There is no such body.")
    return body


def get_seat(seat_id: int) -> Seat:
    seat = db.session.scalar(select(Seat).where(Seat.id == seat_id).options(joinedload(Seat.body)))
    if seat is None:
        raise NotFound("There is no such seat.")
    return seat


def choices() -> list[tuple[str, str]]:
    """Value and label of each body, for a form."""
    bodies = db.session.execute(select(Body.id, Body.name).order_by(Body.name))
    return [(str(one.id), one.name) for one in bodies]


def codes() -> list[tuple[int, str]]:
    return [(one.id, one.code) for one in db.session.execute(select(Body.id, Body.code))]


def charter_in_force(body_id: int) -> Charter:
    """Raises RuleBroken for a body whose first charter is still a draft."""
    held = select(Charter).where(Charter.body_id == body_id, Charter.stage == CharterStage.IN_FORCE)
    charter = db.session.scalar(held)
    if charter is None:
        raise RuleBroken("The charter of this body is a draft. It votes once that is adopted.")
    return charter


def chair_of(body_id: int, on: date) -> int | None:
    """The person in the chair of a body on a day, if the chair is filled."""
    seat = db.session.scalar(select(Seat).where(Seat.body_id == body_id, Seat.is_chair))
    return seat.holder_id if seat and seat.is_filled(on) else None


def parents_of_all() -> dict[int, int | None]:
    """Which body reports to which."""
    return {one.id: one.parent_id for one in db.session.execute(select(Body.id, Body.parent_id))}


def ancestors_of(body_id: int) -> list[int]:
    """The body itself, the one it reports to, and so on up."""
    parents = parents_of_all()
    line: list[int] = []
    here: int | None = body_id
    while here is not None and here not in line:
        line.append(here)
        here = parents.get(here)
    return line


@dataclass(frozen=True, slots=True)
class Voice:
    """A group of constituencies: which are heard, which the charter misses, which have no seat."""

    group: Group
    seated: tuple[Constituency, ...]
    missing: tuple[Constituency, ...]
    unheard: tuple[Constituency, ...]


def voices(body: Body, on: date) -> tuple[Voice, ...]:
    """Who has a filled seat and who has none, group by group; a vendor is never a voice."""
    heard = {seat.constituency for seat in body.seats if seat.is_filled(on)}
    return tuple(
        Voice(
            group,
            tuple(one for one in several if one in heard),
            tuple(one for one in several if one not in heard and one in body.required),
            tuple(
                one
                for one in several
                if one not in heard and one not in body.required and one != Constituency.VENDOR
            ),
        )
        for group, several in CONSTITUENCIES_OF.items()
    )
