"""Settling what becomes of an asset, under a decision."""

from dataclasses import dataclass
from datetime import date

from app.engine.fit.disposition import Disposition
from app.inventory.services.standing import set_standing
from app.kernel.db import db
from app.strategy.models import DispositionDecision


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of an asset: into which other one, and by which day, where that is known."""

    disposition: Disposition
    target_asset_id: int | None = None
    target_on: date | None = None


def decide_disposition(asset_id: int, settled: Settlement, *, decision_id: int) -> None:
    """Only a decision's effect does this; the inventory then shows it beside the suggestion."""
    db.session.add(
        DispositionDecision(
            asset_id=asset_id,
            disposition=settled.disposition,
            target_asset_id=settled.target_asset_id,
            target_on=settled.target_on,
            decision_id=decision_id,
        )
    )
    set_standing(asset_id, decided=settled.disposition)
    db.session.flush()
