"""Who may decide what up to which amount, and who is asked before: one place, or plainly nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class RightPart(StrEnum):
    """To decide, or to be asked before it is decided."""

    DECIDE = "decide"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True)
class Place:
    """A body, or a seat of it whose holder may decide alone."""

    body_id: int
    seat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """`up_to` is in minor units; None has no limit."""

    place: Place
    decision_class: str
    part: RightPart = RightPart.DECIDE
    up_to: int | None = None

    def covers(self, amount: int) -> bool:
        return self.up_to is None or amount <= self.up_to


@dataclass(frozen=True, slots=True)
class Tree:
    """Which body reports to which."""

    parents: Mapping[int, int | None]

    def line(self, body_id: int) -> tuple[int, ...]:
        """The body itself, the one it reports to, and so on up."""
        line: list[int] = []
        here: int | None = body_id
        while here is not None and here not in line:
            line.append(here)
            here = self.parents.get(here)
        return tuple(line)

    def depth(self, body_id: int) -> int:
        return len(self.line(body_id))


class Reach(StrEnum):
    """How far the rights reach for one class and amount."""

    SOMEONE = "someone"
    BEYOND = "beyond"
    """Somebody may decide the class, but nobody so large an amount."""
    SILENT = "silent"
    """No charter in force gives the class to anyone."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a class and an amount belong. `right` is what gives it; `highest` goes furthest."""

    reach: Reach
    right: Right | None = None
    highest: Right | None = None
    asked: tuple[Right, ...] = ()

    @property
    def place(self) -> Place | None:
        return self.right.place if self.right else None


def route(decision_class: str, amount: int, rights: Iterable[Right], tree: Tree) -> Route:
    """The narrowest right that covers the amount; of equals the lowest place, then the older.

    What costs nothing is an amount of zero, which every right covers.
    """
    of_class = [one for one in rights if one.decision_class == decision_class]
    asked = [one for one in of_class if one.part is RightPart.ADVISE]
    deciding = sorted(
        (one for one in of_class if one.part is RightPart.DECIDE), key=lambda one: _key(one, tree)
    )
    if not deciding:
        return Route(Reach.SILENT, asked=_in_order(asked, tree))
    fitting = [one for one in deciding if one.covers(amount)]
    right = fitting[0] if fitting else None
    return Route(
        Reach.SOMEONE if right else Reach.BEYOND,
        right,
        deciding[-1],
        tuple(one for one in _in_order(asked, tree) if right is None or one.place != right.place),
    )


def may_decide(body_id: int, found: Route, tree: Tree) -> bool:
    """The body it belongs to, and every body above that one: what is lower may be taken up.

    Where no charter speaks of the class, no body is barred from it.
    """
    if found.reach is Reach.SILENT:
        return True
    return found.place is not None and body_id in tree.line(found.place.body_id)


def doubles(rights: Iterable[Right]) -> tuple[tuple[Right, Right], ...]:
    """Pairs of places that may both decide the same class up to the same amount."""
    deciding = [one for one in rights if one.part is RightPart.DECIDE]
    return tuple(
        (one, other)
        for number, one in enumerate(deciding)
        for other in deciding[number + 1 :]
        if (one.decision_class, one.up_to) == (other.decision_class, other.up_to)
    )


def steps(decision_class: str, rights: Iterable[Right], tree: Tree) -> tuple[Right, ...]:
    """The rights that decide a class, from the narrowest up: how a matter escalates."""
    deciding = [
        one
        for one in rights
        if one.decision_class == decision_class and one.part is RightPart.DECIDE
    ]
    return tuple(sorted(deciding, key=lambda one: _key(one, tree)))


def _key(right: Right, tree: Tree) -> tuple[bool, int, bool, int, int, int]:
    """Limits from below, no limit last; then the deepest body; a seat before its body."""
    place = right.place
    return (
        right.up_to is None,
        right.up_to or 0,
        place.seat_id is None,
        -tree.depth(place.body_id),
        place.body_id,
        place.seat_id or 0,
    )


def _in_order(rights: Iterable[Right], tree: Tree) -> tuple[Right, ...]:
    return tuple(sorted(rights, key=lambda one: _key(one, tree)))
