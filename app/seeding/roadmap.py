"""Objectives, phases and initiatives of a sample, and how initiatives moved along."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from app.kernel.facts import attributes_of, check
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.seeding.timeline import Happening
from app.strategy.facts import (
    InitiativeFacts,
    InitiativeLinks,
    InitiativeMove,
    ObjectiveFacts,
    PhaseFacts,
)
from app.strategy.queries.initiatives import get_initiative, ids_by_code
from app.strategy.queries.objectives import list_phases
from app.strategy.services.initiatives import move_initiative, plan_initiative
from app.strategy.services.objectives import change_phase, set_objective

MORNING = 8


def set_objectives(folder: Folder) -> int:
    names = {attribute.label: attribute.name for attribute in attributes_of(ObjectiveFacts)}
    rows = folder.rows("objectives.csv")
    for row in rows:
        said = {names[label]: text for label, text in row.items()}
        set_objective(check(ObjectiveFacts, said))
    return len(rows)


def plan_initiatives(folder: Folder, cast: Cast) -> int:
    tables = folder.tables("initiatives.toml")
    _date_phases(folder, tables["phases"])
    phase_ids = {phase.code: phase.id for phase in list_phases()}
    for table in tables["initiatives"]:
        plan_initiative(
            _facts(folder, table),
            InitiativeLinks(
                owner_id=cast.person(table["owner"]).id,
                phase_id=phase_ids[table["phase"]],
                after=tuple(table.get("after", ())),
                assets=tuple(table.get("assets", ())),
                departments=tuple(table.get("departments", ())),
            ),
        )
    return len(tables["initiatives"])


def progress(folder: Folder, cast: Cast) -> Iterator[Happening]:
    """Starts and ends of initiatives, each on its day."""
    for table in folder.tables("initiatives.toml")["initiatives"]:
        for name, move in (
            ("started", InitiativeMove.START),
            ("finished", InitiativeMove.COMPLETE),
        ):
            if name in table:
                act = partial(_move, folder, cast, table, (name, move))
                yield Happening(table[name], MORNING, act)


def _move(
    folder: Folder, cast: Cast, table: Mapping[str, Any], moved: tuple[str, InitiativeMove]
) -> None:
    name, move = moved
    with acting(cast.actor("planner"), f"Initiative {name}"):
        initiative = get_initiative(ids_by_code([table["code"]])[table["code"]])
        move_initiative(initiative, move, on=folder.day(table[name]))


def _date_phases(folder: Folder, days: Mapping[str, int]) -> None:
    for phase in list_phases():
        if phase.code in days:
            said = {
                "code": phase.code,
                "title": phase.title,
                "gate": phase.gate,
                "starts_on": folder.day(days[phase.code]),
            }
            change_phase(phase, seen=phase.version, facts=check(PhaseFacts, said))


def _facts(folder: Folder, table: Mapping[str, Any]) -> InitiativeFacts:
    not_before = table.get("not_before")
    return check(
        InitiativeFacts,
        {
            "code": table["code"],
            "title": table["title"],
            "requirements": table["requirements"],
            "scope": table["scope"],
            "outcomes": table["outcomes"],
            "days": table["days"],
            "not_before_on": None if not_before is None else folder.day(not_before),
        },
    )
