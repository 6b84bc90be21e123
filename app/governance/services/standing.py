"""Suspend seats that stay away, and restore them, as the charter of their body says."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.engine.meetings.standing import Standing, standing_after
from app.governance.models import Seat
from app.governance.queries import bodies, records
from app.governance.queries.records import Attended
from app.governance.translate.meetings import attendance_rule_of


def standings(body_id: int) -> dict[int, Standing]:
    """What the record of each filled voting seat comes to, by seat."""
    body = bodies.get(body_id)
    rule = attendance_rule_of(body.charter)
    kept = records.of_body(body_id)
    return {
        seat.id: standing_after([one.came for one in _counting(seat, kept)], rule)
        for seat in body.seats
        if seat.is_voting and seat.holder_id is not None
    }


def _counting(seat: Seat, kept: Mapping[int, Sequence[Attended]]) -> Sequence[Attended]:
    """What came before a suspension was lifted is not held against the seat again."""
    since, whole = seat.restored_on, kept.get(seat.id, ())
    return [one for one in whole if since is None or one.at.date() > since]


def lift(seat: Seat, *, on: date) -> None:
    """By a decision of the body; its record begins anew."""
    seat.suspended_on, seat.restored_on = None, on


def review(body_id: int, *, on: date) -> list[Seat]:
    """The seats whose vote is taken away or given back today."""
    changed = []
    found = standings(body_id)
    for seat in bodies.get(body_id).seats:
        standing = found.get(seat.id)
        suspended = standing is not None and standing.is_suspended
        if suspended != (seat.suspended_on is not None):
            seat.suspended_on = on if suspended else None
            changed.append(seat)
    return changed
