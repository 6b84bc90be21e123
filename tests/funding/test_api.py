import pytest

from app.accounts.roles import Role
from app.accounts.services import issue_token
from app.funding import api
from app.funding.queries import awards as queries
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.funding import a_fund, a_request, an_authority, an_award, this_year

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def call(app):
    """Calls the API as somebody of a role: call(role, method, path, json)."""

    def send(role: Role, method: str, path: str, **sent):
        person = a_person(role)
        secret = issue_token(person.id, label="test", today=clock.today())
        db.session.commit()
        client = app.test_client()
        headers = {"Authorization": f"Bearer {secret}"}
        return client.open(f"/api/v1{path}", method=method, headers=headers, **sent)

    return send


@pytest.fixture
def body(session) -> dict[str, object]:
    """9,000 are asked, 8,000 are allowed."""
    fund = a_fund()
    asking, authority = a_request(fund), an_authority(fund)
    return {
        "request": asking.code,
        "decision": authority.decision.number,
        "fiscal_year": this_year(),
        "kind": "capital",
        "amount": 8_000_00,
    }


def test_an_award_is_made(call, body):
    answer = call(Role.FINANCE, "POST", "/awards", json=body)
    assert answer.status_code == 201
    made = answer.json
    assert {name: made[name] for name in body} == body
    assert (made["released"], made["awarded_on"]) == (0, clock.today().isoformat())
    assert queries.get_award(made["id"]).amount == 8_000_00


def test_the_gate_refuses_as_on_the_page(call, body):
    answer = call(Role.FINANCE, "POST", "/awards", json=body | {"amount": 8_000_01})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert "8,000 is left, 0.01 too little" in answer.json["detail"]
    answer = call(Role.FINANCE, "POST", "/awards", json=body | {"request": "R-9999"})
    assert answer.json["detail"] == "There is no request R-9999."
    assert queries.list_awards() == []


@pytest.mark.parametrize(
    "wrong",
    [{"amount": 0}, {"amount": 1.5}, {"kind": "gold"}, {"fiscal_year": 1999}, {"extra": 1}],
)
def test_what_is_not_an_award_is_refused(call, body, wrong):
    answer = call(Role.FINANCE, "POST", "/awards", json=body | wrong)
    assert answer.status_code == 422
    assert next(iter(wrong)) in str(answer.json)


@pytest.mark.parametrize("sent", [{"data": "no json"}, {"json": []}, {"json": {}}])
def test_a_body_that_says_nothing_is_refused(call, sent):
    assert call(Role.FINANCE, "POST", "/awards", **sent).status_code in {400, 415, 422}


@pytest.mark.parametrize("role", [Role.PLANNER, Role.EXECUTIVE, Role.VIEWER])
def test_only_finance_awards(call, body, role):
    assert call(role, "POST", "/awards", json=body).status_code == 403
    assert call(role, "GET", "/awards").status_code == 200


def test_without_a_token_nothing_is_told(app, session, body):
    client = app.test_client()
    assert client.get("/api/v1/awards").status_code == 401
    assert client.post("/api/v1/awards", json=body).status_code == 401


def test_awards_come_in_pages_latest_first(call, monkeypatch):
    monkeypatch.setattr(api, "MOST", 2)
    made = [an_award().id for _ in range(3)]
    first = call(Role.VIEWER, "GET", "/awards").json
    assert [one["id"] for one in first["awards"]] == made[:0:-1]
    rest = call(Role.VIEWER, "GET", first["next"].removeprefix("/api/v1")).json
    assert ([one["id"] for one in rest["awards"]], rest["next"]) == (made[:1], None)
    assert call(Role.VIEWER, "GET", "/awards?before=soon").status_code == 422
