"""Put every page of the sample system into var/pictures, in every look, to be looked at."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app import create_app
from app.config import Settings
from app.kernel.db import Base, db
from tests.browser.site import CHROMIUM_ARGS, LOOKS, Look, Site, browser_path, served, settle, tour
from tools.steps import ROOT, say

PICTURES = ROOT / "var" / "pictures"
TALLEST = 4000
SETTLING = 400
"""Milliseconds for a chart to come to rest."""


def main(only: list[str]) -> None:
    """All pages, or those whose endpoint begins with one of the given words."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="iso") as folder:
        address = f"sqlite:///{folder}/pictures.db"
        app = create_app(Settings(database=address, organization="Quillwater Health"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        seeded = app.test_cli_runner().invoke(args=["seed"])
        if seeded.exit_code:
            raise SystemExit(f"{seeded.output}\n{seeded.exception!r}")
        with served(app) as site:
            taken = take_all(site, only)
    say(f"{taken} pictures in {PICTURES.relative_to(ROOT)}")


def take_all(site: Site, only: list[str]) -> int:
    taken = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=list(CHROMIUM_ARGS))
        for visitor, endpoint, path in tour(site):
            if only and not endpoint.startswith(tuple(only)):
                continue
            context = browser.new_context()
            site.let_in(context, visitor)
            page = context.new_page()
            page.goto(site.address + path)
            for look in LOOKS:
                take(page, look, PICTURES / f"{endpoint}-{visitor}-{look.name}.png")
                taken += 1
            context.close()
        browser.close()
    return taken


def take(page: Page, look: Look, path: Path) -> None:
    page.emulate_media(color_scheme=look.theme)
    page.set_viewport_size({"width": look.width, "height": look.height})
    settle(page)
    page.wait_for_timeout(SETTLING)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": look.width, "height": min(height, TALLEST)})
    page.screenshot(path=path)


if __name__ == "__main__":
    main(sys.argv[1:])
