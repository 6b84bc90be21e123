"""Proposals as pages: writing, changing, moving along, who sees what."""

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.proposal import Stage
from app.governance.models import Effect, Proposal
from app.governance.services import proposals as services
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    a_proposal,
    a_submitted_proposal,
    an_open_ballot,
)

pytestmark = pytest.mark.usefixtures("session")

WORDS = {"title": "One viewer", "text": "We keep one viewer.", "areas": ["technology"]}
DRAFT = WORDS | {"save": "Save as draft"}
RENAME = {"effect-name": "Imaging council", "effect-style": "short"}


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def the_proposal():
    return db.session.query(Proposal).one()


def test_a_proposal_in_free_words_is_written_submitted_and_withdrawn(browse):
    body, author = a_body(a_member()), browse(a_member())
    page = author.post("governance.new_proposal", DRAFT | {"body_id": body.id})
    assert "Draft" in text_of(page, ".lead-line")
    where = {"proposal_id": the_proposal().id}
    page = author.post("governance.submit_proposal", **where)
    assert "Submitted" in text_of(page, ".lead-line")
    page = author.post("governance.withdraw_proposal", **where)
    assert "Withdrawn" in text_of(page, ".lead-line")


def test_a_proposal_is_written_and_submitted_at_once(browse):
    body = a_body(a_member())
    data = WORDS | {"body_id": body.id, "submit_now": "Save and submit"}
    browse(a_member()).post("governance.new_proposal", data)
    assert the_proposal().stage is Stage.SUBMITTED


