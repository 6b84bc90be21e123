"""A figure beside its ceiling, and the table of all of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

HEADS = ("Goal", "Work", "Database", "Assets", "Ours", "Ceiling", "Ratio", "Aim")


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal by its number, if it has one: what is done, and the ratio that is hoped for."""

    goal: int | None
    work: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What one work took and what its ceiling took, both in `unit`, in the same run."""

    aim: Aim
    database: str
    size: int
    ours: float
    ceiling: float
    unit: str
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        return (
            "-" if self.aim.goal is None else str(self.aim.goal),
            self.aim.work,
            self.database,
            f"{self.size:,}",
            f"{self.ours:,.1f} {self.unit}",
            f"{self.ceiling:,.1f} {self.unit}",
            f"{self.ours / self.ceiling:.2f}",
            self.aim.wanted,
        )


def table_of(figures: Sequence[Figure]) -> str:
    rows = [HEADS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = [_line(row, widths) for row in rows]
    notes = [
        f"{figure.aim.work}, {figure.database}, {figure.size:,}: {figure.note}"
        for figure in figures
        if figure.note
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:], "", *notes])


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def least_ms(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of so many times: what it takes when nothing else is in the way."""
    return 1000 * min(seconds(work) for _ in range(times))


def median_ms(work: Callable[[], object], times: int) -> float:
    """The median of so many times, after a few that warm up."""
    for _ in range(max(3, times // 10)):
        work()
    return 1000 * median(seconds(work) for _ in range(times))
