from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from app import create_app
from app.config import Settings
from app.kernel.db import Base, db
from app.web import assets
from tests import database
from tests.browser.site import CHROMIUM_ARGS, Site, browser_path, served

CSP_PROBE = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": browser_path(),
        "args": list(CHROMIUM_ARGS),
    }


@pytest.fixture(scope="session")
def site(database_address: str) -> Iterator[Site]:
    """The sample health system, committed, behind a real server with every protection on."""
    assert assets.MANIFEST.exists(), "The front end is not built; `make test` builds it."
    with database.another(database_address) as address:
        app = create_app(Settings(mode="development", database=address))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        seeded = app.test_cli_runner().invoke(args=["seed"])
        assert seeded.exit_code == 0, seeded.output
        with served(app) as site:
            yield site
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    return site.address


@pytest.fixture
def page(context: BrowserContext) -> Page:
    context.add_init_script(CSP_PROBE)
    return context.new_page()


@pytest.fixture
def page_of(site: Site, page: Page, context: BrowserContext):
    """A page opened by someone of the sample system, known by name."""

    def sign_in(name: str) -> Page:
        site.let_in(context, name)
        return page

    return sign_in
