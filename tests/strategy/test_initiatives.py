from datetime import date

import pytest

from app.accounts.roles import Role
from app.audit.queries import history_of
from app.kernel.db import db
from app.kernel.errors import Conflict, NotFound, RuleBroken
from app.kernel.facts import Refused
from app.strategy.facts import InitiativeFacts, InitiativeLinks, InitiativeMove, InitiativeStatus
from app.strategy.queries import initiatives as queries
from app.strategy.queries.dispositions import settled_and_planned
from app.strategy.services import initiatives as services
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_viewer
from tests.factories.organization import a_department
from tests.factories.strategy import a_phase, an_initiative

pytestmark = pytest.mark.usefixtures("session")

JANUARY = date(2027, 1, 4)


def facts_of(initiative, **changed) -> InitiativeFacts:
    said = {name: getattr(initiative, name) for name in InitiativeFacts.model_fields}
    return InitiativeFacts(**said | changed)


def change(initiative, *, after=(), seen=None, **changed) -> None:
    initiative = queries.get_initiative(initiative.id)
    services.change_initiative(
        initiative,
        seen=seen or initiative.version,
        facts=facts_of(initiative, **changed),
        links=InitiativeLinks(
            owner_id=initiative.owner_id,
            phase_id=initiative.phase_id,
            after=tuple(one.code for one in after),
        ),
    )


def test_an_initiative_is_dated_from_what_it_waits_for():
    archive = an_initiative(days=10)
    viewer = an_initiative(days=5, after=(archive,))
    assert (archive.starts_on, archive.ends_on) == (JANUARY, date(2027, 1, 13))
    assert (viewer.starts_on, viewer.ends_on) == (date(2027, 1, 14), date(2027, 1, 18))


def test_a_change_moves_everything_that_waits():
    archive = an_initiative(days=10)
    viewer = an_initiative(days=5, after=(archive,))
    wave = an_initiative(days=1, after=(viewer,))
    change(archive, days=20)
    assert wave.starts_on == date(2027, 1, 29)


def test_without_a_day_to_start_from_there_are_no_dates():
    adrift = an_initiative(not_before_on=None)
    waiting = an_initiative(after=(adrift,))
    assert (adrift.starts_on, waiting.ends_on) == (None, None)


def test_a_phase_holds_its_initiatives_back():
    phase = a_phase(starts_on=date(2028, 1, 1))
    assert an_initiative(phase_id=phase.id).starts_on == date(2028, 1, 1)


def test_a_circle_is_refused_by_the_names_on_it():
    archive = an_initiative(title="Archive")
    viewer = an_initiative(title="Viewer", after=(archive,))
    wave = an_initiative(title="Wave 1", after=(viewer,))
    with pytest.raises(RuleBroken, match="Archive → Viewer → Wave 1 → Archive"):
        change(archive, after=(wave,))


def test_nothing_waits_for_itself():
    archive = an_initiative()
    with pytest.raises(Refused, match="cannot wait for itself"):
        change(archive, after=(archive,))


def test_two_initiatives_never_share_a_code():
    first, second = an_initiative(), an_initiative()
    with pytest.raises(Refused, match="There is already an initiative"):
        an_initiative(code=first.code)
    with pytest.raises(Refused, match="There is already an initiative"):
        change(second, code=first.code)


def test_every_code_that_names_nothing_is_told_at_once():
    with pytest.raises(Refused) as refused:
        an_initiative(assets=("SRC-9999",), departments=("NONE", "NOWHERE"))
    assert set(refused.value.problems) == {"assets", "departments"}
    assert "NONE, NOWHERE" in refused.value.problems["departments"]


def test_what_it_touches_is_kept_and_only_changes_are_written():
    viewer, department = a_viewer(), a_department()
    one = an_initiative(assets=(viewer.code,), departments=(department.code,))
    kept = queries.get_initiative(one.id).assets[0].id
    services.change_initiative(
        queries.get_initiative(one.id),
        seen=one.version,
        facts=facts_of(one),
        links=InitiativeLinks(assets=(viewer.code,)),
    )
    again = queries.get_initiative(one.id)
    assert [link.id for link in again.assets] == [kept]
    assert again.departments == []
    assert settled_and_planned(viewer.id) == (None, [one])


