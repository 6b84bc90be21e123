from datetime import date
from decimal import Decimal

import pytest

from app.accounts.roles import Role
from app.audit.queries import history_of
from app.kernel.db import db
from app.kernel.errors import Conflict, NotFound
from app.kernel.facts import Refused, check
from app.strategy.facts import Direction, ObjectiveFacts, PhaseFacts
from app.strategy.queries import objectives as queries
from app.strategy.services import objectives as services
from tests.factories.accounts import a_person
from tests.factories.strategy import a_phase, an_initiative, an_objective

pytestmark = pytest.mark.usefixtures("session")


def facts_of(model, row, **changed):
    return model(**{name: getattr(row, name) for name in model.model_fields} | changed)


def test_an_objective_keeps_its_levels_exactly():
    made = an_objective(baseline=Decimal("15.125"), target=Decimal("90"), direction=Direction.UP)
    db.session.expire_all()
    assert queries.get_objective(made.id).baseline == Decimal("15.125")


def test_a_level_has_at_most_three_places():
    with pytest.raises(Refused, match="baseline: Write at most 3 decimals"):
        check(
            ObjectiveFacts,
            {"code": "O", "title": "T", "unit": "%", "direction": "up", "baseline": "0.0005"},
        )


def test_an_actual_level_has_its_day():
    with pytest.raises(Refused, match="which day the actual level was measured"):
        check(
            ObjectiveFacts,
            {"code": "O", "title": "T", "unit": "%", "direction": "down", "actual": "3"},
        )


def test_two_objectives_never_share_a_code():
    made = an_objective()
    with pytest.raises(Refused, match="There is already an objective"):
        an_objective(code=made.code)


def test_saying_where_it_stands_leaves_the_earlier_level_in_history():
    made = an_objective(actual=Decimal(20), measured_on=date(2026, 6, 30))
    facts = facts_of(ObjectiveFacts, made, actual=Decimal(35), measured_on=date(2026, 9, 30))
    services.change_objective(made, seen=made.version, facts=facts)
    db.session.commit()
    assert history_of("strategy_objective", made.id)[0].fields["actual"] == ["20", "35"]


def test_a_stale_change_is_refused():
    made, phase = an_objective(), a_phase()
    with pytest.raises(Conflict):
        services.change_objective(made, seen=0, facts=facts_of(ObjectiveFacts, made))
    with pytest.raises(Conflict):
        services.change_phase(phase, seen=0, facts=facts_of(PhaseFacts, phase))


def test_phases_follow_each_other_and_never_share_a_code():
    first, second = a_phase(), a_phase()
    assert first.position < second.position
    with pytest.raises(Refused, match="There is already a phase"):
        a_phase(code=first.code)


def test_a_phase_moves_its_initiatives():
    phase = a_phase(starts_on=date(2027, 1, 1))
    one = an_initiative(phase_id=phase.id, days=10)
    facts = facts_of(PhaseFacts, phase, starts_on=date(2027, 6, 1))
    services.change_phase(phase, seen=phase.version, facts=facts)
    assert (one.starts_on, one.ends_on) == (date(2027, 6, 1), date(2027, 6, 10))


def test_what_nobody_set_is_not_found():
    with pytest.raises(NotFound):
        queries.get_objective(0)
    with pytest.raises(NotFound):
        queries.get_phase(0)


def test_the_page_says_where_each_objective_stands(browse):
    levels = {"baseline": Decimal(20), "target": Decimal(3), "measured_on": date(2026, 9, 30)}
    an_objective(title="Archives", actual=Decimal(12), **levels)
    an_objective(title="Viewers", actual=Decimal(3), **levels)
    an_objective(title="Discs", actual=Decimal(25), **levels)
    an_objective(title="Turnaround")
    page = browse(a_person()).get("strategy.list_objectives")
    said = {row.th.text.split()[0]: row.text for row in page.select("tbody tr")}
    assert "47% of the way" in said["Archives"]
    assert "Reached" in said["Viewers"]
    assert "Moving away" in said["Discs"]
    assert "not known" in said["Turnaround"]
    assert page.select("tbody a") == []


def test_a_planner_sets_and_changes_an_objective_and_a_phase(browse):
    planner = browse(a_person(Role.PLANNER))
    form = {"code": "K04", "title": "Photos in the record", "unit": "%", "direction": "up"}
    page = planner.post("strategy.new_objective", form)
    assert "Photos in the record" in page.text
    made = queries.list_objectives()[0]
    changed = form | {"version": str(made.version), "actual": "41.5"}
    page = planner.post("strategy.edit_objective", changed, objective_id=made.id, status=422)
    assert "which day" in page.select_one("[role=alert]").text
    changed["measured_on"] = "2026-09-30"
    assert "41.5 %" in planner.post("strategy.edit_objective", changed, objective_id=made.id).text
    phase = {"code": "P0", "title": "Mobilize", "gate": "Charter\nseats", "starts_on": "2027-01-01"}
    assert "Mobilize" in planner.post("strategy.new_phase", phase).text
    made = queries.list_phases()[0]
    page = planner.post(
        "strategy.edit_phase",
        phase | {"title": "Begin", "version": str(made.version)},
        phase_id=made.id,
    )
    assert "Begin" in page.text
    assert "1 Jan 2027" in page.text


@pytest.mark.parametrize("endpoint", ["strategy.new_objective", "strategy.new_phase"])
def test_others_set_nothing(browse, endpoint):
    browse(a_person(Role.FINANCE)).get(endpoint, status=403)


def test_the_lists_take_few_queries(browse, query_budget):
    for _ in range(5):
        an_objective()
        a_phase()
    reader = browse(a_person())
    for endpoint in ("strategy.list_objectives", "strategy.list_phases"):
        with query_budget(6):
            reader.get(endpoint)
