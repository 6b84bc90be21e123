"""The voting page in each of its states, for each who may see it."""

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import Choice
from app.governance.models import Vote
from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_seat,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def a_room(*choices, size=3, **rule):
    """An open ballot of a body, its members, and the votes of the first of them."""
    members = [a_member() for _ in range(size)]
    ballot = an_open_ballot(a_body(*members, **rule), title="One viewer")
    return voted(ballot, *zip(members, choices, strict=False)), members


def page_for(browse, ballot, person):
    return browse(person).get("governance.show_ballot", ballot_id=ballot.id)


def test_a_member_sees_the_question_the_rule_and_three_large_buttons(browse):
    ballot, members = a_room()
    page = page_for(browse, ballot, members[0])
    assert page.h1.text == "One viewer"
    assert "We keep one viewer." in text_of(page, ".motion")
    assert [tag["value"] for tag in page.select("button[name=choice]")] == list(Choice)
    assert "A quorum is more than half of the voting seats." in text_of(page, "#rule")
    assert "0 seats have taken part so far; 2 more must." in text_of(page, "#ledger")
    assert "minutes left" in text_of(page, ".lead-line")


def test_each_sentence_of_rule_and_count_names_its_clause(browse):
    ballot, members = a_room(A, A)
    page = page_for(browse, ballot, members[0])
    lines = page.select("#ledger li, #rule .cite")
    assert len(lines) >= 10
    assert all("clause 1" in text_of(one, ".cite") for one in page.select("#ledger li"))
    assert "2 more must" not in text_of(page, "#ledger")
    ballot = a_closed_ballot(voted(ballot, (members[2], R)))
    page = page_for(browse, ballot, members[0])
    assert "The proposal carried. clause 14.1" in text_of(page, "#ledger")


def test_a_member_votes_and_the_card_says_what_is_stored(browse):
    ballot, members = a_room()
    seat = ballot.seats[0]
    holder = next(one for one in members if one.id == seat.holder_id)
    data = {"choice": "approve", "seat_id": seat.seat_id, "comment": "Two cost more."}
    page = browse(holder).post("governance.vote_on_ballot", data, ballot_id=ballot.id)
    card = text_of(page, ".paper")
    assert "Your vote is recorded" in card
    assert "Approve recorded" in card
    assert "You may change it until" in card
    assert "Two cost more." in card
    code = page.select_one(".paper code").text
    page = browse(holder).post(
        "governance.vote_on_ballot", data | {"choice": "reject"}, ballot_id=ballot.id
    )
    assert "Reject recorded" in text_of(page, ".paper")
    assert "How your vote changed" in text_of(page, ".paper")
    assert page.select_one(".paper code").text != code
    assert [one.choice for one in db.session.query(Vote)] == [R]


@pytest.mark.parametrize("data", [{}, {"choice": ""}, {"choice": "maybe"}])
def test_a_paper_without_a_choice_is_not_a_vote(browse, data):
    ballot, members = a_room()
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == members[0].id)
    typed = data | {"seat_id": seat_id, "comment": "Kept as typed."}
    page = browse(members[0]).post(
        "governance.vote_on_ballot", typed, status=422, ballot_id=ballot.id
    )
    assert "Choose one of the three." in text_of(page, ".paper")
    assert page.select_one("textarea[name=comment]").text.strip() == "Kept as typed."
    assert db.session.query(Vote).count() == 0


def test_a_member_steps_aside(browse):
    ballot, members = a_room(A)
    where = {"ballot_id": ballot.id}
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == members[0].id)
    page = browse(members[0]).post(
        "governance.recuse_from_ballot", {"reason": "", "seat_id": seat_id}, status=422, **where
    )
    assert page.select_one(".aside")["open"] is not None
    data = {"reason": "My spouse works for the vendor.", "seat_id": seat_id}
    page = browse(members[0]).post("governance.recuse_from_ballot", data, **where)
    assert "stepped aside from the question" in text_of(page, ".paper")
    assert not page.select("button[name=choice]")
    assert "My spouse works for the vendor." in text_of(page, "#roll")
    assert db.session.query(Vote).count() == 0


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [("at_once", True, True), ("after_voting", False, True), ("at_close", False, False)],
)
def test_the_running_count_is_shown_as_promised(browse, rule, before, after):
    ballot, members = a_room(R, disclosure=rule)
    counted = "0 for, 1 against"
    assert (counted in text_of(page_for(browse, ballot, members[1]))) is before
    assert (counted in text_of(page_for(browse, ballot, members[0]))) is after
    named = "Reject" in text_of(page_for(browse, ballot, members[1]), "#roll")
    assert named is (rule == "at_once")
    assert "1 seat has taken part so far; 1 more must." in text_of(
        page_for(browse, ballot, members[1]), "#ledger"
    )


