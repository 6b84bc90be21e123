"""What the roadmap report reads beside the lists of other areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.engine.fit.disposition import Disposition
from app.governance.models import Decision
from app.inventory.models import Standing
from app.kernel.db import db
from app.strategy.models import DispositionDecision, Initiative, InitiativeAsset


@dataclass(frozen=True, slots=True)
class DispositionCount:
    """How many assets a disposition is suggested for, and decided for."""

    disposition: Disposition
    suggested: int
    decided: int


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


def dispositions_in_force() -> Sequence[DispositionDecision]:
    """The latest decision on each asset, by code, with the asset, its target and the decision."""
    latest = select(func.max(DispositionDecision.id)).group_by(DispositionDecision.asset_id)
    found = (
        select(DispositionDecision)
        .where(DispositionDecision.id.in_(latest))
        .options(
            joinedload(DispositionDecision.asset),
            joinedload(DispositionDecision.target_asset),
            joinedload(DispositionDecision.decision),
        )
    )
    return sorted(db.session.scalars(found).unique(), key=lambda one: one.asset.code)


def suggestions(asset_ids: Iterable[int]) -> dict[int, Disposition]:
    found = select(Standing.id, Standing.suggested).where(Standing.id.in_(list(asset_ids)))
    return {one.id: one.suggested for one in db.session.execute(found) if one.suggested}


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
