"""Charter the bodies of a sample and seat its people."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.engine.chartering.rights import RightPart
from app.governance.facts import BodyFacts, CharterFacts, DecisionClass, SeatFacts
from app.governance.facts.articles import ArticleFacts
from app.governance.models import Body, Right
from app.governance.queries import bodies as queries
from app.governance.services.bodies import Term, add_seat, charter_body, seat_person
from app.governance.services.charters import draft_edition, said_in
from app.governance.translate import facts_of_charter
from app.kernel.db import db
from app.kernel.facts import check
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.matters import Chartering
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
            _articles(body, table)
            bodies[body.code] = body.id
    return bodies


def _charter(folder: Folder, table: Mapping[str, Any], parent_id: int | None) -> Body:
    said = {name: table[name] for name in BodyFacts.model_fields if name in table}
    charter: dict[str, Any] = {
        "text": table["charter"],
        "adopted_on": folder.day(table["adopted"]),
        "review_on": folder.day(table["review"]) if "review" in table else None,
    }
    return charter_body(
        check(BodyFacts, said),
        check(CharterFacts, charter | table.get("rule", {})),
        parent_id=parent_id,
        authority=table.get("authority", ""),
    )


def _articles(body: Body, table: Mapping[str, Any]) -> None:
    """What the charter says beyond the rule: its articles, and its rights once seats exist."""
    body = queries.get(body.id)
    charter, seats = body.charter, {seat.title: seat.id for seat in body.seats}
    charter.articles = said_in(check(ArticleFacts, table.get("articles", {})))
    for one in table.get("rights", ()):
        db.session.add(
            Right(
                charter_id=charter.id,
                decision_class=DecisionClass(one["class"]),
                part=RightPart(one.get("part", "decide")),
                up_to=one["up_to"] * 100 if "up_to" in one else None,
                seat_id=seats[one["seat"]] if "seat" in one else None,
            )
        )
    db.session.flush()


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


def draft_of(told: Chartering) -> int:
    """The next edition of a charter, drafted; its number."""
    body = queries.get_by_code(told.of)
    now = facts_of_charter(body.charter)
    charter = draft_edition(body, now.changed({"text": told.text, "adopted_on": None} | told.rule))
    charter.articles = charter.articles | said_in(check(ArticleFacts, told.articles))
    return charter.id
