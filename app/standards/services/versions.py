"""Compare two versions of a pack: what came, what went, what says something else now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TypeVar

from app.engine.scoring.scale import WORDS_OF
from app.kernel.subjects import Difference
from app.kernel.words import Word, label_of
from app.standards.facts import Applies, CriterionFacts, PackFile, When
from app.standards.models import Criterion, Pack

NOTHING = "nothing"

Coded = TypeVar("Coded", Criterion, CriterionFacts)


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion in both versions. `counts`: what can move a score; `words`: what cannot."""

    before: CriterionFacts
    after: CriterionFacts
    counts: tuple[Difference, ...]
    words: tuple[Difference, ...]
    moved: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every criterion that is not the same in both, and elements that differ."""

    added: tuple[CriterionFacts, ...]
    removed: tuple[CriterionFacts, ...]
    changed: tuple[CriterionChange, ...]
    same: int
    elements: tuple[Difference, ...]

    @property
    def moved(self) -> list[CriterionChange]:
        return [one for one in self.changed if one.moved]

    @property
    def reweighed(self) -> list[CriterionChange]:
        """Those of which a score can move."""
        return [one for one in self.changed if one.counts]

    @property
    def reworded(self) -> list[CriterionChange]:
        return [one for one in self.changed if one.words]

    def sentences(self) -> list[Difference]:
        """In numbers, for a proposal; what does not differ is not listed."""
        counted = (
            ("Criteria added", self.added),
            ("Criteria removed", self.removed),
            ("Criteria that count differently", self.reweighed),
            ("Criteria moved or renamed", self.moved),
            ("Criteria in other words", self.reworded),
        )
        return [
            Difference(label, NOTHING, ", ".join(map(_code, found)))
            for label, found in counted
            if found
        ]


@dataclass(frozen=True, slots=True)
class Successor:
    """A criterion, and the one of another version that takes its place.

    Answers go along where it is still answered on the same scale, and measured in the same unit.
    """

    before: Criterion
    after: Criterion

    @property
    def keeps_answers(self) -> bool:
        return (self.before.scale, self.before.unit) == (self.after.scale, self.after.unit)

    @property
    def is_banded_anew(self) -> bool:
        old, new = self.before, self.after
        return (old.bands, old.is_rising) != (new.bands, new.is_rising)


def successors(before: Pack, after: Pack) -> list[Successor]:
    """In the order of the pack before."""
    return [Successor(one, then) for one, then in _pairs(before.criteria, after.criteria)]


def compare(before: PackFile, after: PackFile) -> Comparison:
    """A superseded criterion counts as gone."""
    old = [one for one in before.criteria if not one.superseded]
    new = [one for one in after.criteria if not one.superseded]
    both = _pairs(old, new)
    stayed = {one.code for one, _ in both}
    came = {one.code for one in new} - {one.code for _, one in both}
    changes = [_change(one, then) for one, then in both]
    changed = [one for one in changes if one.counts or one.words or one.moved]
    return Comparison(
        added=tuple(one for one in new if one.code in came),
        removed=tuple(one for one in old if one.code not in stayed),
        changed=tuple(changed),
        same=len(changes) - len(changed),
        elements=tuple(_elements(before, after)),
    )


def _pairs(before: Sequence[Coded], after: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    """The same code is the same criterion; else one that had the other's code, either way round."""
    old, new = ({one.code: one for one in side} for side in (before, after))
    renamed = {one.formerly: one.code for one in after if one.code not in old}
    renamed |= {one.code: one.formerly for one in before if one.formerly in new.keys() - old.keys()}
    found = ((one, new.get(one.code) or new.get(renamed.get(one.code, ""))) for one in before)
    return [(one, then) for one, then in found if then is not None]


def _code(one: CriterionFacts | CriterionChange) -> str:
    return one.after.code if isinstance(one, CriterionChange) else one.code


def _change(before: CriterionFacts, after: CriterionFacts) -> CriterionChange:
    return CriterionChange(
        before,
        after,
        counts=tuple(_differing(COUNTED, before, after)),
        words=tuple(_differing(WORDED, before, after)),
        moved=tuple(_differing(PLACED, before, after)),
    )


def _differing(
    shown: Sequence[tuple[str, "Shown"]], before: CriterionFacts, after: CriterionFacts
) -> Iterator[Difference]:
    for label, show in shown:
        then, now = show(before), show(after)
        if then != now:
            yield Difference(label, then or NOTHING, now or NOTHING)


def _elements(before: PackFile, after: PackFile) -> Iterator[Difference]:
    old = {one.code: one for one in before.elements}
    new = {one.code: one for one in after.elements}
    for code in dict.fromkeys((*old, *new)):
        sides = [
            f"{one.title}, weight {one.weight}. {one.question}".strip() if one else NOTHING
            for one in (old.get(code), new.get(code))
        ]
        if sides[0] != sides[1]:
            yield Difference(code, *sides)


Shown = Callable[[CriterionFacts], str]


def _kinds(kinds: Sequence[Word]) -> str:
    return ", ".join(label_of(one) for one in kinds)


def _asked(one: CriterionFacts) -> str:
    when = "" if one.when is When.ALWAYS else f" ({one.when.label.lower()})"
    return f"{_kinds([kind for kind in Applies if kind in one.applies_to])}{when}"


def _knocks(one: CriterionFacts) -> str:
    if not one.knock_out:
        return ""
    narrowed = [_kinds(one.knock_out_for)] if one.knock_out_for else []
    if one.knock_out_when is not When.ALWAYS:
        narrowed.append(one.knock_out_when.label.lower())
    return f"knock-out {', '.join(narrowed)}".strip()


def _line(one: CriterionFacts) -> str:
    return f"level {one.pass_line}"


def _bands(one: CriterionFacts) -> str:
    if not one.bands:
        return ""
    word = "from" if one.rising else "at most"
    return f"{word} {', '.join(map(_plain, one.bands))} {one.unit}"


def _plain(cut: Decimal) -> str:
    return f"{cut.normalize():f}"


def _levels(one: CriterionFacts) -> str:
    words = WORDS_OF[one.scale].values()
    return " ".join(f"{short}: {said}" for short, said in zip_longest(words, one.levels) if said)


COUNTED: tuple[tuple[str, Shown], ...] = (
    ("Weight", lambda one: str(one.weight)),
    ("Scale", lambda one: one.scale.value),
    ("Bands", _bands),
    ("Pass line", _line),
    ("Forbids", _knocks),
    ("Test", lambda one: label_of(one.test) if one.test else ""),
    ("Asked of", _asked),
    ("Axis of fit", lambda one: label_of(one.axis)),
)
WORDED: tuple[tuple[str, Shown], ...] = (
    ("Tier", lambda one: one.tier.label),
    ("Statement", lambda one: one.statement),
    ("Guidance", lambda one: one.guidance),
    ("Levels", _levels),
    ("Evidence wanted", lambda one: " ".join(filter(None, (one.wanted, one.evidence)))),
    ("Reference", lambda one: one.reference),
)
PLACED: tuple[tuple[str, Shown], ...] = (
    ("Code", lambda one: one.code),
    ("Element", lambda one: one.element),
)
