"""Lifting a suspension by a motion: the body gives a seat its vote back before its record does."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.governance.models import Seat
from app.governance.services.standing import lift
from app.governance.subject.seats import SEAT, seat_of
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.outlook import Reading, Topic, Touched, Unit
from app.kernel.subjects import DecisionRef, Difference, EffectKind, Payload


def _sentence(seat_id: int | None, _payload: Payload) -> str:
    return f"Give the seat “{seat_of(seat_id).title}” its vote back."


def _check(seat_id: int | None, _payload: Payload) -> None:
    _suspended(seat_id)


def _suspended(seat_id: int | None) -> Seat:
    seat = seat_of(seat_id)
    if seat.suspended_on is None:
        raise RuleBroken(f"The seat “{seat.title}” is not suspended, so it has its vote.")
    return seat


def suspension_gauge(_day: date, touched: Touched) -> Iterator[Reading]:
    """Whether the seats that a decision names have their vote."""
    for key, number in sorted(touched):
        if key == SEAT.key and (seat := db.session.get(Seat, number)):
            said = (f"seat:{number}:vote", Topic.SEATS, f"Vote of the {seat.title}", Unit.WORD)
            state = "In force" if seat.suspended_on is None else "Suspended"
            yield Reading(*said, state, (key, number))


def _preview(seat_id: int | None, _payload: Payload) -> Sequence[Difference]:
    seat_of(seat_id)
    return (Difference("Vote of the seat", "Suspended", "In force"),)


def _apply(seat_id: int | None, _payload: Payload, reference: DecisionRef) -> None:
    lift(_suspended(seat_id), on=reference.at.date())


LIFT_SUSPENSION = EffectKind(
    key="lift_suspension",
    label="Lift a suspension",
    subject_key=SEAT.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
)
