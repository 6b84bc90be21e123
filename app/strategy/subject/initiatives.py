"""An initiative as a subject, and what approving it changes."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectKind,
    Payload,
    Subject,
    SubjectKind,
)
from app.kernel.words import label_of
from app.strategy import policy
from app.strategy.facts import InitiativeMove, InitiativeStatus
from app.strategy.models import Initiative, InitiativeAsset, InitiativeDepartment
from app.strategy.services.initiatives import approve_initiative, withdraw_approval


def _title(initiative_id: int) -> str:
    initiative = _initiative(initiative_id)
    return f"{initiative.code} {initiative.title}"


def _touched(initiative_id: int) -> Sequence[Subject]:
    """The assets and departments it changes."""
    assets = select(InitiativeAsset.asset_id).where(InitiativeAsset.initiative_id == initiative_id)
    departments = select(InitiativeDepartment.department_id).where(
        InitiativeDepartment.initiative_id == initiative_id
    )
    return (
        *(("inventory_asset", one) for one in db.session.scalars(assets)),
        *(("organization_department", one) for one in db.session.scalars(departments)),
    )


INITIATIVE = SubjectKind(
    "strategy_initiative",
    "initiative",
    "strategy.show_initiative",
    "initiative_id",
    _title,
    belongs_to=_touched,
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


def _rescinded(initiative_id: int | None, _payload: Payload, decision_id: int) -> str:
    initiative = _initiative(initiative_id)
    if _can_be_unapproved(initiative, decision_id):
        return f"{initiative.code} is proposed again, and not approved."
    status = label_of(initiative.status).lower()
    return f"{initiative.code} is {status} and stays so; hold or cancel it by hand."


def _undo(initiative_id: int | None, _payload: Payload, decision_id: int, _by: DecisionRef) -> None:
    initiative = _initiative(initiative_id)
    if _can_be_unapproved(initiative, decision_id):
        withdraw_approval(initiative)


def _can_be_unapproved(initiative: Initiative, decision_id: int) -> bool:
    is_approved = initiative.status is InitiativeStatus.APPROVED
    return is_approved and initiative.decision_id == decision_id


APPROVE_INITIATIVE = EffectKind(
    key="approve_initiative",
    label="Approve an initiative",
    subject_key=INITIATIVE.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=_rescinded,
    undo=_undo,
    belongs="roadmap",
)
