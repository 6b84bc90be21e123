"""Lifting a suspension by a motion: the body gives a seat its vote back before its record does."""

from collections.abc import Sequence

from app.governance.models import Seat
from app.governance.services.standing import lift
from app.governance.subject.seats import SEAT, seat_of
from app.kernel.errors import RuleBroken
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
