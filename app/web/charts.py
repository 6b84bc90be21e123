"""Plotly figures in our colors, as JSON for the chart component."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import cycle
from textwrap import wrap
from typing import Any, cast

from plotly import graph_objects as go

from app.web import palette

Figure = dict[str, Any]

DAY = 24 * 60 * 60 * 1000
ROW_HEIGHT = 40
DASHES = ("solid", "dash", "dot", "dashdot")
FRAME_HEIGHT = 90
SIGNS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
BAR_WIDTH = 0.72
"""Of a row; left to Plotly, a group with few bars would have thick ones."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar over time, from the first to the last day; bars of one group share a color."""

    label: str
    starts_on: date
    ends_on: date
    group: str = ""


def timeline(bars: Sequence[Bar], *, today: date | None = None) -> Figure:
    """Bars over time, the first on top."""
    groups = list(dict.fromkeys(bar.group for bar in bars))
    traces = [
        _over_time({place: bar for place, bar in enumerate(bars) if bar.group == group}, color)
        for group, color in zip(groups, palette.series(len(groups)), strict=True)
    ]
    figure = go.Figure(traces, _layout(len(bars) * ROW_HEIGHT + FRAME_HEIGHT))
    figure.update_layout(barmode="overlay", showlegend=len(groups) > 1)
    figure.update_xaxes(type="date", showgrid=True)
    _name_rows(figure, [bar.label for bar in bars])
    if today:
        figure.add_vline(x=today.isoformat(), line={"color": palette.INK, "dash": "dot"})
    return _as_json(figure)


def stacked(categories: Sequence[str], series: Mapping[str, Sequence[float]], unit: str) -> Figure:
    """Columns, one for each category, with one color for each series on top of each other."""
    traces = [
        go.Bar(
            name=plain(name),
            x=[plain(category) for category in categories],
            y=list(values),
            marker={"color": palette.color_of(name, position)},
            hovertemplate="%{x}: %{y:,.2~f}<extra>%{fullData.name}</extra>",
        )
        for position, (name, values) in enumerate(series.items())
    ]
    figure = go.Figure(traces, _layout(360))
    figure.update_layout(barmode="stack", showlegend=len(series) > 1)
    figure.update_xaxes(type="category")
    figure.update_yaxes(title=unit, tickformat=",", rangemode="tozero", showgrid=True)
    return _as_json(figure)


