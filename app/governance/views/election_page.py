"""What pages show of an election: its rules, the rounds of its count, and a paper in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.engine.voting.ballot import Outcome
from app.engine.voting.election import Method, rules_in_words
from app.governance import translate
from app.governance.models import Ballot, Vote


@dataclass(frozen=True, slots=True)
class ShownRound:
    """One round: each option still in the running with what it has, and what was done."""

    number: int
    have: Sequence[tuple[str, str]]
    said: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    options: Sequence[str]
    method: Method
    rules: Sequence[str]
    rounds: Sequence[ShownRound]
    chosen: Sequence[str]

    @property
    def sentence(self) -> str:
        rounds = f"{len(self.rounds)} {'round' if len(self.rounds) == 1 else 'rounds'}"
        if not self.chosen:
            return f"Nobody and nothing is chosen after {rounds}."
        return f"Chosen after {rounds}: {', '.join(self.chosen)}."

    def said(self, vote: Vote) -> list[str]:
        """A paper by name in words, in the order of its marks."""
        marks = sorted((vote.marks or {}).items(), key=lambda one: self._order(one[1]))
        return [self._line(int(place), mark) for place, mark in marks]

    def in_words(self, vote: Vote) -> str:
        """A paper in one line, as the roll shows it."""
        return "; ".join(self.said(vote)) or "Empty: abstains"

    def _order(self, mark: int) -> int:
        return -mark if self.method is Method.POINTS else mark

    def _line(self, place: int, mark: int) -> str:
        name = self.options[place]
        if self.method is Method.APPROVAL:
            return name
        if self.method is Method.RANKED:
            return f"{mark}. {name}"
        return f"{name}: {mark} {'point' if mark == 1 else 'points'}"


def election_of(ballot: Ballot) -> ElectionPage | None:
    """None for a question. The count is shown once the ballot is closed, and never before."""
    if ballot.method is Method.QUESTION:
        return None
    contest = translate.contest_of(ballot)
    counted = ballot.closed_at is not None and ballot.outcome is not Outcome.INQUORATE
    rounds = translate.chosen_of(ballot).rounds if counted else ()
    shown = [
        ShownRound(
            number,
            [(ballot.options[place], in_figures(have)) for place, have in one.have],
            one.said,
        )
        for number, one in enumerate(rounds, start=1)
    ]
    return ElectionPage(
        ballot.options, ballot.method, tuple(rules_in_words(contest)), shown, ballot.chosen
    )


def in_figures(have: Fraction) -> str:
    """Exact: 3, or 2 1/3."""
    whole, rest = divmod(have, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)
