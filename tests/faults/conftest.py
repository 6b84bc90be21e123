from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import create_app
from app.accounts.roles import Role
from app.audit import services as audit
from app.config import Settings
from app.kernel.db import Base, db
from tests import database
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member
from tests.faults.rooms import Room
from tests.faults.serving import SECRET, Site, Together, served
from tests.faults.shadow import Shadow

MOST_AT_ONCE = 16


@pytest.fixture(scope="package")
def house(database_address: str) -> Iterator[Flask]:
    """An app on a database of its own, where every commit is real and every written row counted."""
    with database.another(database_address) as address:
        app = create_app(Settings(database=address, secret_key=SECRET))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            Shadow.install()
            db.session.remove()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="package")
def site(house: Flask) -> Iterator[Site]:
    with served(house) as site:
        yield site


@pytest.fixture
def here(house: Flask) -> Iterator[None]:
    """Afterwards the chain of history verifies, and history has one event for each written row."""
    with house.app_context():
        yield
        db.session.remove()
        verdict = audit.verify()
        assert verdict.fault is None
        Shadow.reconcile()
        db.session.remove()


@pytest.fixture
def together(here: None) -> Iterator[Together]:
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        yield Together(pool)


@pytest.fixture
def room(site: Site, here: None):
    """A body of a chair and some members, and the secretary."""

    def built(members: int, **rule) -> Room:
        people = [a_member() for _ in range(members + 1)]
        body = a_body(*people[1:], chair=people[0], **rule)
        secretary = site.caller(a_person(Role.SECRETARY))
        callers = [site.caller(one) for one in people]
        return Room([one.id for one in people], callers, secretary, body.id)

    return built
