"""Calling the quarters of the fit map otherwise: with a reason, and nothing overwritten."""

from collections.abc import Sequence
from datetime import datetime

from app.engine.fit.axes import QUARTERS, Quarters
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor
from app.strategy.models import QuarterSetting
from app.strategy.queries import fit_map as queries


def quarters_of(history: Sequence[QuarterSetting]) -> Quarters:
    """What counts now: the latest, or as shipped."""
    return history[0].quarters if history else QUARTERS


def call_quarters(quarters: Quarters, *, reason: str, actor: Actor, at: datetime) -> QuarterSetting:
    if not reason.strip():
        raise RuleBroken("Say why: the same asset may come to stand under another word.")
    if dict(quarters) == dict(quarters_of(queries.settings())):
        raise RuleBroken("Nothing is different from what holds now.")
    setting = QuarterSetting(
        high_high=quarters[True, True],
        low_high=quarters[False, True],
        high_low=quarters[True, False],
        low_low=quarters[False, False],
        reason=reason.strip(),
        set_by_id=actor.person_id,
        set_at=at,
    )
    db.session.add(setting)
    db.session.flush()
    return setting
