"""Charters: drafted, proposed, approved by a decision, and only then in force."""

from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.chartering.clauses import Clause
from app.engine.voting.ballot import Choice
from app.governance import jobs
from app.governance.facts.articles import ArticleFacts
from app.governance.models import CharterStage
from app.governance.queries import bodies, charters
from app.governance.services import charters as services
from app.governance.services import proposals
from app.governance.translate.charters import clauses_of
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.matters import SOURCES
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_charter,
    a_closed_ballot,
    a_decision,
    a_draft,
    a_member,
    a_proposal,
    an_adopted,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
RULE = {
    "text": "Two thirds from now on.",
    "quorum_basis": "fraction_of_voting_seats",
    "quorum_count": "1",
    "quorum_share": "majority",
    "notice_days": "5",
    "special_notice_days": "2",
    "is_small_board": "no",
    "recused_in_quorum": "no",
    "vacant_in_membership": "yes",
    "carry_share": "two_thirds",
    "denominator": "votes_cast",
    "chair_votes": "always",
    "tie_result": "fail",
    "alternates": "no",
    "disclosure": "at_close",
}


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def adopting(charter):
    return {
        "subject": (charters.CHARTER, charter.id),
        "effects": [("adopt_charter", {})],
        "title": "Adopt the charter",
    }


def test_a_decision_puts_the_next_edition_in_force():
    member = a_member()
    body = a_body(member)
    charter = a_draft(body, carry_share="two_thirds")
    assert bodies.get(body.id).charter.edition == 1
    decision = a_decision(body, member=member, **adopting(charter))
    first, second = bodies.get(body.id).charters
    assert (first.stage, second.stage) == (CharterStage.REPLACED, CharterStage.IN_FORCE)
    assert second.authority == f"decision {decision.number}"
    assert second.adopted_on == decision.effective_on
    assert history_of(charters.CHARTER, charter.id)


def test_a_draft_that_fails_stays_a_draft():
    member = a_member()
    body = a_body(member)
    charter = a_draft(body)
    a_closed_ballot(voted(an_open_ballot(body, **adopting(charter)), (member, Choice.REJECT)))
    assert bodies.get(body.id).charter.edition == 1
    assert services.open_draft(charter).stage is CharterStage.DRAFT


def test_what_is_being_decided_on_stays_as_it_is():
    member = a_member()
    body = a_body(member)
    charter = a_draft(body)
    author = actor_of(member)
    proposal = a_proposal(body, author, **adopting(charter))
    services.change_draft(charter, a_charter(text="Still open."), version=1)
    proposals.submit(proposal, actor=author, at=clock.now())
    with pytest.raises(RuleBroken, match=f"{proposal.number} asks to adopt this draft"):
        services.change_draft(charter, a_charter(), version=charter.version)
    with pytest.raises(RuleBroken, match="asks to adopt"):
        services.drop_draft(charter)
    proposals.withdraw(proposal, actor=author, at=clock.now())
    with pytest.raises(RuleBroken, match="stays in the record"):
        services.drop_draft(charter)


def test_another_body_beside_it_adopts_nothing():
    member = a_member()
    charter = a_draft(a_body())
    decision = a_decision(a_body(member), member=member, **adopting(charter))
    (effect,) = decision.proposal.effects
    assert "adopted by the body itself" in effect.held_because
    assert charters.get(charter.id).stage is CharterStage.DRAFT


def test_a_later_day_is_waited_for():
    body, today = a_body(), clock.today()
    charter = a_draft(body)
    services.adopt(
        charter, authority="the board", decided_on=today, effective_on=today + timedelta(days=3)
    )
    db.session.commit()
    assert jobs.begin_charters(clock.now() + timedelta(days=2)) == 0
    assert charters.get(charter.id).stage is CharterStage.APPROVED
    assert jobs.begin_charters(clock.now() + timedelta(days=3)) == 1
    assert bodies.get(body.id).charter.id == charter.id
    assert jobs.begin_charters(clock.now() + timedelta(days=3)) == 0


def test_one_draft_at_a_time_and_a_stale_change_is_refused():
    body = a_body()
    charter = a_draft(body)
    with pytest.raises(RuleBroken, match="being drafted already"):
        services.draft_edition(body, a_charter())
    with pytest.raises(Conflict):
        services.change_draft(charter, a_charter(), version=charter.version + 1)
    services.drop_draft(charter)
    db.session.commit()
    assert bodies.get(body.id).draft is None


