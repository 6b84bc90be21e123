"""An initiative as a subject, and what approving it changes."""

from collections.abc import Sequence

from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.subjects import DecisionRef, Difference, EffectKind, Payload, SubjectKind
from app.kernel.words import label_of
from app.strategy import policy
from app.strategy.facts import InitiativeMove, InitiativeStatus
from app.strategy.models import Initiative
from app.strategy.services.initiatives import approve_initiative


def _title(initiative_id: int) -> str:
    initiative = _initiative(initiative_id)
    return f"{initiative.code} {initiative.title}"


INITIATIVE = SubjectKind(
    "strategy_initiative", "initiative", "strategy.show_initiative", "initiative_id", _title
)


def _initiative(initiative_id: int | None) -> Initiative:
    found = db.session.get(Initiative, initiative_id) if initiative_id else None
    if found is None:
        raise NotFound("There is no such initiative.")
    return found


def _sentence(initiative_id: int | None, _payload: Payload) -> str:
    initiative = _initiative(initiative_id)
    return f"Approve initiative {initiative.code}, {initiative.title}."


def _check(initiative_id: int | None, _payload: Payload) -> None:
    initiative = _initiative(initiative_id)
    if not policy.INITIATIVE.allows(initiative.status, InitiativeMove.APPROVE):
        status = label_of(initiative.status).lower()
        raise RuleBroken(f"{initiative.code} is {status}; only a proposed one can be approved.")


def _preview(initiative_id: int | None, _payload: Payload) -> Sequence[Difference]:
    initiative = _initiative(initiative_id)
    start, end = initiative.starts_on, initiative.ends_on
    return (
        Difference("Status", label_of(initiative.status), label_of(InitiativeStatus.APPROVED)),
        Difference("Start", "planned, not approved", start.isoformat() if start else "not known"),
        Difference("End", "planned, not approved", end.isoformat() if end else "not known"),
    )


def _apply(initiative_id: int | None, _payload: Payload, decision: DecisionRef) -> None:
    approve_initiative(_initiative(initiative_id), decision_id=decision.id)


APPROVE_INITIATIVE = EffectKind(
    key="approve_initiative",
    label="Approve an initiative",
    subject_key=INITIATIVE.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
)
