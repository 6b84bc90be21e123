"""Awards from a sheet: all of its rows, or none and every problem by row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.funding.facts import AwardFacts, Order, Problem
from app.funding.models import Authority, Award
from app.funding.queries import awards as queries
from app.funding.services.awards import award_money, order_of
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.facts import Refused, attributes_of, check, key_of
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Table, letter

LABELS = {one.name: one.label for one in attributes_of(AwardFacts)}
COLUMNS = {key_of(label): name for name, label in LABELS.items()}


class SheetRefused(RuleBroken):
    """Nothing was awarded; `problems` says why, row by row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.row, one.sentence)))
        count = len(self.problems)
        super().__init__(f"Nothing was awarded: {count} problem{'' if count == 1 else 's'}.")


def rows_of(data: bytes, file_name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of the first table of a file, by name of the fact, each with its number."""
    table = read_table(data, file_name).tables[0]
    names = [COLUMNS.get(key_of(heading)) for heading in table.headings]
    _refuse_headings(table, names)
    return [
        (row.number, {name: cell for name, cell in zip(names, row.cells, strict=True) if name})
        for row in table.rows
    ]


def award_rows(rows: Iterable[tuple[int, Mapping[str, object]]], *, on: date) -> list[Award]:
    """Each row through the same gate as an award by hand; a later row sees the earlier ones."""
    problems: list[Problem] = []
    orders: list[tuple[int, Order]] = []
    for number, row in rows:
        try:
            orders.append((number, order_of(check(AwardFacts, row))))
        except RuleBroken as why:
            problems += (Problem(number, sentence) for sentence in _sentences(why))
    _lock(order.authority_id for _, order in orders)
    awards = []
    for number, order in orders:
        try:
            awards.append(award_money(order, on=on))
        except RuleBroken as why:
            problems.append(Problem(number, str(why)))
    if problems:
        raise SheetRefused(problems)
    return awards


def _refuse_headings(table: Table, names: Sequence[str | None]) -> None:
    missing = [label for name, label in LABELS.items() if name not in names]
    if missing:
        raise RuleBroken(f"The sheet has no column called {', '.join(missing)}.")
    if table.refused:
        raise SheetRefused(
            [
                Problem(one.row, f"Column {letter(one.column)} {one.reason}.")
                for one in table.refused
            ]
        )


def _sentences(why: RuleBroken) -> list[str]:
    """One for each column that cannot be read, or the one that a rule says."""
    if isinstance(why, Refused):
        return [f"{LABELS.get(name, name)}: {text}" for name, text in why.problems.items()]
    return [str(why)]


def _lock(authority_ids: Iterable[int]) -> None:
    """All funds of the sheet at once and in order, so that two sheets never wait for each other."""
    ids = set(authority_ids)
    funds = {authority.fund_id for one in ids if (authority := db.session.get(Authority, one))}
    queries.lock_funds(funds)
    queries.lock_authorities(ids)
