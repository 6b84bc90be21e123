"""Readiness of places: the mean of the departments in and below each, weighed by their studies."""

from collections.abc import Iterable
from typing import Any

from app.engine.scoring.rollup import mean_score, weigh_by_volume
from app.scoring.queries.places import DepartmentPoints, department_points, places_above
from app.scoring.queries.scores import stored
from app.scoring.services.results import RULES_VERSION, score_values
from app.scoring.services.storing import Run, write_rows
from app.scoring.services.suggestions import NONE

KEY = "organization_facility"
"""The subject key of a facility: the name of its table."""

_NO_SHEET = {
    "sheet": b"",
    "functional": None,
    "technical": None,
    "failing": 0,
    "open_knock_outs": 0,
    "ehr_viewable": None,
    "platform_suitable": None,
    "rules_version": RULES_VERSION,
}


def roll_up(run: Run) -> int:
    """Every place with a department that has a readiness; how many there are.

    From the stored thousandths of the departments, so that anyone can add them up again.
    """
    rows = place_values(department_points(run.pack))
    write_rows(run, KEY, rows, stored(run.pack, KEY), {})
    return len(rows)


def place_values(points: Iterable[DepartmentPoints]) -> dict[int, dict[str, Any]]:
    """What is stored of each place, from the departments in and below it."""
    above = places_above()
    inside: dict[int, list[DepartmentPoints]] = {}
    for one in points:
        for place in above.get(one.facility_id, ()):
            inside.setdefault(place, []).append(one)
    return {place: _row(departments) for place, departments in inside.items()}


def _row(departments: list[DepartmentPoints]) -> dict[str, Any]:
    score = mean_score(weigh_by_volume([(one.score, one.volume) for one in departments]))
    known = [one.volume for one in departments if one.volume is not None]
    return NONE | _NO_SHEET | score_values(score, None) | {"volume": sum(known) if known else None}
