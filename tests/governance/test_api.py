"""Governance as JSON: the same rules and the same eyes as on the pages."""

import pytest

from app.accounts.roles import Role
from app.accounts.services import issue_token
from app.engine.voting.ballot import Choice
from app.governance.models import Vote
from app.governance.queries import ballots as queries
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A, R = Choice.APPROVE, Choice.REJECT


@pytest.fixture
def call(app):
    """Calls the API as a person: call(person, method, path, json=…)."""

    def send(person, method, path, **sent):
        secret = issue_token(person.id, label="test", today=clock.today())
        db.session.commit()
        headers = {"Authorization": f"Bearer {secret}"}
        client = app.test_client()
        return client.open(f"/api/v1{path}", method=method, headers=headers, **sent)

    return send


def test_bodies(call):
    body = a_body(a_member(), vacant=1)
    (shown,) = call(a_person(), "GET", "/bodies").json["bodies"]
    assert (shown["code"], shown["voting_seats"], shown["filled_seats"]) == (body.code, 2, 1)


def test_a_member_reads_and_votes(call):
    members = [a_member(), a_member()]
    ballot = an_open_ballot(a_body(*members), title="One viewer")
    (listed,) = call(members[0], "GET", "/ballots").json["ballots"]
    assert (listed["title"], listed["phase"]) == ("One viewer", "open")
    path, paper = f"/ballots/{ballot.id}/vote", {"choice": "approve", "reason": "Two cost more."}
    answer = call(members[0], "POST", path, json=paper)
    assert answer.status_code == 200
    (vote,) = queries.lock(ballot.id).votes
    assert (vote.choice, vote.comment, vote.seat_id) == (A, "Two cost more.", answer.json["seat"])
    page = call(members[1], "GET", f"/ballots/{ballot.id}").json
    assert "1 for" not in str(page["ledger"])
    a_closed_ballot(voted(ballot, (members[1], R)))
    page = call(members[1], "GET", f"/ballots/{ballot.id}").json
    assert page["outcome"] == "rejected"
    assert "1 for, 1 against, 0 abstained, 0 stepped aside." in page["ledger"]


@pytest.mark.parametrize(
    ("paper", "status"),
    [({"choice": "maybe"}, 422), ({}, 422), ({"choice": "approve", "seat": 999_999}, 422)],
)
def test_a_paper_that_is_no_vote_is_refused(call, paper, status):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    answer = call(member, "POST", f"/ballots/{ballot.id}/vote", json=paper)
    assert answer.status_code == status
    assert db.session.query(Vote).count() == 0


def test_a_closed_ballot_takes_no_vote(call):
    member = a_member()
    ballot = a_closed_ballot(an_open_ballot(a_body(member)))
    answer = call(member, "POST", f"/ballots/{ballot.id}/vote", json={"choice": "approve"})
    assert (answer.status_code, answer.json["code"]) == (422, "rule_broken")
    assert "result stands" in answer.json["detail"]


def test_a_stranger_finds_no_ballot(call):
    ballot, stranger = an_open_ballot(), a_member()
    assert call(stranger, "GET", "/ballots").json == {"ballots": []}
    assert call(stranger, "GET", f"/ballots/{ballot.id}").status_code == 404
    path = f"/ballots/{ballot.id}/vote"
    assert call(stranger, "POST", path, json={"choice": "approve"}).status_code == 404
    viewer = a_person(Role.VIEWER)
    assert call(viewer, "POST", path, json={"choice": "approve"}).status_code == 403


def test_decisions(call):
    one, two = a_decision(title="Retire Alpha"), a_decision(title="Keep Beta")
    viewer = a_person()
    listed = call(viewer, "GET", "/decisions").json["decisions"]
    assert [shown["number"] for shown in listed] == [two.number, one.number]
    (found,) = call(viewer, "GET", "/decisions?text=alpha&in_force=true").json["decisions"]
    assert (found["title"], found["is_in_force"]) == ("Retire Alpha", True)
    assert call(viewer, "GET", "/decisions?year=1999").json["decisions"] == []
    assert call(viewer, "GET", f"/decisions/{one.id}").json["number"] == one.number
    assert call(viewer, "GET", f"/decisions/{two.id + 1}").status_code == 404
