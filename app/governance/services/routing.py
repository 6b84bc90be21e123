"""Where a proposal belongs: refuse it elsewhere, hear those who are asked, keep the rights."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.chartering.rights import Place, RightPart
from app.governance.facts import DecisionClass
from app.governance.models import Advice, Charter, Proposal, Right
from app.governance.policy import standing
from app.governance.queries import bodies, charters
from app.governance.services.charters import open_draft
from app.governance.translate.rights import Book, Demand, book_of, demands_of
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Routed:
    """One demand of a proposal: where it belongs, and whether its body may decide it."""

    demand: Demand
    sentence: str
    is_here: bool
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A body that is asked before, and what it said, if it has been heard."""

    body_id: int
    name: str
    clause: str
    advice: Advice | None


def book() -> Book:
    return book_of(charters.all_in_force(), bodies.parents_of_all())


def routed(proposal: Proposal, held: Book | None = None) -> list[Routed]:
    held = held or book()
    return [
        Routed(
            one,
            held.because(one),
            held.may_decide(proposal.body_id, one),
            held.route(one).highest is None,
        )
        for one in demands_of(proposal)
    ]


def asked_about(proposal: Proposal, held: Book | None = None) -> list[Asked]:
    """Each body once, but not the one that decides."""
    held = held or book()
    places = dict.fromkeys(
        right.place.body_id for one in demands_of(proposal) for right in held.route(one).asked
    )
    if not places:
        return []
    given = {one.body_id: one for one in charters.advice_on(proposal.id)}
    return [
        Asked(one, held.names[one], held.clause(Place(one)), given.get(one))
        for one in places
        if one != proposal.body_id
    ]


def refuse_misplaced(proposal: Proposal) -> None:
    """A body decides only what a charter gives it, or what it gives to one below it."""
    elsewhere = [one.sentence for one in routed(proposal) if not one.is_here]
    if elsewhere:
        name = proposal.body.name
        raise RuleBroken(f"The {name} may not decide this. {' '.join(elsewhere)}")


def refuse_unrouted(proposal: Proposal) -> None:
    """Before a vote: the charter is in force, the body has the right, those to be asked spoke."""
    bodies.charter_in_force(proposal.body_id)
    held = book()
    elsewhere = [one.sentence for one in routed(proposal, held) if not one.is_here]
    if elsewhere:
        raise RuleBroken(f"No vote is opened here. {' '.join(elsewhere)}")
    for one in asked_about(proposal, held):
        if one.advice is None:
            raise RuleBroken(
                f"The {one.name} is asked before this is decided, by {one.clause} of its "
                "charter. Record on the proposal what it says, or that it lets its time pass."
            )


def advise(proposal: Proposal, body_id: int, text: str, *, actor: Actor, at: datetime) -> Advice:
    """By the chair of the body that is asked, or the secretary."""
    asked = next((one for one in asked_about(proposal) if one.body_id == body_id), None)
    if asked is None:
        raise NotFound("That body is not asked about this proposal.")
    chair = bodies.chair_of(body_id, at.date())
    if not standing(actor, author_id=0, chair_id=chair).runs:
        raise Forbidden("What a body says is recorded by its chair or the secretary.")
    if not text.strip():
        raise RuleBroken("Say what the body says.")
    if asked.advice is not None:
        raise RuleBroken(f"The {asked.name} has been heard already.")
    advice = Advice(
        proposal_id=proposal.id,
        body_id=body_id,
        text=text.strip(),
        given_by_id=actor.person_id,
        given_at=at,
    )
    db.session.add(advice)
    db.session.flush()
    return advice


@dataclass(frozen=True, slots=True)
class Granted:
    """A right as it is typed; `up_to` in minor units."""

    decision_class: DecisionClass
    part: RightPart
    up_to: int | None = None
    seat_id: int | None = None


def grant(charter: Charter, right: Granted) -> Right:
    """In a draft alone; what is in force is changed by its next edition."""
    charter = open_draft(charter)
    if right.up_to is not None and right.up_to < 1:
        raise RuleBroken("A limit is more than nothing; leave it empty for no limit.")
    if right.part is RightPart.ADVISE and (right.up_to is not None or right.seat_id is not None):
        raise RuleBroken("A body is asked whatever it costs: leave limit and seat empty.")
    for one in charter.rights:
        same = (one.decision_class, one.part, one.seat_id)
        if same == (right.decision_class, right.part, right.seat_id):
            raise RuleBroken("This edition says that already. Take the other out first.")
    row = Right(
        charter_id=charter.id,
        decision_class=right.decision_class,
        part=right.part,
        up_to=right.up_to,
        seat_id=right.seat_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def take_out(charter: Charter, right_id: int) -> None:
    charter = open_draft(charter)
    row = next((one for one in charter.rights if one.id == right_id), None)
    if row is None:
        raise NotFound("There is no such right in this edition.")
    charter.rights.remove(row)
    db.session.flush()
