import json
from datetime import date

import pytest

from app.strategy.facts import InitiativeMove
from app.strategy.queries.initiatives import roadmap
from app.strategy.services.initiatives import approve_initiative, move_initiative
from app.strategy.translate import lanes
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.strategy import a_phase, an_initiative

pytestmark = pytest.mark.usefixtures("session")


def three() -> list:
    """An archive everything waits for; a viewer with slack; interfaces that decide the end."""
    phase = a_phase(starts_on=date(2027, 1, 1))
    archive = an_initiative(title="Archive", days=10, phase_id=phase.id)
    viewer = an_initiative(title="Viewer", days=5, after=(archive,))
    interfaces = an_initiative(title="Interfaces", days=20, after=(archive,))
    return [archive, viewer, interfaces]


def test_lanes_carry_slack_and_what_decides_the_end():
    three()
    found = {lane.initiative.title: (lane.slack, lane.is_critical) for lane in lanes(roadmap())}
    assert found == {"Archive": (0, True), "Viewer": (15, False), "Interfaces": (0, True)}


def test_finished_work_has_no_slack_and_decides_nothing():
    archive, *_ = three()
    approve_initiative(archive, decision_id=a_decision().id)
    move_initiative(archive, InitiativeMove.START, on=date(2027, 1, 4))
    move_initiative(archive, InitiativeMove.COMPLETE, on=date(2027, 1, 9))
    lane = lanes(roadmap())[0]
    assert (lane.initiative.title, lane.slack, lane.is_critical) == ("Archive", None, False)


def test_the_page_draws_bars_and_says_the_same_in_a_table(browse):
    three()
    an_initiative(title="Someday", not_before_on=None)
    page = browse(a_person()).get("strategy.show_roadmap")
    figure = json.loads(page.select_one("#roadmap script").text)
    bars = {
        row.split("<br>")[0].split("· ")[-1]: row.split("<br>")[1]
        for trace in figure["data"]
        for row in trace["customdata"]
    }
    assert bars == {
        "Archive": "2027-01-04 to 2027-01-13",
        "Viewer": "2027-01-14 to 2027-01-18",
        "Interfaces": "2027-01-14 to 2027-02-02",
    }
    rows = {
        row.th.text.split()[0]: [one["datetime"] for one in row.select("time")]
        for row in page.select("#roadmap tbody tr")
    }
    assert {name: " to ".join(days) for name, days in rows.items()} == bars
    assert "Interfaces ends last" in page.text
    assert "Someday" in page.text
    assert "Someday" not in page.select_one("#roadmap").text


def test_today_is_marked(browse):
    three()
    page = browse(a_person()).get("strategy.show_roadmap")
    figure = json.loads(page.select_one("#roadmap script").text)
    assert [shape["type"] for shape in figure["layout"]["shapes"]] == ["line"]


def test_an_empty_roadmap_says_how_to_start(browse):
    assert "No initiative is planned" in browse(a_person()).get("strategy.show_roadmap").text


def test_the_roadmap_takes_few_queries_however_long_it_is(browse, query_budget):
    for _ in range(4):
        three()
    reader = browse(a_person())
    with query_budget(6):
        reader.get("strategy.show_roadmap")
