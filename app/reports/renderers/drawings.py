"""Charts of a document as SVG, for print."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import vl_convert

from app.reports.document import PER_UNIT, CellKind, Chart, ChartKind
from app.reports.renderers.fonts import FAMILIES, font_paths
from app.reports.renderers.words import clean
from app.web import palette

WIDTH = 620
ROW_HEIGHT = 20

Spec = dict[str, Any]


def svg(chart: Chart, as_of: str) -> str:
    _register_fonts()
    spec = _SPECS[chart.kind](chart, as_of)
    return str(vl_convert.vegalite_to_svg(spec | {"config": _CONFIG, "width": WIDTH}))


@cache
def _register_fonts() -> None:
    for path in font_paths():
        vl_convert.register_font_directory(path)


_CONFIG: Spec = {
    "font": ", ".join(FAMILIES),
    "axis": {"labelLimit": 300, "labelFontSize": 11, "titleFontSize": 11, "gridColor": "#d5dbe3"},
    "legend": {"orient": "bottom", "title": None, "labelFontSize": 11, "labelLimit": 300},
    "view": {"stroke": None},
}
_ROW = {"field": "row", "type": "nominal", "sort": None, "title": None}


def _timeline(chart: Chart, as_of: str) -> Spec:
    first, last = chart.series
    groups = [str(cell) for cell in _column(chart, chart.group or chart.label)]
    rows = [
        {"row": label, "from": f"{start}", "to": f"{end + timedelta(days=1)}", "group": group}
        for label, start, end, group in zip(
            _labels(chart), _column(chart, first), _column(chart, last), groups, strict=True
        )
    ]
    names = list(dict.fromkeys(groups))
    moment = {"type": "temporal", "scale": {"type": "utc"}, "title": None}
    bar = {
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "y": _ROW,
            "x": {"field": "from", **moment, "axis": {"format": "%b %Y", "tickCount": 8}},
            "x2": {"field": "to"},
            "color": _colors("group", names, palette.series(len(names)), is_told=bool(chart.group)),
        },
    }
    today = {
        "data": {"values": [{"day": as_of}]},
        "mark": {"type": "rule", "strokeDash": [3, 3], "color": palette.INK},
        "encoding": {"x": {"field": "day", **moment}},
    }
    return _sized(rows) | {"layer": [bar, today]}


def _stacked(chart: Chart, _as_of: str) -> Spec:
    values = [
        {"row": label, "series": heading, "value": number, "place": place}
        for place, heading in enumerate(chart.series)
        for label, number in zip(_labels(chart), _numbers(chart, heading), strict=True)
    ]
    colors = [palette.color_of(heading, place) for place, heading in enumerate(chart.series)]
    return {
        "data": {"values": values},
        "height": 240,
        "mark": "bar",
        "encoding": {
            "x": {**_ROW, "axis": {"labelAngle": 0}},
            "y": _amount(chart),
            "color": _colors("series", list(chart.series), colors, is_told=True),
            "order": {"field": "place"},
        },
    }


def _bars(chart: Chart, _as_of: str) -> Spec:
    numbers = _numbers(chart, chart.series[0])
    rows = [
        {"row": label, "value": number}
        for label, number in zip(_labels(chart), numbers, strict=True)
    ]
    return _sized(rows) | {
        "mark": {"type": "bar", "color": palette.ACCENT},
        "encoding": {"y": _ROW, "x": _amount(chart)},
    }


_SPECS: dict[ChartKind, Callable[[Chart, str], Spec]] = {
    ChartKind.TIMELINE: _timeline,
    ChartKind.STACKED: _stacked,
    ChartKind.BARS: _bars,
}


def _sized(rows: list[Spec]) -> Spec:
    return {"data": {"values": rows}, "height": max(60, len(rows) * ROW_HEIGHT)}


def _colors(field: str, names: list[str], colors: list[str], *, is_told: bool) -> Spec:
    scale = {"domain": names, "range": colors}
    told = {} if is_told and len(names) > 1 else {"legend": None}
    return {"field": field, "type": "nominal", "scale": scale, **told}


def _amount(chart: Chart) -> Spec:
    unit = chart.table.columns[chart.table.position(chart.series[0])].unit
    axis = {"format": ",.0f", "tickMinStep": 1}
    return {"field": "value", "type": "quantitative", "title": unit or None, "axis": axis}


def _column(chart: Chart, heading: str) -> list[Any]:
    place = chart.table.position(heading)
    return [row[place] for row in chart.drawn()]


def _labels(chart: Chart) -> list[str]:
    """Rows are told apart by their label: a second one of the same name gets its number."""
    labels: list[str] = []
    for cell in _column(chart, chart.label):
        label = clean(str(cell))
        seen = sum(one == label or one.startswith(f"{label} (") for one in labels)
        labels.append(f"{label} ({seen + 1})" if seen else label)
    return labels


def _numbers(chart: Chart, heading: str) -> list[float]:
    kind: CellKind = chart.table.columns[chart.table.position(heading)].kind
    return [cell / PER_UNIT[kind] for cell in _column(chart, heading)]
