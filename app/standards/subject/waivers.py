"""A waiver as a thing one may decide on, look back at, and be reminded of."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from app.kernel import clock
from app.kernel.duties import Duty
from app.kernel.matters import Matter
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel, SubjectKind, kind_of
from app.standards.facts import Subject
from app.standards.models import Waiver
from app.standards.queries import waivers as queries

WAIVES = {Subject.ASSET.key: "waive_for_asset", Subject.DEPARTMENT.key: "waive_for_department"}
"""The effect that grants one, by what it is granted for."""


def _title(waiver_id: int) -> str:
    waiver = queries.get_waiver(waiver_id)
    return f"Waiver of {waiver.criterion.code} for {subject_title(waiver)}"


WAIVER = SubjectKind("standards_waiver", "waiver", "standards.show_waiver", "waiver_id", _title)


def subject_title(waiver: Waiver) -> str:
    return kind_of(waiver.subject_key).title(waiver.subject_id)


def renewal(waiver: Waiver) -> dict[str, object]:
    """What the form of a new proposal begins with when this one is to be renewed."""
    return {
        "effect": WAIVES[waiver.subject_key],
        "subject_id": waiver.subject_id,
        "body_id": waiver.decision.body_id,
        "criterion": waiver.criterion_id,
        "control": waiver.control,
        "owner": waiver.owner.email,
    }


def panel_of(subject_key: str) -> Callable[[Actor, int], Panel | None]:
    """The waivers of one thing on its record page, with their days left; none, no panel."""

    def panel(actor: Actor, subject_id: int) -> Panel | None:
        if not actor.may(Permission.STANDARDS_READ):
            return None
        waivers = queries.of_subject(subject_key, subject_id)
        if not waivers:
            return None
        values = {"waivers": waivers, "on": clock.today()}
        return Panel("Waivers", "standards/waivers/_panel.html", values)

    return panel


def decision_panel(actor: Actor, decision_id: int) -> Panel | None:
    """The waivers a decision granted or ended."""
    waivers = queries.under(decision_id)
    if not waivers or not actor.may(Permission.STANDARDS_READ):
        return None
    values = {"waivers": waivers, "on": clock.today()}
    return Panel("Waivers it granted or ended", "standards/waivers/_panel.html", values)


def matters(day: date) -> Sequence[Matter]:
    """Waivers that come back before their body, because they end soon."""
    return [
        Matter(
            key=f"waiver:{row.waiver.id}:end",
            body_id=row.waiver.decision.body_id,
            sentence=row.sentence,
            endpoint=WAIVER.endpoint,
            arguments={WAIVER.argument: row.waiver.id},
            due_on=row.waiver.ends_on,
        )
        for row in queries.returning(day)
    ]


def duties(actor: Actor, at: datetime) -> Sequence[Duty]:
    """Who answers for a waiver sees to it before it ends."""
    return [
        Duty(
            key=f"waiver:{row.waiver.id}:end",
            person_id=actor.person_id,
            sentence=row.sentence,
            endpoint=WAIVER.endpoint,
            arguments={WAIVER.argument: row.waiver.id},
            due_at=_midnight(row.waiver.ends_on + timedelta(days=1)),
            since=_midnight(row.waiver.returns_on),
        )
        for row in queries.returning(at.date(), owner_id=actor.person_id)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))
