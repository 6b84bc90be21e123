"""Bodies whose vacant seats or ending terms threaten their quorum, and who is told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, select

from app.engine.voting.strength import warnings
from app.governance import translate
from app.governance.models import Body, Charter, CharterStage, Seat
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.permissions import Actor, Permission

AHEAD = timedelta(days=60)
"""How long before terms end it is said that they threaten the quorum."""


def threatened(charter: Charter, seats: Sequence[Seat], on: date) -> tuple[str, ...]:
    """In sentences; nothing for a body without a charter in force or without a seat that votes."""
    if charter.stage is not CharterStage.IN_FORCE or not any(one.votes_now for one in seats):
        return ()
    soon = on + AHEAD
    ending = {one.id for one in seats if one.term_ends_on and on <= one.term_ends_on <= soon}
    return warnings(translate.rule_of(charter), translate.roll_of_seats(seats, on), ending)


def quorums_threatened(actor: Actor, at: datetime) -> Sequence[Duty]:
    """The secretary sees to it that seats are filled; one query."""
    if not actor.may(Permission.GOVERNANCE_RUN):
        return ()
    in_force = and_(Charter.body_id == Body.id, Charter.stage == CharterStage.IN_FORCE)
    rows = db.session.execute(
        select(Body, Charter, Seat)
        .join(Charter, in_force)
        .join(Seat, Seat.body_id == Body.id)
        .order_by(Body.name, Seat.id)
    )
    bodies: dict[int, tuple[Body, Charter]] = {}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for body, charter, seat in rows:
        bodies[body.id] = (body, charter)
        seats[body.id].append(seat)
    return [
        Duty(
            key=f"body:{number}:quorum",
            person_id=actor.person_id,
            sentence=f"Fill seats of the {body.name}: {sentence}",
            endpoint="governance.show_body",
            arguments={"body_id": number},
        )
        for number, (body, charter) in bodies.items()
        for sentence in threatened(charter, seats[number], at.date())
    ]
