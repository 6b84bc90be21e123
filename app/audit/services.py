"""Verify the chain: does every row fit the one before, and does the end fit the head?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.audit import queries
from app.audit.models import Change
from app.audit.recorder import record_of
from app.engine.sealing import START, first_difference


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows were read, and what is wrong, if anything is."""

    changes: int
    fault: str | None


@dataclass(slots=True)
class _Walk:
    rows: int = 0
    last: str = START
    seen: Change | None = None

    def over(self, chain: Iterable[Change]) -> Iterator[tuple[dict[str, Any], str, str]]:
        for change in chain:
            self.rows, self.last, self.seen = self.rows + 1, change.hash, change
            yield record_of(_as_row(change)), change.previous, change.hash


def verify() -> Verdict:
    """Follow the chain from the first row and name the first that does not fit."""
    head = queries.head()
    expected, changes = head.hash, head.changes
    walk = _Walk()
    if first_difference(walk.over(queries.chain())) is not None:
        assert walk.seen is not None
        return Verdict(walk.rows, f"Row {walk.seen.id} does not fit: {_named(walk.seen)}.")
    if walk.last != expected or walk.rows != changes:
        return Verdict(
            walk.rows, f"The end was cut: the head counts {changes} rows, {walk.rows} are there."
        )
    return Verdict(walk.rows, None)


def _as_row(change: Change) -> dict[str, Any]:
    return {column.key: getattr(change, column.key) for column in Change.__table__.columns}


def _named(change: Change) -> str:
    return f"{change.subject_type} {change.subject_id} {change.action} by {change.actor_name}"
