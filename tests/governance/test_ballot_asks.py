"""The voting page beyond the vote: reasons, help, who declared, and asking for a meeting."""

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import Choice, Reasons
from app.governance.models import Vote
from app.governance.queries import requests
from app.governance.queries.requests import answers_owed
from app.governance.services import ballots as services
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_submitted_proposal,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A = Choice.APPROVE


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def test_the_page_says_who_can_help_and_what_is_promised(browse):
    chair, member = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, chair=chair), title="One viewer")
    page = browse(a_person(Role.SECRETARY)).get("governance.show_ballot", ballot_id=ballot.id)
    assert f"{chair.name}, who chairs the body, or the secretary can help." in text_of(page)
    assert "0 of 2 received" in text_of(page)
    page = browse(member).get("governance.show_ballot", ballot_id=ballot.id)
    assert "until it is closed the page shows who has voted and not how" in text_of(page, ".paper")
    assert "2 seats may vote; 2 seats must take part for a quorum." in text_of(page, "#question")
    ballot = a_closed_ballot(voted(ballot, (chair, A), (member, A)))
    page = browse(member).get("governance.show_ballot", ballot_id=ballot.id)
    assert "Closed by itself at the deadline" in text_of(page, "#result")


def test_who_closes_by_hand_declares_the_result(browse):
    chair = a_member()
    ballot = voted(an_open_ballot(a_body(chair=chair)), (chair, A))
    page = browse(chair).post("governance.close_ballot", ballot_id=ballot.id)
    assert f"Closed and declared by {chair.name}" in text_of(page, "#result")


@pytest.mark.parametrize(
    ("reasons", "comment", "sentence"),
    [
        (Reasons.REQUIRED, "", "a vote needs a reason"),
        (Reasons.OFF, "Because.", "takes no reasons"),
    ],
)
def test_a_reason_is_asked_for_or_not_taken(browse, reasons, comment, sentence):
    member = a_member()
    ballot = an_open_ballot(a_body(member), terms=services.Terms(reasons=reasons))
    where, viewer = {"ballot_id": ballot.id}, browse(member)
    data = {"choice": "approve", "seat_id": ballot.seats[0].seat_id, "comment": comment}
    assert sentence in text_of(viewer.post("governance.vote_on_ballot", data, status=422, **where))
    assert db.session.query(Vote).count() == 0
    other = "" if comment else "It costs less."
    viewer.post("governance.vote_on_ballot", data | {"comment": other}, **where)
    assert db.session.query(Vote).one().comment == other


def test_a_secret_ballot_cannot_ask_for_reasons(browse):
    chair = a_member()
    proposal = a_submitted_proposal(a_body(chair=chair))
    data = {"closes_on": "2099-01-01", "closes_time": "17:00", "reasons": "required"}
    where = {"proposal_id": proposal.id}
    viewer = browse(chair)
    page = viewer.post("governance.open_ballot", data | {"is_secret": "y"}, status=422, **where)
    assert "Only a vote by name" in text_of(page)
    page = viewer.post("governance.open_ballot", data, **where)
    assert page.select_one("textarea[name=comment][required]")


def test_a_member_asks_for_a_meeting_and_the_chair_answers(browse):
    chair, member = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, chair=chair), title="One viewer")
    where, viewer = {"ballot_id": ballot.id}, browse(member)
    viewer.post("governance.ask_for_meeting", {"text": " "}, status=422, **where)
    page = viewer.post("governance.ask_for_meeting", {"text": "It needs a talk."}, **where)
    assert "asks for a meeting" in text_of(page, "#asked")
    assert "Not answered yet." in text_of(page, "#asked")
    viewer.post("governance.ask_for_meeting", {"text": "Again."}, status=409, **where)
    at = clock.now()
    owed = [one.sentence for one in answers_owed(actor_of(chair), at)]
    assert owed == ["Answer whether “One viewer” goes to a meeting"]
    assert not answers_owed(actor_of(member), at)
    request = requests.of_ballot(ballot.id)[0]
    reply = where | {"request_id": request.id}
    said = {"text": "We talk on Monday; voting stays open until Tuesday."}
    viewer.post("governance.answer_request", said, status=403, **reply)
    page = browse(chair).post("governance.answer_request", said, **reply)
    assert f"{chair.name}" in text_of(page, "#asked")
    assert said["text"] in text_of(page, "#asked")
    assert not answers_owed(actor_of(chair), at)
    secretary = browse(a_person(Role.SECRETARY))
    secretary.post("governance.answer_request", {"text": "No."}, status=409, **reply)
    assert requests.of_ballot(ballot.id)[0].answer == said["text"]


def test_only_who_votes_on_an_open_ballot_in_writing_asks_for_a_meeting(browse):
    ballot = an_open_ballot(a_body(a_member()))
    where = {"ballot_id": ballot.id}
    stranger = browse(a_person(Role.SECRETARY))
    page = stranger.get("governance.show_ballot", **where)
    assert not page.select("#asked")
    member = ballot.seats[0].holder_id
    a_closed_ballot(ballot)
    viewer = browse(db.session.get_one(Person, member))
    page = viewer.post("governance.ask_for_meeting", {"text": "Late."}, status=422, **where)
    assert "not open" in text_of(page)
