"""Seats that are missing or suspended: the warning, the duty, and a suspension that is lifted."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import Choice
from app.governance.queries import bodies
from app.governance.services import standing
from app.governance.services.meetings import adjourn_meeting
from app.governance.subject.quorums import quorums_threatened
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    a_seat,
    a_secretary,
    an_open_ballot,
    voted,
)
from tests.factories.meetings import a_full_body, an_open_meeting

pytestmark = pytest.mark.usefixtures("session")
LIFTED = ("lift_suspension", {})


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def test_a_body_that_may_lose_its_quorum_says_so_and_the_secretary_owes_it(browse):
    body = a_body(a_member(), a_member(), a_member())
    a_seat(body, None)
    a_seat(body, None)
    db.session.commit()
    secretary, at = a_person(Role.SECRETARY), clock.now()
    page = browse(secretary).get("governance.show_body", body_id=body.id)
    said = "A quorum is 3 seats and only 3 can take part, with 2 seats vacant"
    assert said in text_of(page)
    (duty,) = quorums_threatened(actor_of(secretary), at)
    assert duty.sentence.startswith(f"Fill seats of the {body.name}: {said}")
    assert not quorums_threatened(actor_of(a_person(Role.MEMBER)), at)


def test_terms_that_end_are_said_beforehand(browse):
    body = a_body(*[a_member() for _ in range(5)])
    db.session.commit()
    assert not quorums_threatened(a_secretary(), clock.now())
    for seat in bodies.get(body.id).seats[:3]:
        seat.term_ends_on = clock.today() + timedelta(days=30)
    db.session.commit()
    page = browse(a_person()).get("governance.show_body", body_id=body.id)
    assert "3 terms end soon" in text_of(page)
    assert "this body cannot vote" in text_of(page)


def test_what_is_owed_costs_one_query(query_budget):
    for _ in range(3):
        a_seat(a_body(a_member(), a_member()), None)
    db.session.commit()
    secretary, at = a_secretary(), clock.now()
    db.session.expire_all()
    with query_budget(1):
        assert len(quorums_threatened(secretary, at)) == 3


@pytest.fixture
def suspended():
    """A seat that lost its vote by missing two meetings in a row."""
    body = a_full_body(4)
    body.charter.missed_to_suspend, body.charter.attended_to_restore = 2, 2
    db.session.commit()
    seat = bodies.get(body.id).seats[3]
    away = db.session.get_one(Person, seat.holder_id)
    for number in (9, 8):
        at = clock.now() - timedelta(days=number)
        meeting = an_open_meeting(body, absent=(away,), at=at)
        adjourn_meeting(meeting, actor=a_secretary(), at=at + timedelta(hours=1))
    db.session.commit()
    seat = bodies.get_seat(seat.id)
    assert seat.suspended_on is not None
    return seat


def test_a_decision_lifts_a_suspension_and_the_record_begins_anew(browse, suspended):
    page = browse(a_member()).get("governance.show_seat", seat_id=suspended.id)
    assert "a decision of the body lifts it" in text_of(page)
    assert page.select_one("a[href*=lift_suspension]")
    body = bodies.get(suspended.body_id)
    people = [db.session.get_one(Person, one.holder_id) for one in body.seats[:3]]
    ballot = an_open_ballot(
        body, subject=("governance_seat", suspended.id), effects=[LIFTED], hours=2
    )
    a_closed_ballot(voted(ballot, *[(one, Choice.APPROVE) for one in people]))
    seat = bodies.get_seat(suspended.id)
    assert (seat.suspended_on, seat.restored_on) == (None, clock.today())
    standing.review(seat.body_id, on=clock.today())
    assert bodies.get_seat(suspended.id).suspended_on is None


def test_a_seat_that_has_its_vote_is_given_nothing_back():
    seat = a_seat(a_body(), a_member())
    db.session.commit()
    with pytest.raises(RuleBroken, match="is not suspended"):
        a_decision(a_body(a_member()), subject=("governance_seat", seat.id), effects=[LIFTED])
