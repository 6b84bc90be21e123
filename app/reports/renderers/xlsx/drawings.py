"""Native charts: they stay editable, and take their values from the cells beside them."""

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import Cell, Chart, ChartKind
from app.reports.renderers.words import clean
from app.web import palette

CM_PER_ROW = 0.75


def draw(sheet: Worksheet, chart: Chart, head: int, first: int) -> BarChart:
    """The chart over the values written from row `head` on, its series from column `first` on."""
    rows = len(chart.drawn())
    drawing = BarChart()
    drawing.title = clean(chart.title)
    drawing.width = 26
    drawing.height = max(9, rows * CM_PER_ROW + 4)
    drawing.overlap = 100
    drawing.gapWidth = 40
    drawing.type = "col" if chart.kind is ChartKind.STACKED else "bar"
    drawing.grouping = "clustered" if chart.kind is ChartKind.BARS else "stacked"
    for column in range(first, first + len(chart.series)):
        values = Reference(sheet, min_col=column, min_row=head, max_row=head + rows)
        drawing.series.append(Series(values, title_from_data=True))
    drawing.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=head + rows))
    drawing.x_axis.delete = drawing.y_axis.delete = False  # Excel hides an axis that says nothing
    if drawing.type == "bar":
        drawing.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    _COLOR[chart.kind](drawing, chart)
    return drawing


def _as_timeline(drawing: BarChart, chart: Chart) -> None:
    """A stacked bar whose first part, up to the start, is not drawn."""
    before, lasts = drawing.series
    before.graphicalProperties = GraphicalProperties(noFill=True)
    before.graphicalProperties.line.noFill = True
    groups = _groups(chart)
    colors = dict(zip(dict.fromkeys(groups), palette.series(len(set(groups))), strict=True))
    lasts.data_points = [
        DataPoint(idx=place, spPr=GraphicalProperties(solidFill=_hex(colors[group])))
        for place, group in enumerate(groups)
    ]
    starts = [row[chart.table.position(chart.series[0])] for row in chart.drawn()]
    drawing.legend = None
    drawing.y_axis.number_format = "mmm yyyy"
    drawing.y_axis.scaling.min = min((to_excel(start) for start in starts), default=None)


def _as_columns(drawing: BarChart, chart: Chart) -> None:
    for position, (series, heading) in enumerate(zip(drawing.series, chart.series, strict=True)):
        color = _hex(palette.color_of(heading, position))
        series.graphicalProperties = GraphicalProperties(solidFill=color)
    drawing.legend.position = "b"
    drawing.y_axis.number_format = "#,##0"
    drawing.y_axis.scaling.min = 0
    drawing.y_axis.title = chart.table.columns[chart.table.position(chart.series[0])].unit or None


def _as_bars(drawing: BarChart, chart: Chart) -> None:
    drawing.series[0].graphicalProperties = GraphicalProperties(solidFill=_hex(palette.ACCENT))
    drawing.legend = None
    drawing.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False)
    drawing.y_axis.number_format = "#,##0"
    drawing.y_axis.scaling.min = 0


_COLOR = {
    ChartKind.TIMELINE: _as_timeline,
    ChartKind.STACKED: _as_columns,
    ChartKind.BARS: _as_bars,
}


def _groups(chart: Chart) -> list[Cell]:
    if chart.group is None:
        return [None for _ in chart.drawn()]
    return [row[chart.table.position(chart.group)] for row in chart.drawn()]


def _hex(color: str) -> str:
    return color.lstrip("#")
