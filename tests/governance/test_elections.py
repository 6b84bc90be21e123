"""Elections and priorities: called, marked on paper, counted round by round, and acted on."""

from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.duties import SOURCES as DUTIES
from app.engine.voting.ballot import BallotKind
from app.engine.voting.election import Method
from app.governance.facts import ProposalFacts
from app.governance.models import Participation, Vote
from app.governance.queries import ballots, bodies, decisions, proposals
from app.governance.services import ballots as voting
from app.governance.services import elections
from app.governance.services.ballots import Terms
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.facts import Refused, check
from app.matters import SOURCES as MATTERS
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_closed_ballot, a_member, a_seat, an_open_ballot

pytestmark = pytest.mark.usefixtures("session")
ROADMAP = ("Archive", "Viewer", "Exchange")


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def a_poll(*members, method=Method.POINTS, options=ROADMAP, places=3, secret=False, **said):
    terms = Terms(kind=BallotKind.SECRET if secret else None)
    return an_open_ballot(
        a_body(*members), method=method, options=options, places=places, terms=terms, **said
    )


def marked(ballot, *papers):
    """Papers in the order of the seats that are filled."""
    holders = {one.id: one for one in db.session.query(type(papers[0][0]))}
    for person, marks in papers:
        actor = actor_of(holders[person.id])
        voting.cast_paper(ballot, actor=actor, marks=marks, at=clock.now())
    db.session.commit()
    return ballots.lock(ballot.id)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"options": ["A", "B"]}, "A question has no options"),
        ({"method": "ranked", "options": ["A"]}, "at least two options"),
        ({"method": "ranked", "options": ["A", "a"]}, "named once"),
        ({"method": "ranked", "options": ["A", "B"], "places": 3}, "No more can be chosen"),
    ],
)
def test_a_choice_that_is_none_is_refused(said, sentence):
    with pytest.raises(Refused, match=sentence):
        check(ProposalFacts, {"title": "T", "text": "T", "areas": ["program"]} | said)


def test_priorities_become_a_decision_in_their_order(browse):
    one, two = a_member(), a_member()
    ballot = marked(a_poll(one, two), (one, {0: 3, 1: 7}), (two, {1: 4, 2: 6}))
    ballot = a_closed_ballot(ballot)
    assert ballot.chosen == ("Viewer", "Exchange", "Archive")
    viewer = browse(one)
    page = viewer.get("governance.show_ballot", ballot_id=ballot.id)
    assert "Chosen after 1 round: Viewer, Exchange, Archive." in text_of(page, "#result")
    assert "11" in text_of(page, "#result")
    assert "Archive: 3 points" in text_of(page, "#result")
    assert "Viewer: 7 points; Archive: 3 points" in text_of(page, "#roll")
    assert "Approve" not in text_of(page, "#roll") + text_of(page, "#result")
    decision = decisions.of_proposal(ballot.proposal_id)
    page = viewer.get("governance.show_decision", decision_id=decision.id)
    assert "Viewer; Exchange; Archive" in text_of(page)


def test_a_ranked_count_is_shown_round_by_round(browse):
    people = [a_member() for _ in range(5)]
    ballot = a_poll(*people, method=Method.RANKED, places=1)
    papers = [{0: 1}, {0: 1}, {1: 1, 2: 2}, {1: 1, 2: 2}, {2: 1, 1: 2}]
    ballot = a_closed_ballot(marked(ballot, *zip(people, papers, strict=True)))
    page = browse(people[0]).get("governance.show_ballot", ballot_id=ballot.id)
    assert ballot.chosen == ("Viewer",)
    assert "Round 1 “Exchange” has the fewest and is out" in text_of(page, "#result")
    assert "Round 2 “Viewer” has the quota of 3" in text_of(page, "#result")


