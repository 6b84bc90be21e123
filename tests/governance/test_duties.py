"""What people owe to their bodies."""

from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice
from app.governance.queries.duties import votes_owed
from app.kernel import clock
from app.kernel.db import db
from app.kernel.duties import duties_of
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, an_open_ballot, voted

pytestmark = pytest.mark.usefixtures("session")


def test_an_open_ballot_is_owed_until_it_is_voted_on():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    (duty,) = votes_owed(actor_of(member), clock.now())
    assert duty.sentence == "Vote on “One viewer”"
    assert (duty.due_at, duty.since) == (ballot.closes_at, ballot.opens_at)
    assert duty.key == f"ballot:{ballot.id}:seat:{ballot.seats[0].seat_id}"
    voted(ballot, (member, Choice.ABSTAIN))
    assert votes_owed(actor_of(member), clock.now()) == []


def test_nothing_is_owed_by_others_or_at_another_time():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    assert votes_owed(actor_of(a_member()), clock.now()) == []
    assert votes_owed(actor_of(a_person()), clock.now()) == ()
    assert votes_owed(actor_of(member), ballot.closes_at) == []
    assert votes_owed(actor_of(member), ballot.opens_at - timedelta(seconds=1)) == []


def test_what_is_due_first_comes_first(query_budget):
    member = a_member()
    body, actor = a_body(member), actor_of(member)
    late, soon = an_open_ballot(body, hours=9), an_open_ballot(body, hours=2)
    with query_budget(9):
        owed = duties_of(actor, clock.now())
    assert [duty.arguments["ballot_id"] for duty in owed] == [soon.id, late.id]


def test_whoever_holds_the_proxy_owes_the_vote():
    member, other = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, other))
    ballot.seats[0].proxy_holder_id = other.id
    db.session.flush()
    assert votes_owed(actor_of(member), clock.now()) == []
    assert len(votes_owed(actor_of(other), clock.now())) == 2


def test_a_secret_vote_is_owed_until_it_is_in_the_box_and_has_no_link():
    member = a_member()
    ballot = an_open_ballot(a_body(member, ballot_kind="secret"))
    (duty,) = votes_owed(actor_of(member), clock.now())
    assert duty.one_tap is None
    voted(ballot, (member, Choice.APPROVE))
    assert votes_owed(actor_of(member), clock.now()) == []
