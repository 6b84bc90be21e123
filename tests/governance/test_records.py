import pytest

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice
from app.governance.queries.records import of_body
from app.governance.services import ballots
from app.kernel import clock
from app.kernel.db import db
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_secret_ballot,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A = Choice.APPROVE


@pytest.mark.parametrize("make", [an_open_ballot, a_secret_ballot])
def test_taking_part_in_writing_counts_by_name_and_in_secret(make):
    people = voter, other, third, aside, _ = [a_member() for _ in range(5)]
    body = a_body(*people)
    ballot = voted(make(body), (voter, A), (other, A), (third, A))
    ballots.recuse(ballot, actor=actor_of(aside), reason="My brother sells it.", at=clock.now())
    db.session.commit()
    ballot = a_closed_ballot(ballot)
    came = [of_body(body.id)[seat.seat_id][0].came for seat in ballot.seats]
    assert came == [True, True, True, True, False]
