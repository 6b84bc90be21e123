"""The points a charter should settle: what it answers, where it is silent, what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Point(StrEnum):
    """One thing a charter should settle; the order here is the order of its articles."""

    NAME = "name"
    PURPOSE = "purpose"
    AUTHORITY = "authority"
    SCOPE = "scope"
    DEFINITION = "definition"
    PRINCIPLES = "principles"
    AREAS = "areas"
    RIGHTS = "rights"
    ESCALATION = "escalation"
    MEMBERSHIP = "membership"
    TERMS = "terms"
    OFFICERS = "officers"
    QUORUM = "quorum"
    VOTING = "voting"
    MEETINGS = "meetings"
    MINUTES = "minutes"
    SUBCOMMITTEES = "subcommittees"
    RELATIONS = "relations"
    STANDARDS = "standards"
    APPEAL = "appeal"
    COMMUNICATIONS = "communications"
    PERFORMANCE = "performance"
    CONFIDENTIALITY = "confidentiality"
    AMENDMENT = "amendment"
    EDITION = "edition"


ARTICLE = {point: number for number, point in enumerate(Point, start=1)}
"""The number of each article, the same in every charter and every edition."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A point with what the charter says to it, sentence by sentence; none where it is silent."""

    point: Point
    answers: tuple[str, ...]

    @property
    def article(self) -> int:
        return ARTICLE[self.point]

    @property
    def is_silent(self) -> bool:
        return not self.answers


def checked(said: Mapping[Point, Iterable[str]]) -> tuple[Finding, ...]:
    """Every point once, in order; an answer of blanks is no answer."""
    return tuple(
        Finding(point, tuple(one.strip() for one in said.get(point, ()) if one.strip()))
        for point in Point
    )


def silent(findings: Iterable[Finding]) -> tuple[Point, ...]:
    return tuple(one.point for one in findings if one.is_silent)


class Change(StrEnum):
    """What an edition does to a point."""

    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Compared:
    """One point in two editions."""

    point: Point
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def article(self) -> int:
        return ARTICLE[self.point]

    @property
    def change(self) -> Change:
        if self.before == self.after:
            return Change.SAME
        if not self.before:
            return Change.ADDED
        return Change.REWORDED if self.after else Change.DROPPED

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(one for one in self.before if one not in self.after)

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(one for one in self.after if one not in self.before)


def compared(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Compared, ...]:
    """Two editions, point by point."""
    return tuple(
        Compared(old.point, old.answers, new.answers)
        for old, new in zip(before, after, strict=True)
    )
