import json
from datetime import date

import pytest
from plotly import graph_objects as go

from app.web import charts, palette


def a_bar(label: str = "Archive", group: str = "Base") -> charts.Bar:
    return charts.Bar(label, date(2026, 1, 1), date(2026, 1, 31), group)


def test_a_bar_lasts_from_its_first_to_its_last_day():
    (trace,) = charts.timeline([a_bar()])["data"]
    assert trace["base"] == ["2026-01-01"]
    assert trace["x"] == [31 * charts.DAY]
    assert trace["type"] == "bar"


def test_bars_of_one_group_share_a_color_and_two_of_one_name_stay_two():
    figure = charts.timeline([a_bar(), a_bar(group="Growth"), a_bar()])
    assert [trace["y"] for trace in figure["data"]] == [[0, 2], [1]]
    colors = [trace["marker"]["color"] for trace in figure["data"]]
    assert colors == palette.series(2)
    assert figure["layout"]["yaxis"]["ticktext"] == ["Archive"] * 3


def test_a_chart_without_bars_has_nothing_to_draw():
    for figure in (charts.timeline([]), charts.bars([], [], "USD"), charts.stacked([], {}, "USD")):
        assert not any(trace.get("x") for trace in figure["data"])


def test_today_is_a_line():
    shapes = charts.timeline([a_bar()], today=date(2026, 1, 9))["layout"]["shapes"]
    assert shapes[0]["x0"] == "2026-01-09"


@pytest.mark.parametrize("text", ["<b>bold</b>", '<a href="javascript:x">go</a>', "a<br>b", "&lt;"])
def test_text_is_never_read_as_markup(text):
    figures = [
        charts.timeline([a_bar(text, text)]),
        charts.stacked([text], {text: [1]}, "USD"),
        charts.bars([text], [1], "USD"),
    ]
    for figure in figures:
        for marked in ("<b>", "<a ", "a<br>b", '"&lt;"'):
            assert marked not in json.dumps(figure)


def test_capital_and_operating_keep_their_color():
    figure = charts.stacked(["FY2026"], {"Operating asked": [2], "Capital asked": [1]}, "USD")
    colors = [trace["marker"]["color"] for trace in figure["data"]]
    assert colors == [palette.Hue.OPERATING, palette.Hue.CAPITAL]
    assert figure["layout"]["barmode"] == "stack"
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"


def test_a_long_name_is_told_in_full_on_hovering():
    name = "Ophthalmology and optometry imaging consolidation across all regions of the system"
    figure = charts.bars([name], [1], "departments")
    assert figure["layout"]["yaxis"]["ticktext"][0].endswith("…")
    assert figure["data"][0]["customdata"] == [name]


def test_figures_are_plain_data_that_plotly_accepts():
    figures = [
        charts.timeline([a_bar()], today=date(2026, 1, 9)),
        charts.stacked(["FY2026"], {"Capital": [1.5]}, "USD"),
        charts.bars(["Fits"], [12], ""),
        charts.bars([], [], ""),
    ]
    for figure in figures:
        assert go.Figure(json.loads(json.dumps(figure)))


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["#ffffff", "#1b2430"])
@pytest.mark.parametrize("color", [*palette.SERIES, *palette.Hue, palette.ACCENT])
def test_every_color_is_seen_on_light_and_on_dark(color, ground):
    assert contrast(color, ground) >= 3
