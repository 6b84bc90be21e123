"""What still stands in the way of retiring a thing: each unmet condition, with its sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.engine.fit.disposition import Disposition, Kind


class Condition(StrEnum):
    """What must hold before a thing is marked as retired."""

    DECISION = "decision"
    SUCCESSOR = "successor"
    REPOINTED = "repointed"
    DISCONNECTED = "disconnected"
    RECONCILED = "reconciled"
    RETENTION = "retention"


LEAVES = frozenset({Disposition.RETIRE, Disposition.CONSOLIDATE, Disposition.REPLACE})
"""Decisions under which a thing may leave."""

BOUND = frozenset({Kind.APPLICATION, Kind.VIEWER, Kind.STORAGE})
"""Kinds that leave under conditions; a device or an interface goes when its life is over."""

NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing about to leave. None: nobody has said.

    `decided`: by a decision in force. `senders`: sources that still send images to it, by name.
    `wires`: live interfaces it still has. `held`, `moved`, `excepted` count studies; only where
    `keeps_images`. `has_owner`: someone is named who answers for what must be kept.
    """

    name: str
    kind: Kind
    decided: Disposition | None = None
    successor: str | None = None
    successor_is_live: bool = False
    senders: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    keeps_images: bool = False
    held: int | None = None
    moved: int | None = None
    excepted: int | None = None
    has_owner: bool = False


@dataclass(frozen=True, slots=True)
class Residual:
    """A condition that does not hold yet, in a sentence."""

    condition: Condition
    sentence: str


def residuals(thing: Leaving) -> tuple[Residual, ...]:
    """Everything unmet at once; nothing left means that it may go."""
    if thing.kind not in BOUND:
        return ()
    return tuple(Residual(*found) for found in _unmet(thing))


def _unmet(thing: Leaving) -> Iterator[tuple[Condition, str]]:
    if thing.decided not in LEAVES:
        yield Condition.DECISION, "No decision in force says that it is to go."
    elif thing.decided is not Disposition.RETIRE and thing.successor is None:
        yield Condition.SUCCESSOR, "No successor is named, though something has to take over."
    if thing.successor is not None and not thing.successor_is_live:
        yield Condition.SUCCESSOR, f"{thing.successor} is to take over and is not live."
    if thing.senders:
        yield Condition.REPOINTED, f"{_some(thing.senders)} still sends images to it."
    if thing.wires:
        yield Condition.DISCONNECTED, f"{_some(thing.wires)} is still live."
    if thing.keeps_images:
        yield from _kept(thing)


def _kept(thing: Leaving) -> Iterator[tuple[Condition, str]]:
    if thing.held is None:
        yield Condition.RECONCILED, "Nobody has said how many studies it holds."
    elif thing.held:
        settled = (thing.moved or 0) + (thing.excepted or 0)
        if settled < thing.held:
            left = f"{thing.held - settled:,} of {thing.held:,} studies"
            yield Condition.RECONCILED, f"{left} are neither moved nor excepted with a reason."
        elif settled > thing.held:
            more = (
                f"{settled:,} studies are moved or excepted, more than the {thing.held:,} it held"
            )
            yield Condition.RECONCILED, f"{more}: count again."
    if not thing.has_owner:
        yield Condition.RETENTION, "Nobody is named who answers for what must be kept."


def _some(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:NAMED_AT_MOST]), len(names) - NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
