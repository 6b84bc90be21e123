"""Dates of the roadmap: computed anew whenever something they depend on has changed."""

from app.engine.scheduling.plan import plan
from app.engine.scheduling.work import Circular
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.strategy.queries.initiatives import for_schedule
from app.strategy.translate import to_work


def reschedule() -> int:
    """Write the earliest dates of all initiatives; how many of them moved. Refuses a circle."""
    db.session.flush()
    initiatives = for_schedule()
    try:
        dates = plan(to_work(initiatives))
    except Circular as circle:
        raise RuleBroken(
            f"These initiatives would wait for each other: {circle}. Take one of the links away."
        ) from None
    moved = 0
    for one in initiatives:
        early = dates[one.code].early if one.code in dates else None
        new = (early.first, early.last) if early else (None, None)
        if (one.starts_on, one.ends_on) != new:
            one.starts_on, one.ends_on = new
            moved += 1
    db.session.flush()
    return moved
