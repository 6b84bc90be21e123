"""A decision as a thing one may decide on, and what governance adds to the pages of others."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import select

from app.governance.facts import RESCIND
from app.governance.models import Decision, DecisionStatus, Effect
from app.governance.queries import decisions
from app.governance.services.decisions import rescind, supersede
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.outlook import Reading, Topic, Touched, Unit
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectKind,
    Panel,
    Payload,
    SubjectKind,
    effect_of,
    effects,
)
from app.kernel.words import label_of, spelled


def _decision(decision_id: int | None) -> Decision:
    found = db.session.get(Decision, decision_id) if decision_id else None
    if found is None:
        raise NotFound("There is no such decision.")
    return found


def _title(decision_id: int) -> str:
    decision = _decision(decision_id)
    return f"{decision.number} {decision.title}"


DECISION = SubjectKind(
    key="governance_decision",
    noun="decision",
    endpoint="governance.show_decision",
    argument="decision_id",
    title=_title,
)


def _sentence(decision_id: int | None, _payload: Payload) -> str:
    decision = _decision(decision_id)
    return f"Take the place of {decision.number}, {decision.title}."


def _check(decision_id: int | None, _payload: Payload) -> None:
    decision = _decision(decision_id)
    if decision.status is not DecisionStatus.STANDING:
        raise RuleBroken(f"{decision.number} was {decision.status} already.")


def _preview(decision_id: int | None, _payload: Payload) -> Sequence[Difference]:
    decision = _decision(decision_id)
    return (Difference(decision.number, decision.status.value, DecisionStatus.SUPERSEDED.value),)


def _apply(decision_id: int | None, _payload: Payload, reference: DecisionRef) -> None:
    supersede(decisions.lock(_decision(decision_id).id), by=_decision(reference.id))


def _no_revival(_decision_id: int | None, _payload: Payload, _by: int) -> str:
    return "What it ended does not revive; have it decided anew."


SUPERSEDE_DECISION = EffectKind(
    key="supersede_decision",
    label="Take the place of an earlier decision",
    subject_key=DECISION.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=_no_revival,
)


def _rescind_sentence(decision_id: int | None, _payload: Payload) -> str:
    decision = _decision(decision_id)
    return f"Take back {decision.number}, {decision.title}."


def _rescind_preview(decision_id: int | None, _payload: Payload) -> Sequence[Difference]:
    """What is taken back of its effects, and what stays."""
    decision = decisions.get(_decision(decision_id).id)
    status = (decision.status.value, DecisionStatus.RESCINDED.value)
    return (
        Difference(decision.number, *map(spelled, status)),
        *(
            Difference(frozen.sentence, "Applied", _after_rescinding(frozen.effect, decision.id))
            for frozen in decision.ballot.effects
            if frozen.effect.applied_at is not None
        ),
    )


def _after_rescinding(effect: Effect, decision_id: int) -> str:
    return effect_of(effect.kind).rescinded(effect.subject_id, effect.payload, decision_id)


def _rescind(decision_id: int | None, _payload: Payload, reference: DecisionRef) -> None:
    old = decisions.lock(_decision(decision_id).id)
    rescind(old, by=_decision(reference.id), reference=reference)


RESCIND_DECISION = EffectKind(
    key=RESCIND,
    label="Rescind a decision",
    subject_key=DECISION.key,
    fields=(),
    sentence=_rescind_sentence,
    check=_check,
    preview=_rescind_preview,
    apply=_rescind,
    rescinded=_no_revival,
)


def register_gauge(_day: date, touched: Touched) -> Iterator[Reading]:
    """How the decisions stand that a decision names."""
    for key, number in sorted(touched):
        if key == DECISION.key:
            status = db.session.scalar(select(Decision.status).where(Decision.id == number))
            if status is not None:
                said = (f"decision:{number}", Topic.REGISTER, _title(number), Unit.WORD)
                yield Reading(*said, label_of(status), (key, number))


def about(subject_key: str) -> Callable[[Actor, int], Panel | None]:
    """A panel with the proposals and decisions about one thing, and the way to a new one."""

    def panel(actor: Actor, subject_id: int) -> Panel | None:
        if not actor.may(Permission.GOVERNANCE_READ):
            return None
        kinds = [kind for kind in effects() if kind.subject_key == subject_key]
        proposed, decided = decisions.about(subject_key, subject_id, actor)
        return Panel(
            "Proposals and decisions",
            "governance/about/_panel.html",
            {
                "proposals": proposed,
                "decisions": decided,
                "effects": kinds,
                "may_propose": actor.may(Permission.GOVERNANCE_PROPOSE),
                "subject_key": subject_key,
                "subject_id": subject_id,
            },
        )

    return panel
