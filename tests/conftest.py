import socket
from collections.abc import Iterator
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from flask import Flask, has_app_context, url_for
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import event

from app import create_app
from app.accounts.models import Person
from app.config import Settings
from app.kernel import clock
from app.kernel.db import Base, db
from app.web import assets
from tests import database
from tests.workers import SharingScheduling

for area in (
    "mail",
    "inbox",
    "organization",
    "governance",
    "inventory",
    "standards",
    "scoring",
    "strategy",
    "funding",
):
    import_module(f"app.{area}.models")


settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "mutants", settings.get_profile("house"), max_examples=30, derandomize=True, database=None
)  # thousands of runs, each the same as the last
settings.register_profile("quick", settings.get_profile("house"), max_examples=10)
settings.load_profile("house")  # a property holds or not, however slow the machine is


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return SharingScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def front_end() -> None:
    """Pages name built files; a test of pages needs the names, not the files."""
    if not assets.MANIFEST.exists():
        assets.built = _SameName


class _SameName(dict):
    def __missing__(self, name: str) -> str:
        return name


@pytest.fixture(scope="session")
def database_address() -> Iterator[str]:
    with database.server() as address:
        yield address


@pytest.fixture(scope="session")
def app(database_address: str) -> Iterator[Flask]:
    app = create_app(Settings(mode="test", database=database_address))
    app.test_client_class = OwnContextClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def committed_app(database_address: str) -> Iterator[Flask]:
    """An app on a database of its own, where commits are real: for threads and processes."""
    with database.another(database_address) as address:
        app = create_app(Settings(mode="test", database=address))
        app.test_client_class = OwnContextClient
        with app.app_context():
            Base.metadata.create_all(db.engine)
            db.session.remove()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """Everything a test writes is undone, commits included."""
    with db.engine.connect() as connection:
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield
        db.session.remove()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        outer.rollback()


class OwnContextClient(FlaskClient):
    """Each request gets its own app context, or Flask-Login's person leaks into the next."""

    def open(self, *args, **kwargs):
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        if has_app_context():
            db.session.expire_all()  # what a request wrote is seen by the test
        return response


@pytest.fixture
def client(app: Flask, session: None) -> FlaskClient:
    return app.test_client()


def enter(client: FlaskClient, person: Person, *, is_counted: bool = True) -> FlaskClient:
    """Signed in; `is_counted` as if a page had just counted what waits for the person."""
    with client.session_transaction() as cookie:
        cookie["_user_id"] = person.fs_uniquifier
        cookie["_fresh"] = True
        if is_counted:
            cookie["owed"] = (person.id, 0, int(clock.now().timestamp()))
    return client


@pytest.fixture
def sign_in(app: Flask, session: None):
    """A client of its own for each person."""
    return lambda person: enter(app.test_client(), person)


class QueryBudget:
    """Counts statements, without those of transactions."""

    def __init__(self, most: int) -> None:
        self.most, self.seen = most, []

    def __enter__(self) -> "QueryBudget":
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)
        skip = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        reads = [text for text in self.seen if not text.startswith(skip)]
        assert len(reads) <= self.most, f"{len(reads)} of {self.most}:\n" + "\n".join(reads)

    def _note(self, _c, _cur, text, *_: object) -> None:
        self.seen.append(text)


@pytest.fixture
def query_budget(session: None):
    return QueryBudget


class Browser:
    """Opens pages by endpoint and holds every page to the rules of the house."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def url(self, endpoint: str, **values: object) -> str:
        with self.client.application.test_request_context():
            return url_for(endpoint, **values)

    def get(self, endpoint: str, *, status: int = 200, **values: object) -> BeautifulSoup:
        response = self.client.get(self.url(endpoint, **values))
        assert response.status_code == status, (response.status_code, response.location)
        return self.check(response)

    def post(self, endpoint: str, data: object = None, *, status: int = 303, **values: object):
        """The page that came back; after a redirect, the page it leads to."""
        response = self.client.post(self.url(endpoint, **values), data=data)
        assert response.status_code == status, (response.status_code, response.text[-3000:])
        if response.location:
            response = self.client.get(response.location)
        return self.check(response)

    @staticmethod
    def check(response) -> BeautifulSoup:
        page = BeautifulSoup(response.text, "html.parser")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), f"repeated ids: {sorted(ids)}"
        assert len(page.select("h1")) == 1, f"one heading is needed, not {page.select('h1')}"
        assert page.title.text.strip().split(" - ")[0], "a title is needed"
        return page


@pytest.fixture
def browse(sign_in):
    return lambda person: Browser(sign_in(person))


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Only this machine: the test database, a browser, a mail server."""
    connect = socket.socket.connect

    def only_here(self, address):
        if isinstance(address, tuple) and not str(address[0]).startswith(
            ("127.", "localhost", "::1")
        ):
            pytest.fail(f"A test tried to reach {address}.")
        return connect(self, address)

    monkeypatch.setattr("socket.socket.connect", only_here)
