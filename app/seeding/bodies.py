"""Charter the bodies of a sample and seat its people."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.governance.facts import BodyFacts, CharterFacts, SeatFacts
from app.governance.models import Body
from app.governance.services.bodies import Term, add_seat, charter_body, seat_person
from app.kernel.facts import check
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast

TERM = timedelta(days=2 * 365)


def charter_bodies(folder: Folder, cast: Cast) -> dict[str, int]:
    """The number of each body by its code."""
    bodies: dict[str, int] = {}
    for table in folder.tables("bodies.toml")["bodies"]:
        with acting(cast.actor("secretary"), f"Charter of the {table['name']}"):
            body = _charter(folder, table, bodies.get(table.get("parent", "")))
            for seat in table["seats"]:
                _seat(cast, body, seat, _term(folder, table))
            bodies[body.code] = body.id
    return bodies


def _charter(folder: Folder, table: Mapping[str, Any], parent_id: int | None) -> Body:
    said = {name: table[name] for name in BodyFacts.model_fields if name in table}
    charter = {"text": table["charter"], "adopted_on": folder.day(table["adopted"])}
    return charter_body(
        check(BodyFacts, said),
        check(CharterFacts, charter | table.get("rule", {})),
        parent_id=parent_id,
    )


def _term(folder: Folder, table: Mapping[str, Any]) -> Term:
    starts_on = folder.day(table["adopted"])
    return Term(starts_on, starts_on + TERM)


def _seat(cast: Cast, body: Body, table: Mapping[str, Any], term: Term) -> None:
    seat = add_seat(
        body,
        SeatFacts(
            title=table["title"],
            constituency=table["constituency"],
            is_voting=table.get("voting", True),
            is_chair=table.get("chair", False),
        ),
    )
    if holder := table.get("holder"):
        alternate = table.get("alternate")
        seat_person(
            seat,
            cast.person(holder),
            alternate=cast.person(alternate) if alternate else None,
            term=term,
        )