def test_nothing_of_the_count_is_shown_before_the_close(browse):
    one, two = a_member(), a_member()
    ballot = marked(a_poll(one, two), (one, {1: 10}))
    page = browse(two).get("governance.show_ballot", ballot_id=ballot.id)
    assert "Papers are counted when the ballot closes" in text_of(page, "#ledger")
    assert "Viewer: 10 points" not in text_of(page)
    mine = browse(one).get("governance.show_ballot", ballot_id=ballot.id)
    assert "Viewer: 10 points" in text_of(mine)


def test_a_paper_is_marked_changed_and_refused_on_its_page(browse):
    member = a_member()
    ballot = a_poll(member)
    seat_id, where = ballot.seats[0].seat_id, {"ballot_id": ballot.id}
    where["seat_id"] = seat_id
    voter = browse(member)
    page = voter.get("governance.show_ballot", ballot_id=ballot.id)
    assert page.find("a", string="Mark your paper")
    page = voter.post("governance.mark_paper", {"mark-0": "11"}, status=422, **where)
    assert "this paper gives 11. Nothing was recorded." in text_of(page)
    assert page.select_one("#mark-0")["value"] == "11"
    page = voter.post("governance.mark_paper", {"mark-0": "many"}, status=422, **where)
    assert "is no whole number" in text_of(page)
    page = voter.post("governance.mark_paper", {"mark-0": "4", "mark-1": "6"}, **where)
    assert "Viewer: 6 points Archive: 4 points" in text_of(page)
    page = voter.get("governance.mark_paper", **where)
    assert page.select_one("#mark-1")["value"] == "6"
    voter.post("governance.mark_paper", {"abstain": "yes", "mark-0": "4"}, **where)
    assert db.session.query(Vote).one().marks == {}


@pytest.mark.parametrize(
    ("method", "sent", "kept"),
    [
        (Method.APPROVAL, {"mark-0": "1", "mark-2": "1"}, {"0": 1, "2": 1}),
        (Method.RANKED, {"mark-2": "1", "mark-0": "2"}, {"0": 2, "2": 1}),
        (Method.POINTS, {"mark-0": "0", "mark-1": "10"}, {"1": 10}),
    ],
)
def test_each_way_of_marking_is_kept_as_sent(browse, method, sent, kept):
    member = a_member()
    ballot = a_poll(member, method=method, places=1)
    where = {"ballot_id": ballot.id, "seat_id": ballot.seats[0].seat_id}
    browse(member).post("governance.mark_paper", sent, **where)
    assert db.session.query(Vote).one().marks == kept


def test_a_paper_belongs_to_its_seat(browse):
    one, two = a_member(), a_member()
    ballot = a_poll(one, two)
    other = next(seat.seat_id for seat in ballot.seats if seat.holder_id == two.id)
    where = {"ballot_id": ballot.id, "seat_id": other}
    browse(one).get("governance.mark_paper", status=404, **where)
    browse(a_person(Role.VIEWER)).get("governance.mark_paper", status=403, **where)
    question = an_open_ballot(a_body(one))
    seat_id = question.seats[0].seat_id
    browse(one).get("governance.mark_paper", status=404, ballot_id=question.id, seat_id=seat_id)


def test_an_election_is_called_held_in_secret_and_fills_the_seat(browse):
    people = [a_member() for _ in range(3)]
    body, ana, ben = a_body(*people), a_member("Dr. Ana"), a_member("Dr. Ben")
    seat = a_seat(body, None, title="Deputy")
    db.session.commit()
    seat_id = seat.id
    secretary = browse(a_person(Role.SECRETARY))
    said = {"candidates": [ana.id, ben.id], "method": "ranked", "starts_on": "2026-01-01"}
    page = browse(a_person(Role.MEMBER)).post("governance.call_election", said, seat_id=seat_id)
    assert "Elect: Deputy" in page.h1.text
    (proposal,) = proposals.list_for(actor_of(a_person(Role.SECRETARY)), body_id=body.id)
    page = secretary.get("governance.open_ballot", proposal_id=proposal.id)
    assert page.select_one("#is_secret").has_attr("checked")
    until = clock.today() + timedelta(days=2)
    sent = {"closes_on": until.isoformat(), "closes_time": "17:00", "is_secret": "y"}
    secretary.post("governance.open_ballot", sent, proposal_id=proposal.id)
    ballot = ballots.lock(proposals.ballots_of(proposal.id)[0].id)
    for person in people:
        own = next(one.seat_id for one in ballot.seats if one.holder_id == person.id)
        where = {"ballot_id": ballot.id, "seat_id": own}
        browse(person).post("governance.mark_paper", {"mark-1": "1"}, **where)
    counts = [db.session.query(one).count() for one in (Participation, Vote)]
    assert counts == [3, 0]
    a_closed_ballot(ballots.lock(ballot.id))
    held = next(one for one in bodies.get(body.id).seats if one.id == seat_id)
    assert held.holder.name == "Dr. Ben"