def test_before_the_close_pages_of_others_do_not_depend_on_how_people_vote(browse):
    """Two ballots alike but for the choices look the same to everyone who did not vote."""
    members, watcher = [a_member() for _ in range(3)], a_person(Role.SECRETARY)
    seen = []
    for choice in (A, R):
        body = a_body(*members)
        ballot = voted(an_open_ballot(body), (members[0], choice), (members[1], choice))
        for person in (members[2], watcher):
            page = page_for(browse, ballot, person)
            seen.append((text_of(page, "#ledger"), text_of(page, "#roll").replace(body.name, "")))
    without_numbers = [(one, "".join(c for c in two if not c.isdigit())) for one, two in seen]
    assert without_numbers[:2] == without_numbers[2:]


def test_without_a_seat_one_follows(browse):
    ballot, _ = a_room()
    for person in (a_person(Role.AUDITOR), ballot.proposal.author):
        page = page_for(browse, ballot, person)
        assert "You hold no seat on the roll" in text_of(page)
        assert not page.select("button[name=choice]")


def test_a_member_of_another_body_finds_nothing(browse):
    ballot, _ = a_room()
    for role in (Role.MEMBER, Role.EXECUTIVE, Role.PLANNER):
        stranger = browse(a_person(role))
        stranger.get("governance.show_ballot", status=404, ballot_id=ballot.id)
        for act in ("vote_on_ballot", "recuse_from_ballot", "close_ballot"):
            endpoint = f"governance.{act}"
            expected = 404 if role is not Role.VIEWER else 403
            data = {"choice": "approve", "reason": "x"}
            stranger.post(endpoint, data, status=expected, ballot_id=ballot.id)
        assert "One viewer" not in text_of(stranger.get("governance.list_ballots"))


def test_an_alternate_votes_for_the_holder_and_each_seat_has_its_own_paper(browse):
    one, both = a_member("Dr. Quill"), a_member("Dr. Water")
    body = a_body(both, alternates=True)
    seat = a_seat(body, one, alternate=both, title="Imaging")
    ballot = an_open_ballot(body)
    page = page_for(browse, ballot, both)
    assert len(page.select(".paper")) == 2
    assert "For the seat Imaging, in place of Dr. Quill" in text_of(page)
    data = {"choice": "abstain", "seat_id": seat.id}
    page = browse(both).post("governance.vote_on_ballot", data, ballot_id=ballot.id)
    assert "Has voted" in text_of(page, "#roll")
    assert "by the alternate, Dr. Water" in text_of(page, "#roll")


def test_too_late_is_said_and_nothing_is_stored(browse):
    ballot, members = a_room()
    ballot.opens_at = ballot.opens_at.replace(year=2020)
    ballot.closes_at = ballot.closes_at.replace(year=2021)
    db.session.commit()
    page = page_for(browse, ballot, members[0])
    assert "The time to vote is over" in text_of(page)
    data = {"choice": "approve", "seat_id": ballot.seats[0].seat_id}
    holder = next(one for one in members if one.id == ballot.seats[0].holder_id)
    page = browse(holder).post("governance.vote_on_ballot", data, status=422, ballot_id=ballot.id)
    assert "last moment to vote has passed" in page.get_text()
    assert db.session.query(Vote).count() == 0


def test_the_chair_closes_when_all_have_taken_part(browse):
    chair, member = a_member(), a_member()
    ballot = voted(an_open_ballot(a_body(member, chair=chair)), (member, A))
    page = page_for(browse, ballot, chair)
    assert "1 seat may still take part" in text_of(page)
    page = browse(chair).post("governance.close_ballot", status=422, ballot_id=ballot.id)
    assert "may still vote until the deadline" in page.get_text()
    voted(ballot, (chair, A))
    page = page_for(browse, ballot, chair)
    assert page.find("button", string="Close the ballot")
    page = browse(chair).post("governance.close_ballot", ballot_id=ballot.id)
    assert "Carried" in text_of(page, "#result")


def test_an_overdue_ballot_is_counted_by_hand_or_by_itself(browse):
    ballot, _ = a_room(A, A)
    ballot.opens_at = ballot.opens_at.replace(year=2020)
    ballot.closes_at = ballot.closes_at.replace(year=2021)
    db.session.commit()
    page = browse(a_person(Role.SECRETARY)).post("governance.close_ballot", ballot_id=ballot.id)
    assert "Carried" in text_of(page, "#result")


