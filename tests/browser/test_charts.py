"""Charts are really drawn, by the version Python describes them for, and say nothing to others."""

import json
from pathlib import Path

from playwright.sync_api import expect
from plotly import offline

ROOT = Path(__file__).parents[2]


def test_python_and_the_browser_mean_the_same_plotly():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/plotly.js"]["version"] == offline.get_plotlyjs_version()


def test_the_lock_names_no_address():
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def test_the_roadmap_is_drawn_as_bars_and_told_as_a_table(site, page_of):
    page = page_of("planner")
    page.goto(site.address + "/strategy/roadmap")
    figure = page.locator("[data-behavior=chart]").first
    bars = figure.locator(".barlayer .point")
    expect(bars.first).to_be_attached()
    figure.get_by_text("The values as a table").click()
    assert bars.count() == figure.locator("tbody tr").count()


def test_a_chart_is_redrawn_for_the_dark(site, page_of):
    page = page_of("planner")
    page.emulate_media(color_scheme="light")
    page.goto(site.address + "/strategy/roadmap")
    label = page.locator(".js-plotly-plot .xtick text").first
    ink = "element => getComputedStyle(element).fill"
    before = label.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    expect(label).not_to_have_css("fill", before)


def test_nothing_offers_to_send_a_chart_away(site, page_of):
    page = page_of("planner")
    page.goto(site.address + "/strategy/roadmap")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_attached()
    expect(page.locator(".modebar-btn")).to_have_count(0)


def test_a_chart_follows_the_width_of_the_screen(site, page_of):
    page = page_of("planner")
    page.goto(site.address + "/strategy/roadmap")
    drawing = page.locator(".js-plotly-plot .main-svg").first
    expect(drawing).to_be_visible()
    tall = drawing.bounding_box()["height"]
    page.set_viewport_size({"width": 390, "height": 844})
    expect(drawing).to_have_attribute("width", "316")
    assert drawing.bounding_box()["height"] == tall