def test_an_election_that_cannot_be_is_refused(browse):
    seat = a_seat(a_body(a_member()), None)
    db.session.commit()
    seat_id, one = seat.id, a_member()
    caller = browse(a_person(Role.SECRETARY))
    caller.get("governance.call_election", seat_id=seat_id)
    said = {"candidates": [one.id], "method": "ranked"}
    page = caller.post("governance.call_election", said, seat_id=seat_id, status=422)
    assert "two candidates or more" in text_of(page)
    viewer = a_person(Role.VIEWER)
    said = {"candidates": [one.id, viewer.id], "method": "ranked"}
    page = caller.post("governance.call_election", said, seat_id=seat_id, status=422)
    assert "make them a member first" in text_of(page)
    page = caller.post(
        "governance.call_election", {"method": "ranked"}, seat_id=seat_id, status=422
    )
    assert "Choose the candidates." in text_of(page)
    browse(viewer).get("governance.call_election", seat_id=seat_id, status=403)


def test_a_seat_is_filled_by_a_plain_question_as_well():
    member, new = a_member(), a_member()
    body = a_body(member, quorum_basis="count")
    seat = a_seat(body, None)
    db.session.commit()
    effect = ("fill_seat", {"candidates": new.email})
    ballot = an_open_ballot(body, subject=("governance_seat", seat.id), effects=[effect])
    voting.cast_vote(ballot, actor=actor_of(member), choice=voting.Choice.APPROVE, at=clock.now())
    a_closed_ballot(ballots.lock(ballot.id))
    held = next(one for one in bodies.get(body.id).seats if one.id == seat.id)
    assert held.holder_id == new.id
    for text, sentence in (("", "at least one"), ("nobody@example.org", "Nobody here")):
        with pytest.raises(RuleBroken, match=sentence):
            elections.candidates_in(text)


def test_an_election_is_owed_by_members_and_terms_by_the_chair():
    chair = a_member()
    body = a_body(chair=chair)
    seat = a_seat(body, a_member(), title="Deputy")
    seat.term_ends_on = clock.today() + timedelta(days=20)
    db.session.commit()
    ballot = an_open_ballot(body, method=Method.POINTS, options=ROADMAP)
    owed = [duty for source in DUTIES for duty in source(actor_of(chair), clock.now())]
    keys = {duty.key.rsplit(":", 1)[0] for duty in owed}
    assert {f"seat:{seat.id}:term", f"ballot:{ballot.id}:seat"} <= keys
    found = [one for source in MATTERS for one in source(clock.today()) if one.body_id == body.id]
    assert [one.key for one in found] == [f"seat:{seat.id}:term:{seat.term_ends_on}"]
    assert "ends on" in found[0].sentence
    assert not [one for source in MATTERS for one in source(clock.today() - timedelta(days=90))]


def test_a_seat_shows_its_attendance_and_suspension(browse):
    member = a_member()
    body = a_body(member)
    seat = body.seats[0]
    seat.suspended_on = clock.today()
    db.session.commit()
    page = browse(a_person()).get("governance.show_seat", seat_id=seat.id)
    assert "Suspended since" in text_of(page)
    assert "Nobody loses the vote by missing meetings." in text_of(page, "#attendance")
