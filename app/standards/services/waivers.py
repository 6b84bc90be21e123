"""Granting and ending waivers, under a decision; and keeping them in step with the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.governance.models import DecisionStatus
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.subjects import DecisionRef
from app.standards.facts import Subject
from app.standards.facts.waivers import WaiverStatus
from app.standards.models import Waiver
from app.standards.queries import waivers as queries

RETURN_DAYS = 60
"""So many days before its end a waiver is before its body again, unless a day was named."""

LONGEST_YEARS = 2
"""A waiver is for a time; what is needed for longer is a change of the standard."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a waiver is granted for, until when, with what in its place, and who answers for it."""

    criterion_id: int
    ends_on: date
    control: str
    owner_id: int
    returns_on: date | None = None

    @property
    def comes_back_on(self) -> date:
        return self.returns_on or self.ends_on - timedelta(days=RETURN_DAYS)


def refusal(terms: Terms, on: date) -> str | None:
    """Why these terms cannot be granted on that day, if they cannot."""
    if terms.ends_on <= on:
        return f"A waiver has to end after {on.isoformat()}; {terms.ends_on.isoformat()} is past."
    if terms.ends_on > _years_after(on, LONGEST_YEARS):
        return f"A waiver ends within {LONGEST_YEARS} years. For longer, have the standard changed."
    if terms.comes_back_on > terms.ends_on:
        return "It cannot come back before the body after it has ended."
    if not terms.control.strip():
        return "Say what makes up for the gap in the meantime."
    return None


def grant(terms: Terms, subject: Subject, subject_id: int, *, decision: DecisionRef) -> Waiver:
    """Only a decision's effect does this. An earlier waiver for the same thing gives way to it."""
    day = decision.at.date()
    if why := refusal(terms, day):
        raise RuleBroken(why)
    starts_on = min(max(decision.effective_on, day), terms.ends_on)
    ends_on = min(terms.ends_on, decision.expires_on or terms.ends_on)
    if (earlier := queries.current_for(terms.criterion_id, subject, subject_id)) is not None:
        _end(earlier, WaiverStatus.REPLACED, decision.id)
    waiver = Waiver(
        criterion_id=terms.criterion_id,
        subject_key=subject.key,
        subject_id=subject_id,
        starts_on=starts_on,
        ends_on=ends_on,
        returns_on=min(terms.comes_back_on, ends_on),
        control=terms.control.strip(),
        owner_id=terms.owner_id,
        status=WaiverStatus.IN_FORCE if starts_on <= day else WaiverStatus.WAITING,
        decision_id=decision.id,
    )
    db.session.add(waiver)
    db.session.flush()
    return waiver


def revoke(waiver: Waiver, *, decision: DecisionRef) -> None:
    """By a later decision, before its day."""
    if why := cannot_be_revoked(waiver):
        raise RuleBroken(why)
    _end(waiver, WaiverStatus.REVOKED, decision.id)


def cannot_be_revoked(waiver: Waiver) -> str | None:
    if waiver.status not in queries.MAY_COUNT:
        return f"This waiver is {waiver.status.label.lower()} already."
    return None


def keep_in_step(waiver: Waiver, on: date) -> None:
    """Begin, lapse, or end with its decision; scores follow because the row changes."""
    if waiver.decision.status is not DecisionStatus.STANDING:
        waiver.status = WaiverStatus.REVOKED
    elif waiver.ends_on < on:
        waiver.status = WaiverStatus.LAPSED
    elif waiver.status is WaiverStatus.WAITING and waiver.starts_on <= on:
        waiver.status = WaiverStatus.IN_FORCE


def _end(waiver: Waiver, how: WaiverStatus, decision_id: int) -> None:
    waiver.status, waiver.ended_by_id = how, decision_id
    db.session.flush()


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; of a leap day, the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