@pytest.mark.parametrize(
    ("choices", "word", "sentence"),
    [
        ((A, A, R), "Carried", "Needed: more than half of 3 votes cast, which is 2. For: 2"),
        ((A, R, R), "Rejected", "For: 1, 1 too few"),
        ((A,), "Inquorate", "There was no quorum, so there was no valid vote."),
    ],
)
def test_the_result_is_explained(browse, choices, word, sentence):
    ballot, members = a_room(*choices)
    ballot = a_closed_ballot(ballot)
    page = page_for(browse, ballot, members[0])
    assert word in text_of(page, ".outcome")
    assert sentence in text_of(page, "#ledger")
    code = page.select_one("#result code").text
    assert code in text_of(page, "#roll")
    assert not page.select("button[name=choice]")


def test_the_roll_is_open_after_the_close(browse):
    ballot, members = a_room(A, R)
    services.give_reason(ballot, queries.lock(ballot.id).votes[0], "Two cost more.")
    db.session.commit()
    ballot = a_closed_ballot(ballot)
    roll = text_of(page_for(browse, ballot, members[2]), "#roll")
    for said in ("Approve", "Reject", "Did not vote", "Two cost more."):
        assert said in roll


def test_a_ballot_to_come_and_seats_without_a_vote(browse):
    advisor, member = a_person(), a_member()
    body = a_body(member)
    a_seat(body, advisor, is_voting=False)
    ballot = an_open_ballot(body)
    assert "Your seat on this body has no vote" in text_of(page_for(browse, ballot, advisor))
    assert "No vote" in text_of(page_for(browse, ballot, member), "#roll")
    ballot.opens_at, ballot.closes_at = (
        moment.replace(year=2099) for moment in (ballot.opens_at, ballot.closes_at)
    )
    db.session.commit()
    assert "Voting has not begun yet" in text_of(page_for(browse, ballot, member))


def test_a_chair_without_a_vote_follows(browse):
    chair = a_member()
    ballot = an_open_ballot(a_body(a_member(), chair=chair, chair_votes="never"))
    page = page_for(browse, ballot, chair)
    assert "Under this charter the chair does not vote" in text_of(page)
    assert "No vote" in text_of(page, "#roll")


def test_effects_are_shown_before_and_after(browse, renaming):
    member = a_member()
    body = a_body(member)
    ballot = an_open_ballot(
        body,
        subject=("governance_body", body.id),
        effects=[("rename_body", {"name": "Imaging council"})],
    )
    page = page_for(browse, ballot, member)
    cells = [tag.text for tag in page.select("#effects tbody tr > *")]
    assert cells == ["Name", body.name, "Imaging council"]


def test_the_page_costs_the_same_for_many_seats(browse, query_budget):
    ballot, members = a_room(*[A] * 12, size=14)
    person = browse(members[0])
    with query_budget(16):
        person.get("governance.show_ballot", ballot_id=ballot.id)


def test_the_list_says_what_waits_for_me_and_costs_the_same_for_many(browse, query_budget):
    member = a_member()
    body = a_body(member)
    first, *_ = [an_open_ballot(body, title=f"Question {number}") for number in range(4)]
    a_closed_ballot(an_open_ballot(body, title="Old question"))
    voted(first, (member, A))
    person = browse(member)
    with query_budget(8):
        page = person.get("governance.list_ballots")
    assert "3 wait for your vote." in text_of(page, ".lead-line")
    assert "Old question" in text_of(page)
    assert "Nothing waits for your vote." in text_of(
        browse(a_person(Role.SECRETARY)).get("governance.list_ballots")
    )


def test_a_vote_by_the_page_is_that_of_the_person_signed_in(browse):
    ballot, members = a_room()
    mine = next(one for one in ballot.seats if one.holder_id == members[0].id)
    theirs = next(one for one in ballot.seats if one.holder_id == members[1].id)
    data = {"choice": "reject", "seat_id": theirs.seat_id}
    browse(members[0]).post("governance.vote_on_ballot", data, status=422, ballot_id=ballot.id)
    assert db.session.query(Vote).count() == 0
    services.cast_vote(
        ballot, actor=actor_of(members[0]), choice=A, at=clock.now(), seat_id=mine.seat_id
    )
    assert db.session.query(Vote).one().seat_id == mine.seat_id


def test_an_empty_list_does_not_say_more_than_one_may_see(browse):
    """A planner may not see every ballot, so the page does not claim that none is open."""
    seen = browse(a_person(Role.PLANNER)).get("governance.list_ballots").text
    assert "No ballot of yours is open" in seen
    whole = browse(a_person(Role.SECRETARY)).get("governance.list_ballots").text
    assert "No ballot is open" in whole
