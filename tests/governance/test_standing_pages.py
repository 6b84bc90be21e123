"""Proxies, interests and the desk of chair and secretary, as pages."""

import pytest

from app.accounts.roles import Role
from app.governance.models import Channel, Interest, Proxy
from app.governance.queries import ballots as queries
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_secret_ballot, an_open_ballot
from tests.factories.organization import a_department

pytestmark = pytest.mark.usefixtures("session")


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def test_a_member_gives_a_proxy_and_takes_it_back(browse):
    one, two = a_member("Ada"), a_member("Ben")
    body = a_body(one, two, proxies_per_holder=1)
    seat = next(seat for seat in body.seats if seat.holder_id == one.id)
    data = {"seat_id": seat.id, "holder_id": two.id, "starts_on": clock.today().isoformat()}
    page = browse(one).post("governance.give_proxy", data)
    assert "Ben" in text_of(page)
    proxy = db.session.scalars(db.select(Proxy)).one()
    browse(one).post("governance.revoke_proxy", {}, proxy_id=proxy.id)
    db.session.expire_all()
    assert db.session.get(Proxy, proxy.id).revoked_at is not None


def test_a_declared_interest_warns_on_the_ballot_it_touches(browse):
    member = a_member()
    department = a_department()
    db.session.commit()
    said = {"subject": f"organization_department:{department.id}", "text": "I lead it."}
    browse(member).post("governance.declare_interest", said)
    assert db.session.scalars(db.select(Interest)).one().text == "I lead it."
    ballot = an_open_ballot(a_body(member), subject=("organization_department", department.id))
    page = browse(member).get("governance.show_ballot", ballot_id=ballot.id)
    assert "You declared an interest in what this is about: I lead it." in text_of(page)
    secretary = a_person(Role.SECRETARY)
    page = browse(secretary).get("governance.show_ballot", ballot_id=ballot.id)
    assert f"{member.name}, I lead it." in text_of(page)


def test_an_entered_vote_is_marked_and_confirmed(browse):
    member, other = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, other))
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == member.id)
    secretary = a_person(Role.SECRETARY, name="Sue")
    data = {"seat_id": seat_id, "choice": "approve"}
    page = browse(secretary).post("governance.enter_vote", data, ballot_id=ballot.id)
    assert "entered by Sue; not yet confirmed by the member" in text_of(page)
    page = browse(member).get("governance.show_ballot", ballot_id=ballot.id)
    assert "It was entered for you by Sue" in text_of(page)
    page = browse(member).post("governance.confirm_entry", {}, ballot_id=ballot.id)
    assert "You confirmed this entry" in text_of(page)
    db.session.expire_all()
    assert [one.channel for one in queries.lock(ballot.id).votes] == [Channel.SECRETARY]


def test_a_secret_ballot_page_says_who_and_what_to_nobody(browse):
    people = [a_member() for _ in range(4)]
    ballot = a_secret_ballot(a_body(*people))
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == people[0].id)
    data = {"seat_id": seat_id, "choice": "reject"}
    page = browse(people[0]).post("governance.vote_on_ballot", data, ballot_id=ballot.id)
    assert "Your secret vote is in the box." in text_of(page, ".paper")
    other = browse(people[1]).get("governance.show_ballot", ballot_id=ballot.id)
    assert "Has voted" not in text_of(other)
    assert "Secret: until it is closed the page shows how many have voted" in text_of(other)
