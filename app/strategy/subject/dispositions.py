"""What deciding the disposition of an asset changes."""

from collections.abc import Sequence
from datetime import date

from app.engine.fit.disposition import Disposition
from app.inventory.models import Asset
from app.inventory.services.standing import set_standing
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectField,
    EffectKind,
    FieldKind,
    Payload,
)
from app.kernel.words import label_of
from app.strategy.models import DispositionDecision
from app.strategy.queries import dispositions as queries
from app.strategy.queries.initiatives import assets_by_code
from app.strategy.services.dispositions import Settlement, decide_disposition

NOT_DECIDED = "not decided"
NONE = "none"


def _choices() -> Sequence[tuple[str, str]]:
    return [(one.value, label_of(one)) for one in Disposition if one is not Disposition.UNDECIDED]


FIELDS = (
    EffectField("disposition", "Disposition", FieldKind.CHOICE, choices=_choices),
    EffectField(
        "target_asset",
        "Moves to",
        FieldKind.TEXT,
        required=False,
        help="The code of the asset that takes over, such as APP-0003.",
    ),
    EffectField("target_on", "Done by", FieldKind.DATE, required=False),
)


def _asset(asset_id: int | None) -> Asset:
    found = db.session.get(Asset, asset_id) if asset_id else None
    if found is None:
        raise NotFound("There is no such asset.")
    return found


def _settlement(asset: Asset, payload: Payload) -> Settlement:
    try:
        disposition = Disposition(payload.get("disposition", ""))
        target_on = date.fromisoformat(day) if (day := payload.get("target_on")) else None
    except ValueError:
        raise RuleBroken("Choose a disposition, and write the day as 2026-11-24.") from None
    if disposition is Disposition.UNDECIDED:
        raise RuleBroken("Undecided is no decision. Choose what becomes of the asset.")
    target = (payload.get("target_asset") or "").strip().upper()
    target_id = assets_by_code([target]).get(target) if target else None
    if target and target_id is None:
        raise RuleBroken(f"There is no asset {target}. Write its code as the inventory shows it.")
    if target_id == asset.id:
        raise RuleBroken(f"{asset.code} cannot move to itself. Name the asset that takes over.")
    if disposition is Disposition.CONSOLIDATE and target_id is None:
        raise RuleBroken("Name the asset it is consolidated into.")
    return Settlement(disposition, target_id, target_on)


def _sentence(asset_id: int | None, payload: Payload) -> str:
    asset = _asset(asset_id)
    settled = _settlement(asset, payload)
    target = f", into {_name(settled.target_asset_id)}" if settled.target_asset_id else ""
    by = f", by {settled.target_on}" if settled.target_on else ""
    what = label_of(settled.disposition).lower()
    return f"{asset.code} {asset.name}: {what}{target}{by}."


def _check(asset_id: int | None, payload: Payload) -> None:
    _settlement(_asset(asset_id), payload)


def _preview(asset_id: int | None, payload: Payload) -> Sequence[Difference]:
    asset = _asset(asset_id)
    now, then = queries.decided_for(asset.id), _settlement(asset, payload)
    return (
        Difference(
            "Disposition",
            label_of(now.disposition) if now else NOT_DECIDED,
            label_of(then.disposition),
        ),
        Difference(
            "Moves to",
            _name(now.target_asset_id) if now else NOT_DECIDED,
            _name(then.target_asset_id),
        ),
        Difference("Done by", _day(now), then.target_on.isoformat() if then.target_on else NONE),
    )


def _apply(asset_id: int | None, payload: Payload, decision: DecisionRef) -> None:
    asset = _asset(asset_id)
    decide_disposition(asset.id, _settlement(asset, payload), decision_id=decision.id)


def _rescinded(asset_id: int | None, _payload: Payload, decision_id: int) -> str:
    asset = _asset(asset_id)
    if _is_latest(asset.id, decision_id):
        return f"Nothing is decided for {asset.code} any more."
    return f"A later decision about {asset.code} stands."


def _undo(asset_id: int | None, _payload: Payload, decision_id: int, _by: DecisionRef) -> None:
    asset = _asset(asset_id)
    if _is_latest(asset.id, decision_id):
        set_standing(asset.id, decided=None)


def _is_latest(asset_id: int, decision_id: int) -> bool:
    latest = queries.decided_for(asset_id)
    return latest is not None and latest.decision_id == decision_id


def _name(asset_id: int | None) -> str:
    if asset_id is None:
        return NONE
    asset = _asset(asset_id)
    return f"{asset.code} {asset.name}"


def _day(decided: DispositionDecision | None) -> str:
    if decided is None:
        return NOT_DECIDED
    return decided.target_on.isoformat() if decided.target_on else NONE


DECIDE_DISPOSITION = EffectKind(
    key="decide_disposition",
    label="Decide what becomes of an asset",
    subject_key="inventory_asset",
    fields=FIELDS,
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=_rescinded,
    undo=_undo,
    belongs="disposition",
)
