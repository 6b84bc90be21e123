"""Charter a body, amend its charter, set up its seats, seat and unseat people."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import Person
from app.governance.facts import BodyFacts, CharterFacts, SeatFacts
from app.governance.facts.patterns import Pattern
from app.governance.models import Body, CharterStage, Right, Seat
from app.governance.queries import bodies as queries
from app.governance.services.charters import add_edition
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.permissions import Permission


def charter_body(
    facts: BodyFacts,
    charter: CharterFacts,
    *,
    parent_id: int | None = None,
    stage: CharterStage = CharterStage.IN_FORCE,
    authority: str = "",
) -> Body:
    """A body never exists without a charter: nobody could say how it votes.

    It is in force at once where an authority outside says so; as a draft it waits for a decision.
    """
    _refuse_taken(facts, None)
    body = Body(**_columns(facts), parent_id=parent_id)
    db.session.add(body)
    db.session.flush()
    add_edition(body.id, charter, 1, stage).authority = authority
    return body


def set_up_as(body: Body, pattern: Pattern) -> None:
    """The seats of a usual body, vacant, and in its draft the meetings and rights such have."""
    for seat in pattern.seats:
        add_seat(body, seat)
    charter = queries.get(body.id).charter
    charter.articles = charter.articles | {"meetings": pattern.meetings}
    for one in pattern.rights:
        right = Right(charter_id=charter.id, decision_class=one.decision_class, part=one.part)
        right.up_to = one.up_to
        db.session.add(right)
    db.session.flush()


def revise_body(body: Body, facts: BodyFacts, *, parent_id: int | None, version: int) -> Body:
    """`version` is the one the person had in front of them."""
    _refuse_stale(body.version, version)
    _refuse_taken(facts, body.id)
    if parent_id is not None and body.id in queries.ancestors_of(parent_id):
        raise RuleBroken("A body cannot report to itself, not even through another.")
    for name, value in _columns(facts).items():
        setattr(body, name, value)
    body.parent_id = parent_id
    return body


def add_seat(body: Body, facts: SeatFacts) -> Seat:
    seat = Seat(body_id=body.id)
    _set_up(seat, facts)
    db.session.add(seat)
    db.session.flush()
    return seat


def change_seat(seat: Seat, facts: SeatFacts, *, version: int) -> Seat:
    _refuse_stale(seat.version, version)
    _set_up(seat, facts)
    return seat


@dataclass(frozen=True, slots=True)
class Term:
    """From the first day to the last, both in; None is open."""

    starts_on: date | None = None
    ends_on: date | None = None


def seat_person(
    seat: Seat, holder: Person, *, alternate: Person | None = None, term: Term | None = None
) -> Seat:
    """One person has one vote in a body, so nobody holds two of its seats."""
    term = term or Term()
    if term.starts_on and term.ends_on and term.ends_on < term.starts_on:
        raise RuleBroken("A term cannot end before it starts.")
    if alternate is not None and alternate.id == holder.id:
        raise RuleBroken("Nobody can be their own alternate.")
    for person in (holder, alternate):
        if person is not None and seat.is_voting:
            refuse_without_vote(person)
    held = select(Seat.title).where(
        Seat.body_id == seat.body_id, Seat.holder_id == holder.id, Seat.id != seat.id
    )
    if (other := db.session.scalar(held)) is not None:
        raise RuleBroken(f"{holder.name} already holds the seat “{other}” of this body.")
    seat.holder_id, seat.alternate_id = holder.id, alternate.id if alternate else None
    seat.term_starts_on, seat.term_ends_on = term.starts_on, term.ends_on
    return seat


def unseat(seat: Seat) -> Seat:
    """The seat stays and is vacant. Ballots that are open keep the roll they opened with."""
    if seat.holder_id is None:
        raise RuleBroken("This seat is vacant already.")
    seat.holder_id = seat.alternate_id = None
    seat.term_starts_on = seat.term_ends_on = None
    return seat


def _refuse_stale(now: int, seen: int) -> None:
    if now != seen:
        raise Conflict("Someone else changed this after you opened it.")


def _columns(facts: BodyFacts) -> dict[str, object]:
    said = {name: getattr(facts, name) for name in ("code", "name", "kind", "areas")}
    return said | {"purpose": facts.purpose or "", "required": facts.required or ()}


def _refuse_taken(facts: BodyFacts, own_id: int | None) -> None:
    others = (
        select(Body.code, Body.name).where(Body.id != own_id)
        if own_id
        else select(Body.code, Body.name)
    )
    for code, name in db.session.execute(others):
        if code == facts.code or name.casefold() == facts.name.casefold():
            raise RuleBroken(f"There is a body {code}, {name}, already. Choose another name.")


def _set_up(seat: Seat, facts: SeatFacts) -> None:
    taken = select(Seat).where(Seat.body_id == seat.body_id, Seat.id != (seat.id or 0))
    for other in db.session.scalars(taken):
        if other.title.casefold() == facts.title.casefold():
            raise RuleBroken(f"This body has a seat “{other.title}” already.")
        if facts.is_chair and other.is_chair:
            raise RuleBroken(f"This body has its chair: “{other.title}”.")
    seat.title, seat.constituency, seat.group = facts.title, facts.constituency, facts.seat_group
    seat.is_voting, seat.is_chair = facts.is_voting, facts.is_chair
    seat.role, seat.in_quorum = facts.seat_role, facts.in_quorum


def refuse_without_vote(person: Person) -> None:
    if not person.active:
        raise RuleBroken(f"{person.name} can no longer sign in, so the seat would be silent.")
    if Permission.GOVERNANCE_VOTE not in person.permissions:
        raise RuleBroken(
            f"No role of {person.name} may vote. Ask an administrator to make them a member first."
        )
