"""A ballot in the room through HTTP: opened, voted on from several seats, entered, closed."""

import pytest

from app.accounts.models import Person
from app.accounts.roles import Role
from app.engine.meetings.motions import MotionStage
from app.governance.queries import agendas, ballots
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_submitted_proposal, an_open_ballot, voted
from tests.factories.meetings import a_ballot_in_the_room, a_full_body, a_motion_on, an_open_meeting

pytestmark = pytest.mark.usefixtures("session")


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


@pytest.fixture
def secretary(browse):
    return browse(a_person(Role.SECRETARY))


def test_a_motion_is_put_to_the_vote_and_settled_from_the_running_page(secretary, browse):
    body = a_full_body(3)
    meeting = an_open_meeting(body)
    motion = a_motion_on(meeting, a_submitted_proposal(body))
    key = {"meeting_id": meeting.id}
    assert "among those who are present" in text_of(secretary.get("governance.run_meeting", **key))
    page = secretary.post(
        "governance.open_ballot_on_motion", {"open-minutes": "5"}, motion_id=motion.id
    )
    assert "0 of 3 present have voted." in text_of(page, "#voting")
    assert "3 seats are present, enough for a quorum." in text_of(page, "#voting")
    ballot = ballots.get(ballots.open_at(meeting.id)[0])
    member = browse(db.session.get(Person, ballot.seats[0].holder_id))
    page = member.get("governance.show_meeting", **key)
    assert "Voting now: motion 1" in text_of(page)
    assert "Vote now" in text_of(page, "#voting")
    choice = {"choice": "approve", "seat_id": str(ballot.seats[0].seat_id), "seen": ""}
    page = member.post("governance.vote_on_ballot", choice, ballot_id=ballot.id)
    assert f"meeting {meeting.number} , motion 1" in text_of(page)
    assert "It is held at a meeting" in text_of(page, "#rule")
    entered_and_closed(secretary, ballot)
    page = member.get("governance.show_meeting", **key)
    assert "2 for, 1 against, 0 abstained." in text_of(page, "#motions")
    assert page.select_one(f"#motions a[href$='/ballots/{ballot.id}']")


def entered_and_closed(secretary, ballot) -> None:
    """The first seat has voted by itself; the secretary enters the other two and closes."""
    page = secretary.get("governance.run_meeting", meeting_id=ballot.meeting_id)
    second, third = (one.holder_name for one in ballot.seats[1:])
    assert f"Not yet: {second}, {third}." in text_of(page, "#voting")
    for seat, said in zip(ballot.seats[1:], ("approve", "reject"), strict=True):
        entry = {"seat_id": str(seat.seat_id), "choice": said}
        page = secretary.post("governance.enter_vote_in_room", entry, ballot_id=ballot.id)
    assert "3 of 3 present have voted." in text_of(page, "#voting")
    page = secretary.post("governance.close_ballot_in_room", {}, ballot_id=ballot.id)
    assert page.select_one("#voting") is None
    assert agendas.get_motion(ballot.motion_id).stage is MotionStage.CARRIED


def test_closing_early_says_who_is_waited_for(secretary):
    ballot = a_ballot_in_the_room()
    page = secretary.post("governance.close_ballot_in_room", {}, ballot_id=ballot.id)
    assert "may still vote until the deadline" in page.get_text()
    assert ballots.get(ballot.id).closed_at is None


def test_hands_are_declared_in_one_act(secretary):
    ballot = a_ballot_in_the_room(a_full_body(3, ballot_kind="show_of_hands"))
    hands = {"hands-approve": "2", "hands-reject": "1", "hands-abstain": "0"}
    secretary.post("governance.count_hands", hands, ballot_id=ballot.id)
    assert ballots.get(ballot.id).outcome == "carried"
    page = secretary.get("governance.show_ballot", ballot_id=ballot.id)
    assert "2 for, 1 against, 0 abstained" in text_of(page)


def test_too_long_a_vote_is_said(secretary):
    body = a_full_body(3)
    meeting = an_open_meeting(body)
    motion = a_motion_on(meeting, a_submitted_proposal(body))
    page = secretary.post(
        "governance.open_ballot_on_motion", {"open-minutes": "900"}, motion_id=motion.id
    )
    assert "from 1 to 240 minutes" in page.get_text()


def test_a_ballot_in_writing_has_no_room(secretary):
    ballot = an_open_ballot(a_body(a_member()))
    for act in ("enter_vote_in_room", "count_hands", "close_ballot_in_room"):
        page = secretary.post(f"governance.{act}", {}, ballot_id=ballot.id, status=404)
        assert "held in writing" in page.get_text()


def test_a_member_runs_nothing(browse):
    ballot = a_ballot_in_the_room()
    member = browse(db.session.get(Person, ballot.seats[1].holder_id))
    for act in ("enter_vote_in_room", "close_ballot_in_room"):
        member.post(
            f"governance.{act}",
            {"seat_id": "1", "choice": "approve"},
            ballot_id=ballot.id,
            status=403,
        )


def test_the_running_page_asks_little_while_the_body_votes(secretary, query_budget):
    ballot = a_ballot_in_the_room(a_full_body(6))
    voted(ballot, (db.session.get(Person, ballot.seats[0].holder_id), "approve"))
    for endpoint, budget in (("run_meeting", 34), ("show_meeting", 36)):
        with query_budget(budget):
            secretary.get(f"governance.{endpoint}", meeting_id=ballot.meeting_id)
    assert clock.now() < ballot.closes_at
