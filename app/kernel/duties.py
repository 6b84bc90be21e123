"""What people owe, said by each area of its own, without one area importing another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class OneTap:
    """How a duty is done straight from a mail: by a link bound to the person, act and target."""

    act: str
    target: str
    endpoint: str
    """Takes the signed link as its one argument, `token`."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a person still has to do: a sentence, where it is done, and until when.

    `key` names it for good, such as `ballot:12:seat:3`: the same duty has the same key tomorrow.
    """

    key: str
    person_id: int
    sentence: str
    endpoint: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    due_at: datetime | None = None
    since: datetime | None = None
    one_tap: OneTap | None = None

    def is_late(self, at: datetime) -> bool:
        return self.due_at is not None and self.due_at <= at


DutySource = Callable[[Actor, datetime], Sequence[Duty]]
"""What the actor owes at a moment, in one or two queries; asked often."""

FAR = datetime.max.replace(tzinfo=UTC)
_known: list[DutySource] = []


def install(sources: Iterable[DutySource]) -> None:
    _known[:] = sources


def duties_of(actor: Actor, at: datetime) -> list[Duty]:
    """Everything the actor owes: what is due first comes first, what has no end last."""
    found = [duty for source in _known for duty in source(actor, at)]
    return sorted(found, key=lambda duty: (duty.due_at or FAR, duty.key))
