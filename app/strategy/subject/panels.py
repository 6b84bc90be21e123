"""What strategy adds to the record page of an asset."""

from app.inventory.models import Standing
from app.kernel.db import db
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel
from app.strategy.queries import dispositions, initiatives


def for_asset(actor: Actor, asset_id: int) -> Panel | None:
    """Its disposition, suggested and decided, and the initiatives that change it."""
    if not actor.may(Permission.STRATEGY_READ):
        return None
    standing = db.session.get(Standing, asset_id)
    decided, planned = dispositions.settled_and_planned(asset_id)
    return Panel(
        "Disposition and initiatives",
        "strategy/dispositions/_panel.html",
        {
            "asset_id": asset_id,
            "suggested": standing.suggested if standing else None,
            "decided": decided,
            "initiatives": planned,
            "may_propose": actor.may(Permission.GOVERNANCE_PROPOSE),
        },
    )


def for_decision(actor: Actor, decision_id: int) -> Panel | None:
    """The initiatives it approved and the dispositions it settled."""
    approved = initiatives.under(decision_id)
    settled = dispositions.under(decision_id)
    if not (approved or settled) or not actor.may(Permission.STRATEGY_READ):
        return None
    return Panel(
        "What it changed in the roadmap",
        "strategy/dispositions/_decided.html",
        {"initiatives": approved, "dispositions": settled},
    )
