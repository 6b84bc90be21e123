"""What the roadmap report reads beside the lists of other areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.engine.fit.disposition import Disposition
from app.governance.models import Decision
from app.inventory.models import Asset, Standing
from app.kernel.db import db
from app.strategy.models import DispositionDecision, Initiative, InitiativeAsset


@dataclass(frozen=True, slots=True)
class DispositionCount:
    """How many assets a disposition is suggested for, and decided for."""

    disposition: Disposition
    suggested: int
    decided: int


@dataclass(frozen=True, slots=True)
class DecidedAsset:
    """What was decided to become of an asset, into what, by when and under which decision."""

    asset_id: int
    code: str
    name: str
    retired_on: date | None
    suggested: Disposition | None
    decided: Disposition
    target_code: str | None
    target_name: str | None
    target_on: date | None
    number: str
    effective_on: date


def decision_numbers(decision_ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {one for one in decision_ids if one is not None}
    found = select(Decision.id, Decision.number).where(Decision.id.in_(wanted))
    return {one.id: one.number for one in db.session.execute(found)}


def disposition_counts() -> list[DispositionCount]:
    """One row for each disposition that is suggested or decided for anything."""
    suggested, decided = _counted("suggested"), _counted("decided")
    return [
        DispositionCount(one, suggested.get(one, 0), decided.get(one, 0))
        for one in Disposition
        if one in suggested or one in decided
    ]


def decided_assets() -> list[DecidedAsset]:
    """What the latest decision on each asset says, by code."""
    latest = select(func.max(DispositionDecision.id)).group_by(DispositionDecision.asset_id)
    target = aliased(Asset, flat=True)
    found = db.session.execute(
        select(
            Asset.id,
            Asset.code,
            Asset.name,
            Asset.retired_on,
            Standing.suggested,
            DispositionDecision.disposition,
            target.code,
            target.name,
            DispositionDecision.target_on,
            Decision.number,
            Decision.effective_on,
        )
        .select_from(DispositionDecision)
        .join(Asset, Asset.id == DispositionDecision.asset_id)
        .join(Decision, Decision.id == DispositionDecision.decision_id)
        .outerjoin(Standing, Standing.id == Asset.id)
        .outerjoin(target, target.id == DispositionDecision.target_asset_id)
        .where(DispositionDecision.id.in_(latest))
        .order_by(Asset.code)
    )
    return [DecidedAsset(*row) for row in found]


def initiatives_touching(asset_ids: Iterable[int]) -> dict[int, list[str]]:
    """The codes of the initiatives that change each asset."""
    found = (
        select(InitiativeAsset.asset_id, Initiative.code)
        .join(Initiative, Initiative.id == InitiativeAsset.initiative_id)
        .where(InitiativeAsset.asset_id.in_(list(asset_ids)))
        .order_by(Initiative.code)
    )
    codes: dict[int, list[str]] = {}
    for one in db.session.execute(found):
        codes.setdefault(one.asset_id, []).append(one.code)
    return codes


def _counted(column: str) -> dict[Disposition, int]:
    which = getattr(Standing, column)
    found = select(which, func.count()).where(which.is_not(None)).group_by(which)
    return {row[0]: row[1] for row in db.session.execute(found)}
