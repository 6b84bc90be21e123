"""Choose among several by approval, by ranking or by points: exact, and told round by round."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

Marks = Mapping[int, int]
"""One paper: option by its place on the paper, from 0, and what it was given.

By approval 1; by ranking the rank from 1; by points so many. What is left out was given nothing.
"""


class Method(StrEnum):
    """How a question is put."""

    QUESTION = "question"
    APPROVAL = "approval"
    RANKED = "ranked"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Contest:
    """What stands for choice; `seed` is what a lot is drawn from where nothing else decides."""

    method: Method
    options: tuple[str, ...]
    places: int = 1
    points: int = 10
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What each option still in the running has, and what was done about it."""

    have: tuple[tuple[int, Fraction], ...]
    said: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen, in order, and how it came to that."""

    chosen: tuple[int, ...]
    rounds: tuple[Round, ...]


def paper_refusal(contest: Contest, marks: Marks) -> str | None:
    """Why a paper cannot be counted, if it cannot; an empty one abstains."""
    return next(_against(contest, marks), None)


def _against(contest: Contest, marks: Marks) -> Iterator[str]:
    given = sorted(marks.values())
    if any(option not in range(len(contest.options)) for option in marks):
        yield "The paper names an option that is not on it."
    if contest.method is Method.APPROVAL and any(one != 1 for one in given):
        yield "An option is approved or it is not."
    if contest.method is Method.RANKED and given != list(range(1, len(given) + 1)):
        yield "Rank 1 for the first choice, 2 for the second and so on, each rank once."
    if contest.method is Method.POINTS and any(one < 1 for one in given):
        yield "Points are whole numbers of 1 or more; leave an option empty for none."
    if contest.method is Method.POINTS and sum(given) > contest.points:
        yield f"You may give {contest.points} points in all; this paper gives {sum(given)}."


def choose(contest: Contest, papers: Sequence[Marks]) -> Chosen:
    """Fill the places. Nothing is chosen that nobody wanted."""
    if contest.method is Method.RANKED:
        return _transfer(contest, papers)
    sums: Counter[int] = Counter()
    for marks in papers:
        sums.update(marks)
    ordered = sorted(range(len(contest.options)), key=lambda one: (-sums[one], _lot(contest, one)))
    chosen = tuple(one for one in ordered[: contest.places] if sums[one])
    last = chosen[-1] if chosen else None
    left_out = ordered[len(chosen)] if last is not None and len(chosen) < len(ordered) else None
    said = _most(contest, chosen)
    if last is not None and left_out is not None and sums[last] == sums[left_out]:
        names = f"“{contest.options[last]}” and “{contest.options[left_out]}”"
        said += f" {names} have the same; the lot decided for the first."
    have = tuple((one, Fraction(sums[one])) for one in range(len(contest.options)))
    return Chosen(chosen, (Round(have, said),))


def _most(contest: Contest, chosen: Sequence[int]) -> str:
    if not chosen:
        return "No option was given anything, so none is chosen."
    what = "points" if contest.method is Method.POINTS else "approvals"
    return f"Chosen, with the most {what}: {_named(contest, chosen)}."


def _transfer(contest: Contest, papers: Sequence[Marks]) -> Chosen:
    """The single transferable vote; with one place it is the instant runoff.

    The Droop quota; a surplus passes on as an equal fraction of every paper that elected.
    """
    rankings = [tuple(sorted(marks, key=lambda one: marks[one])) for marks in papers if marks]
    quota = len(rankings) // (contest.places + 1) + 1
    return _Count(contest, [(ranking, Fraction(1)) for ranking in rankings], quota).run()


Weighed = list[tuple[tuple[int, ...], Fraction]]


class _Count:
    """One count, round after round; kept here because each round works on the one before."""

    def __init__(self, contest: Contest, papers: Weighed, quota: int) -> None:
        self.contest, self.papers, self.quota = contest, papers, quota
        self.running = list(range(len(contest.options)))
        self.chosen: list[int] = []
        self.rounds: list[Round] = []
        self.past: list[Mapping[int, Fraction]] = []

    def run(self) -> Chosen:
        while self.papers and len(self.chosen) < self.contest.places and self.running:
            have = self._have()
            self.past.append(have)
            reached = [one for one in self.running if have[one] >= self.quota]
            open_places = self.contest.places - len(self.chosen)
            wanted = [one for one in self.running if have[one]]
            if reached:
                self._elect(max(reached, key=self._key), have)
            elif not wanted:
                break
            elif len(wanted) <= open_places:
                self._fill(wanted, have)
                break
            else:
                self._exclude(min(self.running, key=self._key), have)
        return Chosen(tuple(self.chosen), tuple(self.rounds))

    def _have(self) -> dict[int, Fraction]:
        have = dict.fromkeys(self.running, Fraction(0))
        for ranking, weight in self.papers:
            first = next((one for one in ranking if one in have), None)
            if first is not None:
                have[first] += weight
        return have

    def _key(self, one: int) -> tuple[list[Fraction], str]:
        """What it has now; of equals, what it had in the round before, and so on; then the lot."""
        return [past[one] for past in reversed(self.past)], _lot(self.contest, one)

    def _elect(self, one: int, have: Mapping[int, Fraction]) -> None:
        surplus = have[one] - self.quota
        share = surplus / have[one]
        self.papers = [
            (ranking, weight * share if self._holds(ranking, one) else weight)
            for ranking, weight in self.papers
        ]
        self._say(
            have, f"“{self._name(one)}” has the quota of {self.quota} and is chosen.", surplus
        )
        self.running.remove(one)
        self.chosen.append(one)

    def _holds(self, ranking: tuple[int, ...], one: int) -> bool:
        return next((other for other in ranking if other in self.running), None) == one

    def _fill(self, wanted: list[int], have: Mapping[int, Fraction]) -> None:
        wanted.sort(key=self._key, reverse=True)
        self._say(
            have,
            f"No more remain than places: {_named(self.contest, wanted)} chosen without the quota.",
        )
        self.chosen.extend(wanted)

    def _exclude(self, one: int, have: Mapping[int, Fraction]) -> None:
        last = [other for other in self.running if have[other] == have[one]]
        tied = " Several have as few; an earlier round or else the lot decided." * (len(last) > 1)
        self._say(have, f"“{self._name(one)}” has the fewest and is out; its papers move on.{tied}")
        self.running.remove(one)

    def _say(
        self, have: Mapping[int, Fraction], said: str, surplus: Fraction = Fraction(0)
    ) -> None:
        passing = f" Its surplus of {surplus} passes on." if surplus else ""
        self.rounds.append(Round(tuple(sorted(have.items())), said + passing))

    def _name(self, one: int) -> str:
        return self.contest.options[one]


def rules_in_words(contest: Contest) -> Iterator[str]:
    """How papers are marked and how they are counted."""
    is_one = contest.places == 1
    go = "The place goes to the one" if is_one else f"The {contest.places} places go to those"
    if contest.method is Method.APPROVAL:
        yield f"Approve as many as you like. {go} with the most approvals."
    elif contest.method is Method.POINTS:
        yield f"Give up to {contest.points} points. {go} with the most points."
    else:
        yield "Rank as many as you like: 1 for the first choice, 2 for the second and so on."
        yield (
            f"Who has more than 1/{contest.places + 1} of the papers is chosen; else the one "
            "with the fewest is out and its papers move to their next choice, until "
            f"{'the place is' if is_one else f'the {contest.places} places are'} filled."
        )
    yield "Equals are told apart by the rounds before, and at last by lot."


def _lot(contest: Contest, option: int) -> str:
    """A lot nobody can steer and anybody can draw again."""
    return sha256(f"{contest.seed}/{contest.options[option]}".encode()).hexdigest()


def _named(contest: Contest, options: Sequence[int]) -> str:
    return ", ".join(contest.options[one] for one in options)
