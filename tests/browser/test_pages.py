"""Every page that can be reached by links: safe, readable, and inside its frame."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from app.web.navigation import MENU
from tests.browser.site import LOOKS, VISITORS, Look, Site, settle, tour

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SEEN = (LOOKS[0], LOOKS[-1])
"""Light on a desk and dark in a hand: both themes and both widths, in half the time."""

HARMLESS = "style-src-attr"
"""Plotly sets empty style attributes on its own drawing; nothing is lost when they are refused."""


@pytest.fixture(scope="session")
def stops(site: Site) -> list[tuple[str, str, str]]:
    return list(tour(site))


def test_links_lead_to_every_page_of_the_menu(stops):
    listed = {entry.endpoint for area in MENU for entry in area.entries}
    assert listed <= {endpoint for _, endpoint, _ in stops}


@pytest.fixture(params=product(VISITORS, (0, 1)), ids=lambda one: f"{one[0]}-{one[1]}")
def visit(request, stops) -> tuple[str, list[tuple[str, str]]]:
    """Who looks at what: in halves, so that two workers share the hundred pages of a planner."""
    visitor, half = request.param
    return visitor, [stop[1:] for stop in stops if stop[0] == visitor][half::2]


@pytest.mark.timeout(1800)
def test_pages_are_safe_and_readable(site, visit, page_of):
    faults = []
    visitor, pages = visit
    page = page_of(visitor)
    complaints = _listen(page)
    for endpoint, path in pages:
        page.goto(site.address + path)
        for look in SEEN:
            _look(page, look)
            found = _faults(page) + _barriers(page)
            faults += [f"{endpoint} {path} {look.name}: {fault}" for fault in found]
        faults += [f"{endpoint} {path}: {complaint}" for complaint in complaints]
        complaints.clear()
    assert faults == [], "\n".join(faults)


def _listen(page: Page) -> list[str]:
    """What the page says went wrong, but for what the policy refuses, which is judged apart."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def _look(page: Page, look: Look) -> None:
    page.emulate_media(color_scheme=look.theme, reduced_motion="reduce")
    page.set_viewport_size({"width": look.width, "height": look.height})


def _faults(page: Page) -> list[str]:
    settle(page)
    refused = [one for one in page.evaluate("window.refused") if not one.startswith(HARMLESS)]
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = [f"refused by the policy: {one}" for one in refused]
    found += [f"{beyond} px wider than the screen"] if beyond > 0 else []
    return found


def _barriers(page: Page) -> list[str]:
    """What keeps someone from reading or using the page, by the rules of axe."""
    found = []
    for violation in Axe().run(page, options=RULES).response["violations"]:
        places = [node["target"] for node in violation["nodes"]][:3]
        found.append(f"{violation['id']} ({violation['help']}) at {places}")
    return found
