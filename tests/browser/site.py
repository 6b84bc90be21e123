"""The site as people meet it: served for real, with the sample health system in it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from app.accounts.queries import find_by_email
from app.seeding.cli import PASSWORD
from app.seeding.sample import DOMAIN
from tests.conftest import enter
from tools.assets import node_and_npm

os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node_and_npm()[0])
"""The Node that Playwright brings wants libatomic, which a bare machine has not."""

CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
COOKIE = "isocenter"
VISITORS = ("planner", "administrator", "secretary", "finance", "member")
SEEN_AGAIN = {("member", "governance.show_ballot"), ("member", "reports.overview")}
"""What a member who may vote sees differently."""


def browser_path() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "No Chromium on this machine; `make test` installs one."
    return found


Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """How a page is looked at: light or dark, on a desk or in a hand."""

    theme: Theme
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.theme}-{self.width}"


LOOKS = tuple(Look(theme, *size) for theme in get_args(Theme) for size in ((1280, 900), (390, 844)))


@dataclass(frozen=True)
class Site:
    """A running site: its address, its app, and the cookie of anyone on it."""

    address: str
    app: Flask
    password: str = PASSWORD

    @staticmethod
    def email(name: str) -> str:
        return f"{name}@{DOMAIN}"

    def client_of(self, email: str) -> FlaskClient:
        with self.app.app_context():
            return enter(self.app.test_client(), find_by_email(email), is_counted=False)

    def let_in(self, context: BrowserContext, name: str) -> None:
        """Whoever opens pages in this context is the person of this name."""
        value = self.client_of(self.email(name)).get_cookie(COOKIE).value
        context.add_cookies([{"name": COOKIE, "value": value, "url": self.address}])


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing: the test says what went wrong."""


@contextmanager
def served(app: Flask) -> Iterator[Site]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", app)
    finally:
        server.shutdown()


def tour(site: Site) -> Iterator[tuple[str, str, str]]:
    """Who looks, the endpoint and the path: each page once, some through several eyes."""
    seen: set[str] = set()
    for visitor in VISITORS:
        for endpoint, path in pages_of(site, site.email(visitor)).items():
            if endpoint not in seen or (visitor, endpoint) in SEEN_AGAIN:
                yield visitor, endpoint, path
            seen.add(endpoint)


def pages_of(site: Site, email: str) -> dict[str, str]:
    """One address for each page this person can reach by links from the overview."""
    client = site.client_of(email)
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        endpoint = _endpoint(site.app, path)
        if endpoint is None or endpoint in found:
            continue
        response = client.get(path)
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        found[endpoint] = path
        links = BeautifulSoup(response.text, "html.parser").select("a[href]")
        waiting += [_inside(path, link["href"]) for link in links]
    return found


def _inside(path: str, link: str) -> str:
    """The path of a link within the site; one that leaves it leads nowhere."""
    parts = urlsplit(urljoin(f"http://here{path}", link))
    return parts.path if parts.netloc == "here" else ""


def _endpoint(app: Flask, path: str) -> str | None:
    try:
        endpoint, _ = app.url_map.bind("here").match(path, method="GET")
    except HTTPException:
        return None
    return endpoint


def settle(page: Page) -> None:
    """Wait until every chart of the page is drawn."""
    charts = page.locator("[data-behavior=chart]").count()
    expect(page.locator("[data-behavior=chart] .js-plotly-plot")).to_have_count(charts)
