"""How a value is written: the same words on a page and in print."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.reports.document import PER_UNIT, Cell, CellKind, Column, Table
from app.web.filters import day

_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")

Writer = Callable[[Cell], str]


def clean(text: str) -> str:
    """What no format may hold, control characters and halves of characters, becomes U+FFFD."""
    return _NOT_WRITABLE.sub("\ufffd", _LINE_BREAKS.sub("\n", text))


def written_rows(table: Table) -> list[list[str]]:
    return _in_words(table, table.rows)


def written_total(table: Table) -> list[str]:
    """The row of sums in words, or nothing where the table has none."""
    return _in_words(table, [table.total])[0] if table.total is not None else []


def has_cents(table: Table) -> bool:
    """Whether an amount of the table is not whole; then all are written with their cents."""
    money = [column.kind is CellKind.MONEY for column in table.columns]
    return any(
        isinstance(cell, int) and cell % 100
        for row in table.all_rows()
        for cell, is_money in zip(row, money, strict=True)
        if is_money
    )


def _in_words(table: Table, rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    cents = has_cents(table)
    writers = [_writer(column, cents=cents) for column in table.columns]
    return [[write(cell) for write, cell in zip(writers, row, strict=True)] for row in rows]


def _writer(column: Column, *, cents: bool) -> Writer:
    write = _WRITERS[column.kind]
    if column.kind is CellKind.MONEY and cents:
        write = _with_cents
    return lambda cell: column.missing if cell is None else write(cell)


def _number(cell: Cell, kind: CellKind, places: int) -> str:
    assert isinstance(cell, int)
    step = Decimal(1).scaleb(-places)
    return f"{(Decimal(cell) / PER_UNIT[kind]).quantize(step, ROUND_HALF_UP):,}"


def _text(cell: Cell) -> str:
    return clean(str(cell))


def _count(cell: Cell) -> str:
    return _number(cell, CellKind.INT, 0)


def _decimal(cell: Cell) -> str:
    return _number(cell, CellKind.DECIMAL, 3).rstrip("0").removesuffix(".")


def _whole_units(cell: Cell) -> str:
    return _number(cell, CellKind.MONEY, 0)


def _with_cents(cell: Cell) -> str:
    return _number(cell, CellKind.MONEY, 2)


def _day(cell: Cell) -> str:
    assert isinstance(cell, date)
    return day(cell)


def _percent(cell: Cell) -> str:
    return _number(cell, CellKind.PERCENT, 1) + " %"


def _score(cell: Cell) -> str:
    return _number(cell, CellKind.SCORE, 1)


_WRITERS: dict[CellKind, Writer] = {
    CellKind.TEXT: _text,
    CellKind.INT: _count,
    CellKind.DECIMAL: _decimal,
    CellKind.MONEY: _whole_units,
    CellKind.DATE: _day,
    CellKind.PERCENT: _percent,
    CellKind.SCORE: _score,
}