def test_a_proposal_about_a_thing_has_the_fields_of_its_effect(browse, renaming):
    body, author = a_body(a_member()), browse(a_member())
    where = {"effect": "rename_body", "subject_id": body.id}
    page = author.get("governance.new_proposal", **where)
    assert page.select_one("#title")["value"] == f"Rename a body: {body.name}"
    data = RENAME | {"effect-on": "2026-12-01", "effect-cost": "1,250.50", "effect-year": "2027"}
    page = author.post("governance.new_proposal", DRAFT | data | {"body_id": body.id}, **where)
    assert f"Call {body.name} Imaging council." in text_of(page)
    assert page.find("a", string=body.name)
    (effect,) = db.session.query(Effect).all()
    assert effect.payload == {
        "name": "Imaging council",
        "style": "short",
        "on": "2026-12-01",
        "cost": "1250.50",
        "year": "2027",
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"effect-name": ""}, "New name is needed"),
        ({"effect-style": ""}, "Style is needed"),
        ({"effect-year": "27"}, "Write a year such as 2027"),
        ({"effect-cost": "much"}, "is not an amount"),
        ({"effect-name": "Nowhere"}, "no name for a body"),
        ({"text": ""}, "must be said"),
        ({"body_id": ""}, "Choose a body"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_nothing_is_kept(browse, renaming, said, sentence):
    body, author = a_body(a_member()), browse(a_member())
    data = DRAFT | RENAME | {"body_id": body.id} | said
    page = author.post(
        "governance.new_proposal", data, status=422, effect="rename_body", subject_id=body.id
    )
    assert sentence in text_of(page)
    assert db.session.query(Proposal).count() == 0


@pytest.mark.parametrize(
    "where",
    [
        {"effect": "make_coffee"},
        {"effect": "rename_body"},
        {"effect": "rename_body", "subject_id": 999_999},
        {"subject_key": "governance_nothing", "subject_id": 1},
    ],
)
def test_a_proposal_about_nothing_is_not_found(browse, renaming, where):
    browse(a_member()).get("governance.new_proposal", status=404, **where)


def test_effects_are_added_and_taken_out(browse, renaming):
    author, body = a_member(), a_body(a_member())
    proposal = a_proposal(body, actor_of(author), subject=("governance_body", body.id))
    where = {"proposal_id": proposal.id, "kind": "rename_body"}
    page = browse(author).get("governance.show_proposal", proposal_id=proposal.id)
    assert page.find("a", string="Rename a body")
    page = browse(author).post("governance.add_effect", RENAME, **where)
    assert "Imaging council" in text_of(page)
    assert not page.find("a", string="Rename a body")
    assert page.find("a", string="Authorize spending")
    wrong = RENAME | {"effect-name": "Nowhere"}
    page = browse(author).post("governance.add_effect", wrong, status=422, **where)
    assert "no name for a body" in text_of(page)
    effect_id = db.session.query(Effect).one().id
    page = browse(author).post(
        "governance.remove_effect", proposal_id=proposal.id, effect_id=effect_id
    )
    assert "Nothing in the records by itself" in text_of(page)


def test_the_author_changes_the_words_and_a_stale_change_shows_both(browse):
    author = a_member()
    proposal = a_proposal(author=actor_of(author))
    where, data = {"proposal_id": proposal.id}, WORDS | {"version": "1"}
    page = browse(author).post("governance.edit_proposal", data | {"title": "Two"}, **where)
    assert page.h1.text == "Two"
    page = browse(author).post(
        "governance.edit_proposal", data | {"title": "Three"}, status=409, **where
    )
    assert "Two" in text_of(page, ".notice")
    assert page.select_one("#title")["value"] == "Three"
    page = browse(author).post(
        "governance.edit_proposal", data | {"title": ""}, status=422, **where
    )
    assert "must be said" in text_of(page)


def test_the_secretary_returns_a_proposal_and_the_author_reads_why(browse):
    author = a_member()
    proposal = a_proposal(a_body(a_member()), actor_of(author))
    services.submit(proposal, actor=actor_of(author), at=clock.now())
    db.session.commit()
    secretary, where = browse(a_person(Role.SECRETARY)), {"proposal_id": proposal.id}
    page = secretary.post("governance.return_proposal", {"why": ""}, status=422, **where)
    assert "Say what to change" in text_of(page)
    secretary.post("governance.return_proposal", {"why": "Say which viewer."}, **where)
    page = browse(author).get("governance.show_proposal", **where)
    assert "Say which viewer." in text_of(page, ".notice")
    assert page.find("button", string=lambda text: text and "Submit to" in text)


def test_moves_are_offered_to_those_who_may_make_them(browse):
    chair, author = a_member(), a_member()
    proposal = a_proposal(a_body(chair=chair), actor_of(author))
    services.submit(proposal, actor=actor_of(author), at=clock.now())
    db.session.commit()

    def offered(person):
        page = browse(person).get("governance.show_proposal", proposal_id=proposal.id)
        return {
            tag.text.strip().split()[0] for tag in page.select("main .actions .btn, .aside button")
        }

    assert offered(chair) == {"Open", "Return"}
    assert offered(author) == {"Withdraw"}
    assert offered(a_person(Role.SECRETARY)) == {"Open", "Return"}
    assert offered(a_person(Role.VIEWER)) == set()


@pytest.mark.parametrize("move", ["submit", "withdraw", "return", "edit"])
def test_a_strangers_move_is_forbidden(browse, move):
    proposal = a_submitted_proposal()
    endpoint, data = f"governance.{move}_proposal", WORDS | {"version": "2", "why": "No."}
    stranger = browse(a_member())
    stranger.post(endpoint, data, proposal_id=proposal.id, status=403)
    viewer = browse(a_person(Role.VIEWER))
    viewer.post(endpoint, data, proposal_id=proposal.id, status=403)


def test_a_draft_is_not_found_by_others(browse):
    proposal = a_proposal()
    browse(a_member()).get("governance.show_proposal", proposal_id=proposal.id, status=404)
    page = browse(a_member()).get("governance.list_proposals")
    assert proposal.number not in text_of(page)


def test_the_list_costs_the_same_for_many_and_is_filtered_by_stage(browse, query_budget):
    body = a_body(a_member())
    for number in range(5):
        a_submitted_proposal(body, title=f"Question {number}")
    viewer = browse(a_person())
    with query_budget(4):
        page = viewer.get("governance.list_proposals", stage="submitted")
    assert "Question 4" in text_of(page)
    assert "Question 4" not in text_of(viewer.get("governance.list_proposals", stage="decided"))
    assert "Submitted (5)" in text_of(page, ".tab-row")


def test_one_proposal_with_its_story(browse, query_budget):
    member = a_member()
    decision = a_decision(a_body(member), member=member, title="Retire Alpha")
    viewer = browse(a_person())
    with query_budget(14):
        page = viewer.get("governance.show_proposal", proposal_id=decision.proposal_id)
    story = text_of(page, ".story")
    assert decision.number in story
    assert "put to a ballot" in story
    assert not page.select(".story a[href*='/ballots/']")
    page = browse(member).get("governance.show_proposal", proposal_id=decision.proposal_id)
    assert page.select(".story a[href*='/ballots/']")


def test_a_ballot_is_opened_from_a_proposal(browse):
    chair = a_member()
    proposal = a_submitted_proposal(a_body(chair=chair))
    where = {"proposal_id": proposal.id}
    page = browse(chair).get("governance.open_ballot", **where)
    assert "more than half of the voting seats" in text_of(page)
    past = {"closes_on": "2020-01-01", "closes_time": "17:00"}
    page = browse(chair).post("governance.open_ballot", past, status=422, **where)
    assert "lies ahead" in text_of(page)
    page = browse(chair).post("governance.open_ballot", {"closes_on": ""}, status=422, **where)
    assert "on which day" in text_of(page)
    page = browse(chair).post("governance.open_ballot", past | {"closes_on": "2099-01-01"}, **where)
    assert "days" in text_of(page, ".lead-line")
    assert page.select("button[name=choice]")


def test_what_it_takes_is_said_before_a_ballot_is_open(browse, query_budget):
    chair, one = a_member(), a_member()
    proposal = a_submitted_proposal(a_body(one, a_member(), chair=chair))
    where = {"proposal_id": proposal.id}
    viewer = browse(chair)
    with query_budget(20):
        page = viewer.get("governance.show_proposal", **where)
    said = "3 seats may vote; 2 seats must take part for a quorum. clause 13.1"
    assert said in text_of(page, "#takes")
    assert "If all 3 vote for or against, 2 votes for carry it" in text_of(page, "#takes")
    link = page.select_one("#takes a")["href"]
    charter, _, anchor = link.rpartition("/")[2].partition("#")
    shown = viewer.get("governance.show_charter", charter_id=int(charter))
    assert "A quorum is" in text_of(shown, f"#{anchor}")
    page = viewer.get("governance.open_ballot", **where)
    assert said in text_of(page, "#takes")
    data = {"closes_on": "2099-01-01", "closes_time": "17:00"}
    viewer.post("governance.open_ballot", data, **where)
    page = viewer.get("governance.show_proposal", **where)
    assert not page.select("#takes")


def test_a_ballot_is_not_opened_by_just_anyone(browse):
    proposal = a_submitted_proposal()
    data = {"closes_on": "2099-01-01", "closes_time": "17:00"}
    where = {"proposal_id": proposal.id}
    browse(a_member()).post("governance.open_ballot", data, status=403, **where)
    browse(a_person(Role.VIEWER)).post("governance.open_ballot", data, status=403, **where)


def test_after_a_vote_without_quorum_another_is_offered(browse):
    ballot = a_closed_ballot(an_open_ballot())
    page = browse(a_person(Role.SECRETARY)).get(
        "governance.show_proposal", proposal_id=ballot.proposal_id
    )
    assert page.find("a", string="Open a ballot")
