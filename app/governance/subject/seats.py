"""A seat as a thing one may decide on: who is elected or appointed to it, and terms that end."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from app.governance.models import Decision, Seat
from app.governance.queries import bodies, seats
from app.governance.services.bodies import Term
from app.governance.services.elections import FILL_SEAT, candidates_in, fill_elected
from app.governance.services.elections import SEAT as KEY
from app.kernel.db import db
from app.kernel.duties import Duty
from app.kernel.errors import NotFound
from app.kernel.matters import Matter
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectField,
    EffectKind,
    FieldKind,
    Payload,
    SubjectKind,
)

AHEAD = timedelta(days=60)
"""How long before its end a term comes back to the agenda of its body."""


def _title(seat_id: int) -> str:
    seat = bodies.get_seat(seat_id)
    return f"{seat.title}, {seat.body.name}"


SEAT = SubjectKind(
    key=KEY, noun="seat", endpoint="governance.show_seat", argument="seat_id", title=_title
)


def seat_of(seat_id: int | None) -> Seat:
    if seat_id is None:
        raise NotFound("There is no such seat.")
    return bodies.get_seat(seat_id)


def _term(payload: Payload) -> Term:
    days = (payload.get(name) for name in ("term_starts_on", "term_ends_on"))
    starts_on, ends_on = (date.fromisoformat(one) if one else None for one in days)
    return Term(starts_on, ends_on)


def _sentence(seat_id: int | None, payload: Payload) -> str:
    names = ", ".join(one.name for one in candidates_in(payload.get("candidates", "")))
    return f"Fill the seat “{seat_of(seat_id).title}” with the one who is chosen: {names}."


def _check(seat_id: int | None, payload: Payload) -> None:
    seat_of(seat_id)
    candidates_in(payload.get("candidates", ""))


def _preview(seat_id: int | None, payload: Payload) -> Sequence[Difference]:
    holder = seats.holder_name(seat_of(seat_id).id) or "vacant"
    names = [one.name for one in candidates_in(payload.get("candidates", ""))]
    return (Difference("Holder of the seat", holder, " or ".join(names)),)


def _apply(seat_id: int | None, payload: Payload, reference: DecisionRef) -> None:
    decision = db.session.get_one(Decision, reference.id)
    people = candidates_in(payload.get("candidates", ""))
    fill_elected(seat_of(seat_id), people, decision, _term(payload))


FILL_A_SEAT = EffectKind(
    key=FILL_SEAT,
    label="Fill a seat",
    subject_key=SEAT.key,
    fields=(
        EffectField(
            "candidates",
            "Addresses of the candidates",
            FieldKind.TEXT,
            help="E-mail addresses in the order of the options, with semicolons between them.",
        ),
        EffectField("term_starts_on", "From", FieldKind.DATE, required=False),
        EffectField("term_ends_on", "Until", FieldKind.DATE, required=False),
    ),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    belongs="election",
)


def terms_ending(day: date) -> Sequence[Matter]:
    """Terms that are over or end soon: a matter of the body of the seat."""
    return [
        Matter(
            key=f"seat:{seat.id}:term:{seat.term_ends_on}",
            body_id=seat.body_id,
            sentence=_ending(seat, day),
            endpoint=SEAT.endpoint,
            arguments={SEAT.argument: seat.id},
            due_on=seat.term_ends_on or day,
        )
        for seat in seats.ending_by(day + AHEAD)
    ]


def own_terms_ending(actor: Actor, at: datetime) -> Sequence[Duty]:
    """The chair sees to it that a seat is filled again; one query."""
    if not actor.may(Permission.GOVERNANCE_VOTE):
        return ()
    day = at.date()
    return [
        Duty(
            key=f"seat:{seat.id}:term:{seat.term_ends_on}",
            person_id=actor.person_id,
            sentence=_ending(seat, day),
            endpoint=SEAT.endpoint,
            arguments={SEAT.argument: seat.id},
            due_at=_end_of(seat.term_ends_on or day),
            since=_end_of((seat.term_ends_on or day) - AHEAD),
        )
        for seat in seats.ending_by(day + AHEAD, chaired_by=actor.person_id)
    ]


def _ending(seat: Seat, day: date) -> str:
    ends_on = seat.term_ends_on or day
    over = "ended" if ends_on < day else "ends"
    when = f"{ends_on.day} {ends_on:%b} {ends_on.year}"
    return f"The term of the seat “{seat.title}” ({seat.body.name}) {over} on {when}."


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC)) + timedelta(days=1)
