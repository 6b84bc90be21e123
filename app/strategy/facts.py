"""What may be said of objectives, phases and initiatives, and the closed words of strategy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from app.kernel.facts import Facts, Prose, fact
from app.kernel.words import Word

Code = Annotated[str, Field(min_length=1, max_length=40)]
Title = Annotated[str, Field(min_length=1, max_length=160)]
Level = Annotated[Decimal, Field(ge=-(10**12), le=10**12, decimal_places=3)]
Days = Annotated[int, Field(ge=1, le=36_500)]


class Direction(Word):
    """Which way an objective improves."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"


class InitiativeStatus(Word):
    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


class InitiativeMove(Word):
    """What can be done to an initiative; a decision alone approves."""

    APPROVE = "approved", "Approve"
    UNAPPROVE = "unapproved", "Take the approval back"
    START = "started", "Start"
    HOLD = "held", "Put on hold"
    RESUME = "resumed", "Resume"
    COMPLETE = "completed", "Complete"
    CANCEL = "cancelled", "Cancel"


class ObjectiveFacts(Facts):
    code: Code = fact("Code", "Objective", default=...)
    title: Title = fact("Objective", "Objective", default=...)
    measure: Prose | None = fact("How it is measured", "Objective")
    unit: Annotated[str, Field(min_length=1, max_length=40)] = fact(
        "Unit", "Objective", help="Such as %, minutes or dollars per terabyte.", default=...
    )
    direction: Direction = fact("Better is", "Objective", default=...)
    baseline: Level | None = fact("Baseline", "Levels", help="Where it stood at the start.")
    target: Level | None = fact("Target", "Levels")
    due_on: date | None = fact("Reach it by", "Levels")
    actual: Level | None = fact("Actual", "Levels", help="Where it stands now.")
    measured_on: date | None = fact("Measured on", "Levels")

    @model_validator(mode="after")
    def _a_level_has_its_day(self) -> Self:
        if self.actual is not None and self.measured_on is None:
            raise ValueError("Say on which day the actual level was measured.")
        return self


class PhaseFacts(Facts):
    code: Code = fact("Code", "Phase", default=...)
    title: Title = fact("Phase", "Phase", default=...)
    gate: Prose | None = fact("Exit gate", "Phase", help="What must hold before one leaves it.")
    starts_on: date | None = fact(
        "Starts on", "Phase", help="No initiative of this phase starts before."
    )


class InitiativeFacts(Facts):
    code: Code = fact("Code", "Initiative", default=...)
    title: Title = fact("Initiative", "Initiative", default=...)
    requirements: Prose | None = fact("Requirements", "What and why")
    scope: Prose | None = fact("Scope", "What and why")
    outcomes: Prose | None = fact("Outcomes", "What and why")
    days: Days = fact("Duration", "When", unit="days", help="Calendar days.", default=...)
    not_before_on: date | None = fact("Not before", "When")

    @field_validator("code")
    @classmethod
    def _as_key(cls, code: str) -> str:
        return code.upper()


@dataclass(frozen=True, slots=True)
class InitiativeLinks:
    """What an initiative hangs on: its owner and phase by id, the rest by code."""

    owner_id: int | None = None
    phase_id: int | None = None
    after: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
