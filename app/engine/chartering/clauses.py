"""The clauses of a vote rule, each with a number that stays the same from edition to edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.chartering.checklist import ARTICLE, Point
from app.engine.voting.ballot import BallotKind, Rule
from app.engine.voting.ledger import Clause, settled_by

_IN = {
    Point.QUORUM: (Clause.QUORUM, Clause.GROUPS, Clause.RECUSED, Clause.VACANT),
    Point.VOTING: (
        Clause.MAJORITY,
        Clause.CHAIR,
        Clause.ALTERNATES,
        Clause.PROXIES,
        Clause.MANNER,
        Clause.WRITTEN,
    ),
}
NUMBER = {
    clause: f"{ARTICLE[point]}.{place}"
    for point, several in _IN.items()
    for place, clause in enumerate(several, start=1)
}
ARTICLE_OF = {clause: point for point, several in _IN.items() for clause in several}

_MANNER = {
    BallotKind.ROLL_CALL: "Votes are given by name, in a roll call.",
    BallotKind.SECRET: "Votes are given in secret.",
    BallotKind.SHOW_OF_HANDS: "Votes are given by show of hands, at a meeting.",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A clause as it is written: its number and its sentence."""

    clause: Clause
    text: str

    @property
    def number(self) -> str:
        return NUMBER[self.clause]

    @property
    def point(self) -> Point:
        return ARTICLE_OF[self.clause]


def clauses_of(rule: Rule) -> tuple[Numbered, ...]:
    """Every clause of a rule, in the order of their numbers; what it does not settle has none."""
    found = list(_clauses(rule))
    return tuple(sorted(found, key=lambda one: list(Clause).index(one.clause)))


def named(clause: Clause, edition: int) -> str:
    """How a sentence elsewhere names a clause: clause 13.1 of edition 2."""
    return f"clause {NUMBER[clause]} of edition {edition}"


def _clauses(rule: Rule) -> Iterator[Numbered]:
    for clause, text in settled_by(rule):
        yield Numbered(clause, text)
    yield Numbered(Clause.MANNER, _MANNER[rule.kind])
    yield Numbered(Clause.WRITTEN, _written(rule))


def _written(rule: Rule) -> str:
    if not rule.written_procedure:
        return "The body votes at its meetings only."
    if not rule.least_days_open:
        return "Ballots without a meeting are allowed."
    days = f"{rule.least_days_open} {'day' if rule.least_days_open == 1 else 'days'}"
    return f"Ballots without a meeting are allowed; each stays open for at least {days}."
