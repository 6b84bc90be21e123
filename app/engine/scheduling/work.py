"""The vocabulary of a schedule: work, its dates, and a circle of waiting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import networkx

from app.engine.values import DateSpan


@dataclass(frozen=True, slots=True)
class Work:
    """`days` are calendar days; work starts the day after everything in `after` has ended.

    What really happened wins: `started_on` and `finished_on` fix the dates they name.
    """

    title: str
    days: int
    after: frozenset[str] = frozenset()
    not_before: date | None = None
    started_on: date | None = None
    finished_on: date | None = None

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError(f"{self.title} takes no time.")
        if self.finished_on and (self.started_on is None or self.finished_on < self.started_on):
            raise ValueError(f"{self.title} is finished before it started.")


@dataclass(frozen=True, slots=True)
class Dates:
    """Earliest and latest days of one piece of work; slack is what lies between, in days."""

    early: DateSpan
    late: DateSpan

    @property
    def slack(self) -> int:
        return (self.late.last - self.early.last).days


class Circular(ValueError):
    """Work that waits for itself; `path` names it by title, the first of them at both ends."""

    def __init__(self, path: Sequence[str]) -> None:
        self.path = tuple(path)
        super().__init__(" \N{RIGHTWARDS ARROW} ".join(self.path))


def in_order(work: Mapping[str, Work]) -> tuple[str, ...]:
    """Keys so that each comes after all it waits for, ties by key; raises Circular."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(sorted(work))
    graph.add_edges_from(
        (before, key) for key in sorted(work) for before in sorted(work[key].after & work.keys())
    )
    try:
        return tuple(networkx.lexicographical_topological_sort(graph))
    except networkx.NetworkXUnfeasible:
        around = [work[before].title for before, _ in networkx.find_cycle(graph)]
        first = around.index(min(around))
        raise Circular([*around[first:], *around[:first], around[first]]) from None
