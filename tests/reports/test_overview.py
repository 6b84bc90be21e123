from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.scoring.status import FitStatus
from app.engine.voting.ballot import Choice
from app.inventory.services.standing import set_standing
from app.kernel import clock
from app.kernel.db import db
from app.reports.content import overview
from app.reports.content.overview import Tile
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_decision, a_member, an_open_ballot, voted
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.roadmap import a_roadmap
from tests.reports.reading import flat


def tile(title: str, person=None) -> Tile:
    found = overview.tiles(actor_of(person or a_person()), "USD", clock.now())
    return next(one for one in found if one.title == title)


@pytest.fixture
def nothing(session):
    """An installation on its first day."""


def test_there_are_at_most_seven_tiles(nothing):
    assert len(overview.tiles(actor_of(a_person()), "USD", clock.now())) <= 7


def test_the_first_day_says_that_nothing_is_there_and_what_to_do(nothing, browse):
    page = browse(a_person(Role.PLANNER)).get("reports.overview")
    text = flat(page.text)
    assert "Nothing loaded yet: the inventory is empty." in text
    steps = [link.text for link in page.select(".tile__more a")]
    assert steps == ["Add a department", "Import a workbook", "Plan an initiative"]


def test_who_cannot_begin_is_told_whom_to_ask(nothing, browse):
    page = browse(a_person(Role.VIEWER)).get("reports.overview")
    assert "Ask a planner or an administrator to begin." in page.text
    assert page.select(".tile__more a") == []


def test_departments_are_counted_with_what_is_known_of_them(nothing):
    a_department(tradition="non_traditional", onboarding_stage="live")
    a_department(tradition="traditional", onboarding_stage="building")
    a_department(tradition="traditional")
    found = tile("Departments")
    assert found.figure == "3"
    assert found.sentence == "3 departments, 1 of them non-traditional; 1 is live."
    assert found.basis == "Stage known for 2 of 3."


def test_what_was_never_judged_is_not_known_and_not_unfit(nothing):
    fit, unfit, _unscored = a_source(), a_source(), a_source()
    set_standing(fit.id, fit=FitStatus.FIT)
    set_standing(unfit.id, fit=FitStatus.NOT_FIT)
    set_standing(a_source().id, fit=FitStatus.UNDETERMINED)
    db.session.commit()
    found = tile("Estate and mandatory standards")
    assert found.sentence == "Of 4 assets, 1 fit, 0 fit in part, 1 do not fit and 2 are not known."
    assert found.basis == "Judged: 2 of 4; never scored."
    assert [link.values for link in found.more] == [{"fit": "fit"}, {"fit": "not_fit"}]


def test_decisions_are_those_in_force_and_proposals_those_that_wait(nothing):
    a_decision()
    an_open_ballot()
    found = tile("Decisions")
    assert found.sentence == "1 decision in force; 1 proposal waiting, no review due."


def test_a_ballot_needs_whoever_has_not_voted(nothing):
    member = a_member()
    ballot = an_open_ballot(a_body(member, a_member()))
    needs = tile("What needs you", member)
    assert needs.figure == "1"
    assert needs.sentence == "1 ballot to vote on."
    assert needs.more[0].values == {"ballot_id": ballot.id}
    assert tile("What needs you").sentence == "Nothing waits for you today."
    voted(ballot, (member, Choice.APPROVE))
    assert tile("What needs you", member).figure == "0"


def test_a_ballot_past_its_deadline_needs_nobody(nothing):
    member = a_member()
    an_open_ballot(a_body(member), opened=clock.now() - timedelta(hours=5))
    assert tile("What needs you", member).figure == "0"
    assert tile("Ballots").sentence == "No ballot is open."


def test_a_department_that_was_never_assessed_needs_its_lead(nothing):
    lead = a_person(Role.DEPARTMENT_LEAD)
    a_department(lead, name="Wound care")
    assert [link.text for link in tile("What needs you", lead).more] == ["Assess Wound care"]


def test_the_roadmap_names_what_is_late(nothing):
    made = a_roadmap()
    found = tile("Roadmap")
    assert found.figure == "1 late"
    assert found.sentence == "Of 3 initiatives, 1 on time, 1 late, 1 without a date."
    assert found.basis == "Dated: 2 of 3."
    assert [link.values for link in found.more] == [{"initiative_id": made.late.id}]


def test_capital_and_operating_money_are_told_apart(nothing):
    a_roadmap()
    found = tile("Money")
    assert found.figure == "$1,000,000.01 capital, $0 operating"
    assert found.rows == (
        ("USD", "Capital", "Operating"),
        ("Held", "$2,000,000", "$60,000"),
        ("Asked", "$1,234,567.89", "$100,001"),
        ("Awarded", "$1,000,000.01", "$0"),
        ("Released", "$250,000.99", "$0"),
        ("Left", "$999,999.99", "$60,000"),
    )


def test_each_figure_opens_its_list(nothing, browse):
    a_roadmap()
    a_department()
    browser = browse(a_person(Role.PLANNER))
    page = browser.get("reports.overview")
    links = [link["href"] for link in page.select(".tile a")]
    assert len(page.select(".tile__figure a")) == 7
    for link in links:
        assert browser.client.get(link).status_code == 200, link


def test_the_overview_asks_few_questions(nothing, browse, query_budget):
    a_roadmap()
    browser = browse(a_person(Role.EXECUTIVE))
    with query_budget(22):
        browser.get("reports.overview")
