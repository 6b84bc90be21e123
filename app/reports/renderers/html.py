"""The same content on a page: words for the template, figures for Plotly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.reports.document import (
    PER_UNIT,
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Document,
    Paragraph,
    Table,
)
from app.reports.renderers.words import clean, written_rows, written_total
from app.web import charts
from app.web.filters import day

SHORT = 14


class Shape(StrEnum):
    """Which template part shows a block."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class ParagraphView:
    text: str
    shape: Shape = Shape.PARAGRAPH


@dataclass(frozen=True, slots=True)
class HeadView:
    """`is_short`: no value of the column is so long that it should break."""

    label: str
    is_number: bool
    is_short: bool
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    title: str
    heads: tuple[HeadView, ...]
    rows: list[list[str]]
    total: list[str]
    empty: str
    shape: Shape = Shape.TABLE


@dataclass(frozen=True, slots=True)
class ChartView:
    """`values` are the columns that are drawn, as a table for those who cannot see the drawing."""

    id: str
    title: str
    answer: str
    left_out: str
    figure: charts.Figure
    values: TableView
    shape: Shape = Shape.CHART


@dataclass(frozen=True, slots=True)
class SectionView:
    heading: str
    blocks: list[ParagraphView | TableView | ChartView]


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    as_of: str
    filters: tuple[str, ...]
    sources: tuple[str, ...]
    sections: list[SectionView]


def render(document: Document) -> Page:
    sections = [
        SectionView(section.heading, [_view(block, document) for block in section.blocks])
        for section in document.sections
    ]
    return Page(document.title, day(document.as_of), document.filters, document.sources, sections)


def _view(block: Block, document: Document) -> ParagraphView | TableView | ChartView:
    if isinstance(block, Paragraph):
        return ParagraphView(clean(block.text))
    if isinstance(block, Table):
        return _table(block)
    return _chart(block, document)


def _chart(chart: Chart, document: Document) -> ChartView:
    return ChartView(
        id=f"chart-{document.charts().index(chart) + 1}",
        title=chart.title,
        answer=chart.answer,
        left_out=chart.left_out(),
        figure=_DRAW[chart.kind](chart, document.as_of),
        values=_table(chart.values()),
    )


def _table(table: Table) -> TableView:
    rows = written_rows(table)
    heads = tuple(
        HeadView(
            column.label,
            is_number=column.kind not in (CellKind.TEXT, CellKind.DATE),
            is_short=all(len(row[place]) <= SHORT for row in rows),
        )
        for place, column in enumerate(table.columns)
    )
    return TableView(table.title, heads, rows, written_total(table), table.empty)


def _timeline(chart: Chart, as_of: date) -> charts.Figure:
    first, last = chart.series
    bars = [
        charts.Bar(str(label), starts_on, ends_on, str(group))
        for label, group, starts_on, ends_on in zip(
            _column(chart, chart.label),
            _column(chart, chart.group or chart.label),
            _column(chart, first),
            _column(chart, last),
            strict=True,
        )
        if isinstance(starts_on, date) and isinstance(ends_on, date)
    ]
    return charts.timeline(bars, today=as_of)


def _stacked(chart: Chart, _as_of: date) -> charts.Figure:
    series = {heading: _numbers(chart, heading) for heading in chart.series}
    return charts.stacked(_labels(chart), series, _unit(chart))


def _bars(chart: Chart, _as_of: date) -> charts.Figure:
    return charts.bars(_labels(chart), _numbers(chart, chart.series[0]), _unit(chart))


def _column(chart: Chart, heading: str) -> list[Cell]:
    place = chart.table.position(heading)
    return [row[place] for row in chart.drawn()]


def _labels(chart: Chart) -> list[str]:
    return [str(cell) for cell in _column(chart, chart.label)]


def _numbers(chart: Chart, heading: str) -> list[float]:
    """For drawing alone: money in whole units, scores in points to a tenth, as tables say them."""
    kind = chart.table.columns[chart.table.position(heading)].kind
    numbers = [int(str(cell)) / PER_UNIT[kind] for cell in _column(chart, heading)]
    return [round(one, 1) for one in numbers] if kind is CellKind.SCORE else numbers


def _unit(chart: Chart) -> str:
    return chart.table.columns[chart.table.position(chart.series[0])].unit


_DRAW: dict[ChartKind, Callable[[Chart, date], charts.Figure]] = {
    ChartKind.TIMELINE: _timeline,
    ChartKind.STACKED: _stacked,
    ChartKind.BARS: _bars,
}
