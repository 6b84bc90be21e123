"""What a proposal, a history line or a panel may be about, without importing its area."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.kernel.errors import NotFound
from app.kernel.permissions import Actor

Payload = Mapping[str, str]
Subject = tuple[str, int]
"""A thing of any area: the name of its table and its number."""


def _nothing(_subject_id: int) -> Sequence[Subject]:
    return ()


def _no_choice() -> Sequence[tuple[int, str]]:
    return ()


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """How one kind of thing is named and where its page is. `key` is its table's name.

    `belongs_to` are the things it is a part or a product of, such as its vendor and department.
    `choices` are those in which a person may declare an interest, number and name.
    """

    key: str
    noun: str
    endpoint: str
    argument: str
    title: Callable[[int], str]
    belongs_to: Callable[[int], Sequence[Subject]] = _nothing
    choices: Callable[[], Sequence[tuple[int, str]]] = _no_choice


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that a decision would change, in words: what it is now and what it would be."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """The decision under which an effect is applied."""

    id: int
    number: str
    effective_on: date
    expires_on: date | None
    at: datetime


class FieldKind(StrEnum):
    CHOICE = "choice"
    DATE = "date"
    MONEY = "money"
    TEXT = "text"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class EffectField:
    """One thing to fill in when an effect is added to a proposal; choices are value and label."""

    name: str
    label: str
    kind: FieldKind
    required: bool = True
    help: str = ""
    choices: Callable[[], Sequence[tuple[str, str]]] = tuple


def _stays(_subject_id: int | None, _payload: Payload, _decision_id: int) -> str:
    return "Stays as it is; changing it back takes a decision of its own."


def _nothing_to_undo(
    _subject_id: int | None, _payload: Payload, _decision_id: int, _by: DecisionRef
) -> None:
    """Either it cannot be taken back, or it ends with its decision."""


@dataclass(frozen=True, slots=True)
class EffectKind:
    """What a carried proposal may change. `check` raises RuleBroken; `apply` writes, never commits.

    The payload is text by field name, as typed and checked. `subject_key` is None where the effect
    is not about one thing. When the decision that applied it is rescinded, `undo` takes back what
    can be; `rescinded` says beforehand what that is, and plainly what stays.
    `belongs` is the kind of decision it takes, as charters give rights by; nobody in particular
    has the right to one without.
    """

    key: str
    label: str
    subject_key: str | None
    fields: tuple[EffectField, ...]
    sentence: Callable[[int | None, Payload], str]
    check: Callable[[int | None, Payload], None]
    preview: Callable[[int | None, Payload], Sequence[Difference]]
    apply: Callable[[int | None, Payload, DecisionRef], None]
    rescinded: Callable[[int | None, Payload, int], str] = _stays
    undo: Callable[[int | None, Payload, int, DecisionRef], None] = _nothing_to_undo
    belongs: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a record page that a higher area adds: a heading, a template and its values."""

    title: str
    template: str
    values: Mapping[str, Any]


PanelSource = Callable[[Actor, int], Panel | None]


@dataclass(slots=True)
class _Registry:
    kinds: dict[str, SubjectKind] = field(default_factory=dict)
    effects: dict[str, EffectKind] = field(default_factory=dict)
    panels: dict[str, tuple[PanelSource, ...]] = field(default_factory=dict)


_known = _Registry()


def install(
    kinds: Iterable[SubjectKind],
    effects: Iterable[EffectKind],
    panels: Mapping[str, tuple[PanelSource, ...]],
) -> None:
    _known.kinds = {kind.key: kind for kind in kinds}
    _known.effects = {effect.key: effect for effect in effects}
    _known.panels = dict(panels)


def kind_of(key: str) -> SubjectKind:
    try:
        return _known.kinds[key]
    except KeyError:
        raise NotFound(f"Nothing is known about {key!r}.") from None


def knows(key: str) -> bool:
    return key in _known.kinds


def kinds() -> tuple[SubjectKind, ...]:
    return tuple(_known.kinds.values())


def touched_by(subjects: Iterable[Subject]) -> frozenset[Subject]:
    """The things themselves, and what they belong to, all the way up."""
    found: set[Subject] = set()
    waiting = list(subjects)
    while waiting:
        one = waiting.pop()
        if one not in found and knows(one[0]):
            found.add(one)
            waiting.extend(kind_of(one[0]).belongs_to(one[1]))
    return frozenset(found)


def effect_of(key: str) -> EffectKind:
    try:
        return _known.effects[key]
    except KeyError:
        raise NotFound(f"There is no effect called {key!r}.") from None


def effects() -> tuple[EffectKind, ...]:
    return tuple(_known.effects.values())


def panels_for(key: str, actor: Actor, subject_id: int) -> list[Panel]:
    """The panels of one thing, in the order of app.subjects; a source may have nothing to say."""
    found = (source(actor, subject_id) for source in _known.panels.get(key, ()))
    return [panel for panel in found if panel is not None]
