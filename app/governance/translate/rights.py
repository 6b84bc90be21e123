"""Rights of the charters in force to the engine, and what a route means in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.engine.chartering.checklist import ARTICLE, Point
from app.engine.chartering.rights import Place, Reach, Right, Route, Tree, may_decide, route
from app.engine.values import amount_in_words
from app.governance.facts import DecisionClass
from app.governance.models import Charter, Effect, Proposal
from app.governance.models import Right as RightRow
from app.kernel.facts.reading import as_cents
from app.kernel.subjects import FieldKind, effect_of


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that needs a right: a kind of decision, and the money it commits."""

    decision_class: DecisionClass
    amount: int = 0

    @property
    def words(self) -> str:
        label = self.decision_class.label
        return f"{label} of {amount_in_words(self.amount)}" if self.amount else label


@dataclass(frozen=True, slots=True)
class Book:
    """Every right in force, and the names that sentences need."""

    rights: tuple[Right, ...]
    tree: Tree
    names: dict[int, str]
    editions: dict[int, int]
    seats: dict[int, str] = field(default_factory=dict)

    def route(self, demand: Demand) -> Route:
        return route(demand.decision_class, demand.amount, self.rights, self.tree)

    def may_decide(self, body_id: int, demand: Demand) -> bool:
        return may_decide(body_id, self.route(demand), self.tree)

    def name(self, place: Place) -> str:
        body = self.names[place.body_id]
        if place.seat_id is None:
            return f"the {body}"
        return f"the seat “{self.seats[place.seat_id]}” of the {body}, which decides alone"

    def clause(self, place: Place) -> str:
        return f"article {ARTICLE[Point.RIGHTS]} of edition {self.editions[place.body_id]}"

    def because(self, demand: Demand) -> str:
        """Where it belongs and by which clause; or that nobody may, or that no charter speaks."""
        found = self.route(demand)
        if found.reach is Reach.SILENT:
            return f"{demand.words}: no charter says who decides it, so any body may."
        if found.right is None:
            assert found.highest is not None
            place, limit = found.highest.place, found.highest.up_to or 0
            return (
                f"{demand.words} belongs to nobody: the furthest right is that of "
                f"{self.name(place)}, up to {amount_in_words(limit)}. A charter has to give more."
            )
        place, most = found.right.place, found.right.up_to
        reaches = "without a limit" if most is None else f"up to {amount_in_words(most)}"
        return (
            f"{demand.words} belongs to {self.name(place)}, because {self.clause(place)} of the "
            f"charter of the {self.names[place.body_id]} gives it that, {reaches}."
        )


def book_of(charters: Sequence[Charter], parents: dict[int, int | None]) -> Book:
    return Book(
        rights=tuple(right_of(one, charter) for charter in charters for one in charter.rights),
        tree=Tree(parents),
        names={charter.body_id: charter.body.name for charter in charters},
        editions={charter.body_id: charter.edition for charter in charters},
        seats={
            one.seat.id: one.seat.title
            for charter in charters
            for one in charter.rights
            if one.seat is not None
        },
    )


def right_of(row: RightRow, charter: Charter) -> Right:
    return Right(Place(charter.body_id, row.seat_id), row.decision_class, row.part, row.up_to)


def demands_of(proposal: Proposal) -> list[Demand]:
    """What it says it is and what it would do: money counts as spending under whatever name."""
    found: dict[DecisionClass, int] = {}
    if proposal.decision_class is not None:
        found[proposal.decision_class] = proposal.amount or 0
    effects = [effect for effect in proposal.effects if effect_of(effect.kind).belongs]
    for effect in effects:
        kind = DecisionClass(effect_of(effect.kind).belongs)
        found[kind] = found.get(kind, 0) + _money(effect)
    spent = sum(_money(effect) for effect in proposal.effects)
    if money := max(spent, proposal.amount or 0):
        found[DecisionClass.SPENDING] = max(found.get(DecisionClass.SPENDING, 0), money)
    return [Demand(kind, amount) for kind, amount in found.items()]


def _money(effect: Effect) -> int:
    fields = [one for one in effect_of(effect.kind).fields if one.kind is FieldKind.MONEY]
    return sum(int(str(as_cents(str(effect.payload.get(one.name) or "0")))) for one in fields)
