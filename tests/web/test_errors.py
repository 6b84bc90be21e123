import pytest

from app import create_app
from app.config import Settings
from app.kernel.db import db
from tests import database

AWAY = {
    "sqlite": "sqlite:////nowhere/at/all.db",
    "postgresql": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
}


@pytest.fixture
def cut_off():
    """A site whose database is away."""
    app = create_app(Settings(mode="test", database=AWAY[database.KIND]))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_a_database_that_is_away_is_said_in_a_sentence(cut_off):
    answer = cut_off.post("/sign-in", data={"email": "a@example.org", "password": "x" * 20})
    assert answer.status_code == 503
    assert "Nothing was saved" in answer.text
    assert "Traceback" not in answer.text


def test_the_api_says_it_as_a_problem(cut_off):
    answer = cut_off.get("/api/v1/assets", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "unavailable"
