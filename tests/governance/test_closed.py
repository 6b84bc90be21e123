"""A closed ballot stays as it is, whoever tries whatever on any page or endpoint."""

from datetime import timedelta

import pytest
from flask import url_for
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from app.accounts.roles import Role
from app.accounts.services import LINK_SALT, issue_link
from app.engine.voting.ballot import Choice
from app.governance import translate
from app.governance.models import Ballot, BallotEffect, BallotSeat, Decision, Recusal, Vote
from app.governance.queries import agendas
from app.governance.queries import ballots as queries
from app.governance.queries.duties import VOTE
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_closed_ballot, a_member, an_open_ballot, voted
from tests.factories.meetings import a_motion, an_open_meeting

pytestmark = pytest.mark.usefixtures("session")
KEPT = (Ballot, BallotSeat, BallotEffect, Vote, Recusal, Decision)
ANYTHING = {
    "choice": "reject",
    "comment": "Changed.",
    "reason": "A conflict.",
    "why": "No.",
    "closes_on": "2099-01-01",
    "closes_time": "17:00",
    "title": "Another question",
    "text": "Something else.",
    "areas": ["program"],
    "version": "3",
}


def rows():
    """Every row that a result is made of, as plain values."""
    return {
        model.__tablename__: [
            tuple(row) for row in db.session.execute(select(model.__table__).order_by("id"))
        ]
        for model in KEPT
    }


def a_link(app, person, ballot) -> str:
    """One that is good in itself, for the seat of this person."""
    seat = next(one for one in ballot.seats if one.holder_id == person.id)
    target, until = f"{ballot.id}:{seat.seat_id}", clock.now() + timedelta(days=1)
    link = issue_link(person, act=VOTE, target=target, at=clock.now(), until=until)
    db.session.commit()
    return URLSafeSerializer(app.secret_key, salt=LINK_SALT).dumps(link.id)


def writes(app, ids):
    """The address of everything in governance that can be written to."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            ours = rule.endpoint.startswith(("governance.", "governance_api."))
            if ours and "POST" in rule.methods:
                yield url_for(rule.endpoint, **{name: ids.get(name, 1) for name in rule.arguments})


@pytest.mark.parametrize("choices", [("approve", "approve"), ("reject", "approve")])
def test_a_closed_tally_never_changes(app, sign_in, choices):
    members, chair = [a_member() for _ in range(2)], a_member()
    ballot = an_open_ballot(a_body(*members, chair=chair))
    voted(ballot, *[(who, Choice(one)) for who, one in zip(members, choices, strict=False)])
    ballot = a_closed_ballot(ballot)
    meeting = an_open_meeting(ballot.proposal.body)
    ballot = queries.lock(ballot.id)
    before, counted = rows(), translate.count_of(ballot)
    ids = {
        "ballot_id": ballot.id,
        "proposal_id": ballot.proposal_id,
        "body_id": ballot.proposal.body_id,
        "seat_id": ballot.seats[0].seat_id,
        "decision_id": 1,
        "effect_id": 1,
        "proxy_id": 1,
        "token": a_link(app, members[0], ballot),
        "interest_id": 1,
        "kind": "supersede_decision",
        "meeting_id": meeting.id,
        "item_id": agendas.items_of(meeting.id)[0].id,
        "motion_id": a_motion(meeting).id,
    }
    people = [*members, chair, ballot.proposal.author, *(a_person(role) for role in Role)]
    addresses = list(writes(app, ids))
    assert len(addresses) > 15
    for person in people:
        client = sign_in(person)
        for address in addresses:
            client.post(address, data=ANYTHING | {"seat_id": ids["seat_id"]})
    assert rows() == before
    assert translate.count_of(queries.lock(ballot.id)) == counted