def test_a_stale_change_is_refused():
    one = an_initiative()
    with pytest.raises(Conflict, match="was changed while you edited it"):
        change(one, seen=one.version + 1)


def test_a_change_of_links_alone_makes_an_older_edit_stale():
    one, viewer = an_initiative(), a_viewer()
    seen = one.version
    facts = facts_of(one)
    services.change_initiative(
        one, seen=seen, facts=facts, links=InitiativeLinks(assets=(viewer.code,))
    )
    with pytest.raises(Conflict):
        services.change_initiative(one, seen=seen, facts=facts, links=InitiativeLinks())
    assert [link.asset_id for link in queries.get_initiative(one.id).assets] == [viewer.id]


def test_an_initiative_goes_through_its_life():
    one = an_initiative()
    decision = a_decision()
    services.approve_initiative(one, decision_id=decision.id)
    services.move_initiative(one, InitiativeMove.START, on=date(2027, 2, 1))
    assert (one.status, one.starts_on) == (InitiativeStatus.IN_PROGRESS, date(2027, 2, 1))
    services.move_initiative(one, InitiativeMove.HOLD, on=date(2027, 2, 2))
    services.move_initiative(one, InitiativeMove.RESUME, on=date(2027, 2, 9))
    services.move_initiative(one, InitiativeMove.COMPLETE, on=date(2027, 2, 20))
    assert (one.status, one.ends_on) == (InitiativeStatus.COMPLETE, date(2027, 2, 20))
    assert one.decision_id == decision.id
    assert queries.under(decision.id) == [one]


def test_what_really_happened_moves_those_who_wait():
    archive = an_initiative(days=10)
    viewer = an_initiative(after=(archive,))
    services.approve_initiative(archive, decision_id=a_decision().id)
    services.move_initiative(archive, InitiativeMove.START, on=date(2027, 3, 1))
    assert viewer.starts_on == date(2027, 3, 11)
    services.move_initiative(archive, InitiativeMove.COMPLETE, on=date(2027, 3, 2))
    assert viewer.starts_on == date(2027, 3, 3)


def test_a_cancelled_initiative_has_no_dates_and_holds_nothing_up():
    archive = an_initiative()
    viewer = an_initiative(after=(archive,), not_before_on=date(2027, 1, 4))
    services.move_initiative(archive, InitiativeMove.CANCEL, on=date(2027, 1, 5))
    assert (archive.starts_on, viewer.starts_on) == (None, JANUARY)


def test_nobody_approves_by_hand():
    with pytest.raises(RuleBroken, match="approved by a decision"):
        services.move_initiative(an_initiative(), InitiativeMove.APPROVE, on=JANUARY)


def test_a_move_that_does_not_start_here_is_refused():
    with pytest.raises(RuleBroken, match='at the stage "proposed" cannot be started'):
        services.move_initiative(an_initiative(), InitiativeMove.START, on=JANUARY)


def test_nothing_is_completed_before_it_was_started():
    one = an_initiative()
    services.approve_initiative(one, decision_id=a_decision().id)
    services.move_initiative(one, InitiativeMove.START, on=date(2027, 2, 1))
    with pytest.raises(RuleBroken, match="before it was started"):
        services.move_initiative(one, InitiativeMove.COMPLETE, on=date(2027, 1, 31))


def test_history_says_what_was_planned_and_what_moved():
    archive = an_initiative(days=10)
    viewer = an_initiative(after=(archive,))
    change(archive, days=11)
    db.session.commit()
    newest = history_of("strategy_initiative", viewer.id)[0]
    assert newest.fields["starts_on"] == ["2027-01-14", "2027-01-15"]
    dated, said = history_of("strategy_initiative", archive.id)[:2]
    assert dated.fields["ends_on"] == ["2027-01-13", "2027-01-14"]
    assert said.fields["days"] == [10, 11]


