"""What a file of rows is once read: tables of plain text, with the row numbers people see."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 120
MAX_CHARACTERS = 32_767


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headings. `number` is what a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell whose content is no plain value; `column` counts from 0."""

    row: int
    column: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its headings, each different, and rows as wide as they."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The tables of a file in their order; `notes` are sentences about how it was read."""

    format: Format
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        return {
            "format": self.format.value,
            "notes": list(self.notes),
            "tables": [
                {
                    "name": table.name,
                    "headings": list(table.headings),
                    "rows": [[row.number, *row.cells] for row in table.rows],
                    "refused": [list(asdict(cell).values()) for cell in table.refused],
                }
                for table in self.tables
            ],
        }


def from_plain(plain: dict[str, Any]) -> Workbook:
    """A workbook again, from what `Workbook.plain` gave and a database kept."""
    return Workbook(Format(plain["format"]), tuple(_tables(plain["tables"])), tuple(plain["notes"]))


def _tables(tables: list[dict[str, Any]]) -> Iterator[Table]:
    for table in tables:
        yield Table(
            table["name"],
            tuple(table["headings"]),
            tuple(Row(number, tuple(cells)) for number, *cells in table["rows"]),
            tuple(Refused(*cell) for cell in table["refused"]),
        )


def letter(column: int) -> str:
    """What a spreadsheet calls a column; 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
