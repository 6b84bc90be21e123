"""A report as content: what it says, not how it looks. Every value in it exists once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.engine.scoring.basis import Floors


class CellKind(StrEnum):
    """What the values of a column are: whole numbers, but for text and dates."""

    TEXT = "text"
    INT = "int"
    DECIMAL = "decimal"  # thousandths: 1250 is 1.25
    MONEY = "money"  # cents
    DATE = "date"
    PERCENT = "percent"  # thousandths of the whole: 667 is 66.7 %
    SCORE = "score"  # thousandths of a point: 73250 is 73.25 points


Cell = str | int | date | None

PER_UNIT = {
    CellKind.INT: 1,
    CellKind.DECIMAL: 1000,
    CellKind.MONEY: 100,
    CellKind.PERCENT: 10,
    CellKind.SCORE: 1000,
}

_HOLDS: dict[CellKind, type] = {CellKind.TEXT: str, CellKind.DATE: date}


@dataclass(frozen=True, slots=True)
class Column:
    """`missing` is what is written where the value is None: a word, never a zero."""

    heading: str
    kind: CellKind = CellKind.TEXT
    unit: str = ""
    missing: str = "not known"

    @property
    def label(self) -> str:
        return f"{self.heading} ({self.unit})" if self.unit else self.heading

    def holds(self, cell: Cell) -> bool:
        return cell is None or isinstance(cell, _HOLDS.get(self.kind, int))


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`total` is one more row, of sums the content made; its first cell names it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    empty: str = "There is nothing to list yet."

    def __post_init__(self) -> None:
        labels = [column.label.casefold() for column in self.columns]
        if len(labels) != len(set(labels)):
            raise ValueError(f"two columns of {self.title!r} have one name")
        for row in self.all_rows():
            for column, cell in zip(self.columns, row, strict=True):
                if not column.holds(cell):
                    raise TypeError(f"{cell!r} is no {column.kind} in {self.title!r}")

    def all_rows(self) -> Sequence[tuple[Cell, ...]]:
        return (*self.rows, self.total) if self.total is not None else self.rows

    def position(self, heading: str) -> int:
        return [column.heading for column in self.columns].index(heading)

    def values(self, heading: str) -> list[Cell]:
        place = self.position(heading)
        return [row[place] for row in self.rows]


class ChartKind(StrEnum):
    TIMELINE = "timeline"  # bars over time; series are the first and the last day
    STACKED = "stacked"  # columns by category, one color for each series
    BARS = "bars"  # one bar for each category


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns of a table of the same document, drawn; each format draws it with its own means.

    The title is a question and the answer its answer as a sentence. `label` and `series` are
    headings of the table; `group`, for a timeline, is the heading that gives the color.
    """

    kind: ChartKind
    title: str
    answer: str
    table: Table
    label: str
    series: tuple[str, ...]
    group: str | None = None
    most: int = 60

    def drawable(self) -> list[tuple[Cell, ...]]:
        places = [self.table.position(heading) for heading in self.series]
        return [row for row in self.table.rows if all(row[place] is not None for place in places)]

    def drawn(self) -> list[tuple[Cell, ...]]:
        """The rows a chart has room for, each with all it needs to be drawn."""
        return self.drawable()[: self.most]

    def values(self) -> Table:
        """What is drawn, and only that, as a table."""
        headings = [self.label, *([self.group] if self.group else []), *self.series]
        places = [self.table.position(heading) for heading in headings]
        return Table(
            self.title,
            tuple(self.table.columns[place] for place in places),
            tuple(tuple(row[place] for place in places) for row in self.drawn()),
        )

    def left_out(self) -> str:
        """A sentence on the rows that are in the table and not in the chart, or nothing."""
        missing = len(self.table.rows) - len(self.drawn())
        if not missing:
            return ""
        have = "has" if missing == 1 else "have"
        why = "no values to draw" if len(self.drawable()) <= self.most else "no room here"
        return f"{missing} of {len(self.table.rows)} {have} {why}; the table holds all."


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`filters` say in words what is in and what is out; `sources` where the values come from."""

    title: str
    as_of: date
    sections: tuple[Section, ...]
    filters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> list[Table]:
        return [block for block in self.blocks() if isinstance(block, Table)]

    def charts(self) -> list[Chart]:
        return [block for block in self.blocks() if isinstance(block, Chart)]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose report it is, in which money it counts, and the month its fiscal years begin in.

    `floors`: below them a score is provisional; evidence is stale after `stale_months`.
    """

    organization: str
    currency: str
    fiscal_year_starts_in: int
    floors: Floors = field(default_factory=Floors)
    stale_months: int = 24


@dataclass(frozen=True, slots=True)
class Edition:
    """Who made a file of a document, when, and with which version of the program."""

    made_by: str
    made_at: datetime
    version: str