def test_an_edition_in_force_is_not_changed():
    charter = a_body().charter
    for act in (services.open_draft, services.drop_draft):
        with pytest.raises(RuleBroken, match="Only a draft"):
            act(charter)
    with pytest.raises(RuleBroken, match="not a draft any more"):
        an_adopted(charter)


def test_a_body_whose_charter_is_a_draft_cannot_vote():
    body = a_body(a_member())
    body.charter.stage = CharterStage.DRAFT
    db.session.commit()
    with pytest.raises(RuleBroken, match="votes once that is adopted"):
        an_open_ballot(body)
    with pytest.raises(RuleBroken, match="never without a charter"):
        services.drop_draft(body.charter)


def test_a_clause_is_found_by_name_in_charter_and_ballot():
    ballot = an_open_ballot(a_body(a_member(), alternates=True))
    found = {one.clause: one for one in clauses_of(ballot)}
    assert found == {one.clause: one for one in clauses_of(ballot.charter)}
    assert found[Clause.ALTERNATES].number == "14.3"
    assert Clause.PROXIES not in found


def test_a_review_comes_back_to_the_body():
    body, today = a_body(), clock.today()
    charter_id = body.charter.id
    body.charter.review_on = today + timedelta(days=10)
    db.session.commit()
    found = [one for source in SOURCES for one in source(today) if one.body_id == body.id]
    assert [one.key for one in found] == [f"charter:{charter_id}:review"]
    later = [one for source in SOURCES for one in source(today - timedelta(days=90))]
    assert not [one for one in later if one.body_id == body.id]


@pytest.fixture
def secretary(browse):
    return browse(a_person(Role.SECRETARY))


def test_a_charter_is_drafted_written_compared_and_proposed(secretary):
    body = a_body(a_member())
    page = secretary.get("governance.draft_charter", body_id=body.id)
    assert page.select_one("#text").text.strip() == "We decide together."
    wrong = RULE | {"carry_share": "other"}
    page = secretary.post("governance.draft_charter", wrong, body_id=body.id, status=422)
    assert "such as 3/5" in text_of(page)
    page = secretary.post("governance.draft_charter", RULE, body_id=body.id)
    assert page.h1.text.endswith("edition 2")
    charter_id = bodies.get(body.id).draft.id
    assert "Silent" in text_of(page, "#article-4")
    said = {"scope": "All images of all sites.", "version": "1"}
    page = secretary.post("governance.write_articles", said, charter_id=charter_id)
    assert "All images of all sites." in text_of(page, "#article-4")
    assert "two thirds or more" in text_of(page, "#article-14")
    page = secretary.get("governance.compare_charters", charter_id=charter_id)
    assert "says 2 of 25 points otherwise" not in text_of(page)
    assert "14 Voting" in text_of(page)
    assert "4 Scope" in text_of(page)
    page = secretary.get("governance.new_proposal", effect="adopt_charter", subject_id=charter_id)
    assert "edition 2" in page.select_one("#title")["value"]
    secretary.get("governance.draft_charter", body_id=body.id, status=303)


def test_a_draft_is_changed_and_dropped_on_its_page(secretary):
    charter = a_draft(a_body())
    version = {"version": str(charter.version)}
    page = secretary.get("governance.edit_charter", charter_id=charter.id)
    page = secretary.post("governance.edit_charter", RULE | version, charter_id=charter.id)
    assert "Two thirds from now on." in text_of(page, "#text")
    secretary.post("governance.edit_charter", RULE | version, charter_id=charter.id, status=409)
    page = secretary.post("governance.drop_charter", charter_id=charter.id)
    assert "The draft is dropped." in page.text


def test_anyone_who_reads_governance_reads_a_charter(browse, query_budget):
    charter = an_adopted(a_draft(a_body()))
    viewer = browse(a_person())
    with query_budget(14):
        page = viewer.get("governance.show_charter", charter_id=charter.id)
    assert "13.1 A quorum is" in text_of(page, "#article-13")
    assert "by the board" in text_of(page, "#article-25")
    viewer.get("governance.compare_charters", charter_id=charter.id)
    for endpoint in ("edit_charter", "write_articles"):
        viewer.get(f"governance.{endpoint}", status=403, charter_id=charter.id)
    viewer.post("governance.drop_charter", status=403, charter_id=charter.id)
    viewer.get("governance.show_charter", charter_id=charter.id + 99, status=404)


def test_articles_are_carried_over_to_the_next_edition():
    body = a_body()
    body.charter.articles = services.said_in(ArticleFacts(scope="All sites."))
    db.session.commit()
    assert a_draft(body).articles == {"scope": "All sites."}