def test_there_is_no_initiative_nobody_planned():
    with pytest.raises(NotFound):
        queries.get_initiative(0)


def test_anybody_may_read_the_list_and_one(browse):
    one = an_initiative(title="One viewer for all")
    reader = browse(a_person())
    assert "One viewer for all" in reader.get("strategy.list_initiatives").text
    page = reader.get("strategy.show_initiative", initiative_id=one.id)
    assert page.h1.text.strip() == "One viewer for all"
    assert "Propose for approval" not in page.text
    reader.get("strategy.new_initiative", status=403)
    reader.get("strategy.edit_initiative", initiative_id=one.id, status=403)
    reader.get("strategy.show_initiative", initiative_id=0, status=404)


def test_the_list_is_cut_by_status(browse):
    an_initiative(title="Still an idea")
    reader = browse(a_person())
    assert "Still an idea" in reader.get("strategy.list_initiatives", show="proposed").text
    assert "Still an idea" not in reader.get("strategy.list_initiatives", show="complete").text


def test_a_planner_plans_and_changes_on_pages(browse):
    before = an_initiative(days=10)
    planner = browse(a_person(Role.PLANNER))
    page = planner.get("strategy.new_initiative")
    form = {
        "code": page.select_one("#code")["value"],
        "title": "Launch from the record",
        "days": "12",
        "after": before.code.lower(),
        "requirements": "Two lines\nof text",
    }
    page = planner.post("strategy.new_initiative", form)
    assert "Launch from the record" in page.h1.text
    assert "14 Jan 2027" in page.text
    one = queries.ids_by_code([form["code"]])[form["code"]]
    page = planner.get("strategy.edit_initiative", initiative_id=one)
    assert page.select_one("#after")["value"] == before.code
    changed = form | {"version": page.select_one("#version")["value"], "days": "15"}
    page = planner.post("strategy.edit_initiative", changed, initiative_id=one)
    assert "28 Jan 2027" in page.text
    assert "Two lines" in page.text
    planner.post("strategy.edit_initiative", changed, initiative_id=one, status=409)


def test_a_circle_is_told_on_the_form(browse):
    archive = an_initiative(title="Archive")
    viewer = an_initiative(title="Viewer", after=(archive,))
    planner = browse(a_person(Role.PLANNER))
    form = {
        "code": archive.code,
        "title": "Archive",
        "days": "30",
        "after": viewer.code,
        "version": str(archive.version),
    }
    page = planner.post("strategy.edit_initiative", form, initiative_id=archive.id, status=422)
    assert "Archive → Viewer → Archive" in page.select_one("[role=alert]").text
    page = planner.post(
        "strategy.edit_initiative", form | {"after": "X1 X2"}, initiative_id=archive.id, status=422
    )
    assert "There is no X1, X2" in page.select_one("#after-error").text


def test_a_planner_moves_an_initiative(browse):
    one = an_initiative()
    services.approve_initiative(one, decision_id=a_decision().id)
    where = {"initiative_id": one.id, "move": InitiativeMove.START}
    planner = browse(a_person(Role.PLANNER))
    page = planner.post("strategy.move_initiative", {"on": "2027-02-01", "reason": "Go"}, **where)
    assert "In progress" in page.text
    assert "Go" in page.text
    planner.post("strategy.move_initiative", {"on": "soon"}, status=422, **where)
    browse(a_person(Role.FINANCE)).post(
        "strategy.move_initiative", {"on": "2027-02-01"}, status=403, **where
    )


def test_one_page_takes_few_queries(browse, query_budget):
    viewer = a_viewer()
    first = an_initiative(assets=(viewer.code,))
    one = an_initiative(after=(first,), assets=(viewer.code,))
    for _ in range(5):
        an_initiative(after=(one,))
    reader = browse(a_person())
    with query_budget(20):
        reader.get("strategy.show_initiative", initiative_id=one.id)
    with query_budget(8):
        reader.get("strategy.list_initiatives")
