"""What pages of governance show of the things proposals are about and of what they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.governance.models import Ballot, Effect, Proposal
from app.governance.services.outlook import MORE, OBSTACLE
from app.kernel.errors import DomainError
from app.kernel.outlook import Topic
from app.kernel.subjects import Difference, effect_of, kind_of


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of any area: what it is, what it is called, where its page is."""

    noun: str
    title: str
    url: str


def subject_of(proposal: Proposal) -> Named | None:
    if proposal.subject_key is None or proposal.subject_id is None:
        return None
    return named(proposal.subject_key, proposal.subject_id)


def named(subject_key: str, subject_id: int) -> Named:
    kind = kind_of(subject_key)
    values: dict[str, Any] = {kind.argument: subject_id}
    url = url_for(kind.endpoint, **values)
    return Named(kind.noun, kind.title(subject_id), url)


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """One effect in words; `obstacle` is why it could not be applied as things stand."""

    effect: Effect
    label: str
    sentence: str
    differences: Sequence[Difference]
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What passing and failing mean, topic by topic; or why nothing could be applied."""

    obstacle: str | None
    topics: Sequence[tuple[str, Sequence[Mapping[str, str]], str]]
    """Heading, lines, and how many more lines differ, if any."""


def consequences(rows: Sequence[Mapping[str, str]] | None) -> Consequences | None:
    """None where nothing was worked out."""
    if rows is None:
        return None
    obstacle = next((row["label"] for row in rows if row["topic"] == OBSTACLE), None)
    topics = []
    for topic in Topic:
        lines = [row for row in rows if row["topic"] == topic]
        more = next((row["passes"] for row in lines if row["key"].startswith(MORE)), "")
        told = [row for row in lines if not row["key"].startswith(MORE)]
        if told:
            topics.append((topic.label, told, more))
    return Consequences(obstacle, topics)


def effects_now(proposal: Proposal) -> list[ShownEffect]:
    """What each effect would change if it were applied today."""
    return [_as_of_today(effect) for effect in proposal.effects]


def _as_of_today(effect: Effect) -> ShownEffect:
    kind, about, payload = effect_of(effect.kind), effect.subject_id, effect.payload
    try:
        kind.check(about, payload)
        differences = kind.preview(about, payload)
        return ShownEffect(effect, kind.label, kind.sentence(about, payload), differences)
    except DomainError as refusal:
        return ShownEffect(effect, kind.label, kind.label, (), str(refusal))


def effects_on(ballot: Ballot) -> list[ShownEffect]:
    """What each effect was to change when the ballot opened: what its voters saw."""
    return [
        ShownEffect(
            frozen.effect,
            effect_of(frozen.effect.kind).label,
            frozen.sentence,
            [Difference(**one) for one in frozen.differences],
            frozen.effect.held_because,
        )
        for frozen in ballot.effects
    ]