def bars(categories: Sequence[str], values: Sequence[float], unit: str) -> Figure:
    """One bar for each category, the first on top, its value written beside it."""
    trace = go.Bar(
        orientation="h",
        y=list(range(len(categories))),
        x=list(values),
        text=[f"{value:,.10g}" for value in values],
        textposition="auto",
        marker={"color": palette.ACCENT},
        customdata=[plain(category) for category in categories],
        hovertemplate="%{customdata}: %{x:,.2~f}<extra></extra>",
    )
    figure = go.Figure(trace, _layout(len(categories) * ROW_HEIGHT + FRAME_HEIGHT))
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title=unit, tickformat=",", rangemode="tozero", showgrid=True)
    _name_rows(figure, categories)
    return _as_json(figure)


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing on a map of two axes, from 0 to 100 each; spots of one group share a color."""

    label: str
    across: float
    up: float
    group: str


def spots(found: Sequence[Spot], names: tuple[str, str], middle: float) -> Figure:
    """A map of two axes with its quarters; each group has a sign as well as a color."""
    groups = list(dict.fromkeys(spot.group for spot in found))
    looks = zip(groups, palette.series(len(groups)), cycle(SIGNS), strict=False)
    traces = [
        go.Scatter(
            name=plain(group),
            mode="markers",
            x=[spot.across for spot in found if spot.group == group],
            y=[spot.up for spot in found if spot.group == group],
            customdata=[plain(spot.label) for spot in found if spot.group == group],
            marker={"color": color, "size": 11, "symbol": sign},
            hovertemplate="%{customdata}: %{x:.1f}, %{y:.1f}<extra>%{fullData.name}</extra>",
        )
        for group, color, sign in looks
    ]
    figure = go.Figure(traces, _layout(460))
    figure.update_layout(showlegend=len(groups) > 1)
    figure.update_xaxes(title=names[0], range=[0, 102], showgrid=True)
    figure.update_yaxes(title=names[1], range=[0, 102], showgrid=True)
    for add in (figure.add_vline, figure.add_hline):
        add(middle, line={"color": palette.INK, "dash": "dot"})
    return _as_json(figure)


@dataclass(frozen=True, slots=True)
class Heat:
    """Values in rows and columns from 0 to 100; None is left blank."""

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]


def heat(of: Heat, unit: str) -> Figure:
    """A field for each value, its number written in it, so that color is never the only sign."""
    trace = go.Heatmap(
        z=[list(row) for row in of.values],
        x=[plain(column) for column in of.columns],
        y=list(range(len(of.rows))),
        zmin=0,
        zmax=100,
        xgap=2,
        ygap=2,
        colorscale=[[place, color] for place, color in palette.HEAT],
        texttemplate="%{z:.0f}",
        customdata=[[plain(row)] * len(of.columns) for row in of.rows],
        hovertemplate="%{customdata}, %{x}: %{z:.1f}<extra></extra>",
        hoverongaps=False,
        colorbar={"title": {"text": unit}, "thickness": 12},
    )
    figure = go.Figure(trace, _layout(len(of.rows) * 26 + FRAME_HEIGHT))
    figure.update_xaxes(type="category", side="top")
    _name_rows(figure, of.rows, lines=1)
    return _as_json(figure)


def course(moments: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Figure:
    """Points of 100 over time, as steps: each value holds until the next."""
    traces = [
        go.Scatter(
            name=plain(name),
            x=list(moments),
            y=list(values),
            mode="lines+markers",
            line={"shape": "hv", "color": palette.SERIES[place], "dash": DASHES[place]},
            hovertemplate="%{x}: %{y:.1f}<extra>%{fullData.name}</extra>",
        )
        for place, (name, values) in enumerate(series.items())
    ]
    figure = go.Figure(traces, _layout(320))
    figure.update_xaxes(type="date")
    figure.update_yaxes(title="points of 100", range=[0, 101], showgrid=True)
    return _as_json(figure)


def plain(text: str) -> str:
    """Text that Plotly draws as it is: it would read tags in it as bold, break or link."""
    return escape(text, quote=False)


def _over_time(rows: Mapping[int, Bar], color: str) -> go.Bar:
    bars = list(rows.values())
    return go.Bar(
        name=plain(bars[0].group),
        orientation="h",
        y=list(rows),
        base=[bar.starts_on.isoformat() for bar in bars],
        x=[((bar.ends_on - bar.starts_on) + timedelta(days=1)).days * DAY for bar in bars],
        width=BAR_WIDTH,
        marker={"color": color},
        customdata=[f"{plain(bar.label)}<br>{bar.starts_on} to {bar.ends_on}" for bar in bars],
        hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
    )


def _name_rows(figure: go.Figure, labels: Sequence[str], *, lines: int = 2) -> None:
    """Rows by number, named beside the axis: two things of one name stay two rows."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[_short(label, lines) for label in labels],
        range=[len(labels) - 0.5, -0.5],
    )


def _short(label: str, most: int) -> str:
    """Few short lines, so that the bars keep their room on a phone; hovering tells all."""
    lines = wrap(label, 26, max_lines=most, placeholder=" …")
    return "<br>".join(plain(line) for line in lines)


def _layout(height: int) -> go.Layout:
    return go.Layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 40},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Inter Variable, Inter, sans-serif", "size": 13},
        xaxis={"automargin": True, "gridcolor": palette.GRID, "showgrid": False},
        yaxis={"automargin": True, "gridcolor": palette.GRID, "showgrid": False},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
    )


def _as_json(figure: go.Figure) -> Figure:
    return cast(Figure, json.loads(figure.to_json()))
