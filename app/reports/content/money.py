"""Money asked, awarded, released and left, by fiscal year, kind and fund; and what follows it."""

from collections.abc import Iterable, Sequence

from app.engine.values import FiscalYear, MoneyKind
from app.funding.queries.balances import Balance, FundBalance, Tail
from app.kernel.words import label_of
from app.reports.document import Cell, CellKind, Chart, ChartKind, Column, Section, Table
from app.web.filters import SIGNS

MEASURES = ("held", "asked", "awarded", "released", "left")
NO_LINE = "no line"


def money(funds: Sequence[FundBalance], tails: Sequence[Tail], currency: str) -> Section:
    lines = [line for fund in funds for line in fund.balances]
    by_year = _by_year(lines, currency)
    chart = Chart(
        ChartKind.STACKED,
        "What is awarded, year by year?",
        awarded_in_words(lines, currency),
        by_year,
        "Fiscal year",
        ("Capital awarded", "Operating awarded"),
    )
    return Section("Money", (chart, by_year, _by_fund(funds, currency), _tails(tails, currency)))


def total_of(lines: Iterable[Balance], kind: MoneyKind, measure: str) -> int:
    """In cents; a line a fund does not have holds nothing."""
    return sum(getattr(one, measure) or 0 for one in lines if one.slot.kind is kind)


def awarded_in_words(lines: Sequence[Balance], currency: str) -> str:
    capital, operating = (total_of(lines, kind, "awarded") for kind in MoneyKind)
    if not capital and not operating:
        return "No money is awarded yet."
    return (
        f"{in_currency(capital, currency)} capital and "
        f"{in_currency(operating, currency)} operating money is awarded."
    )


def in_currency(cents: int, currency: str) -> str:
    """Exact, with cents only where there are some."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    digits = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
    return f"{sign}{SIGNS.get(currency, currency + ' ')}{digits}"


def _by_year(lines: Sequence[Balance], currency: str) -> Table:
    years = sorted({line.slot.fiscal_year for line in lines})
    columns = (
        Column("Fiscal year"),
        *(
            Column(f"{label_of(kind)} {measure}", CellKind.MONEY, currency)
            for kind in MoneyKind
            for measure in MEASURES
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(FiscalYear(year)), *_sums([one for one in lines if one.slot.fiscal_year == year]))
        for year in years
    )
    total: tuple[Cell, ...] = ("Total", *_sums(lines))
    empty = "No fund holds money and nothing is asked yet."
    return Table("Money by fiscal year", columns, rows, total if rows else None, empty)


def _sums(lines: Sequence[Balance]) -> tuple[Cell, ...]:
    return tuple(total_of(lines, kind, measure) for kind in MoneyKind for measure in MEASURES)


def _by_fund(funds: Sequence[FundBalance], currency: str) -> Table:
    columns = (
        Column("Fund"),
        Column("Fiscal year"),
        Column("Kind"),
        *(Column(one.capitalize(), CellKind.MONEY, currency, missing=NO_LINE) for one in MEASURES),
    )
    rows = tuple(
        (
            f"{fund.fund.code} {fund.fund.name}",
            str(FiscalYear(line.slot.fiscal_year)),
            label_of(line.slot.kind),
            line.held,
            line.asked,
            line.awarded,
            line.released,
            line.left,
        )
        for fund in funds
        for line in fund.balances
    )
    return Table("Money by fund", columns, rows, empty="No fund holds money yet.")


def _tails(tails: Sequence[Tail], currency: str) -> Table:
    """Operating money that capital brings with it, and that nobody has awarded yet."""
    columns = (
        Column("Request"),
        Column("Initiative", missing="none"),
        Column("Fund"),
        Column("Years"),
        Column("Not awarded", CellKind.MONEY, currency),
    )
    rows = tuple(
        (
            f"{one.request.code} {one.request.title}",
            one.request.initiative.code if one.request.initiative else None,
            one.request.fund.code,
            _years(one),
            one.amount,
        )
        for one in tails
    )
    total: tuple[Cell, ...] = ("Total", "", "", "", sum(one.amount for one in tails))
    empty = "Every operating tail is awarded."
    return Table("Operating tail to come", columns, rows, total if rows else None, empty)


def _years(tail: Tail) -> str:
    first, last = min(tail.missing), max(tail.missing)
    return str(FiscalYear(first)) if first == last else f"{FiscalYear(first)} to {FiscalYear(last)}"
