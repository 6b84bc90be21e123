"""Work of scoring that nobody waits for."""

from datetime import datetime

from app.kernel.db import db, unit_of_work
from app.scoring.queries.touched import packs_scored
from app.scoring.services.following import follow_pack
from app.scoring.services.periods import is_due, keep_period, last_month_end
from app.standards.queries.assessments import not_followed
from app.standards.queries.catalog import get_pack

AT_ONCE = 200
FRESH_MONTHS = 24


def follow_days(at: datetime) -> int:
    """Some facts move with the days: once a day each sheet follows its rules, so many a round."""
    db.session.rollback()
    waiting = not_followed(at.date(), AT_ONCE)
    for pack_id, asset_ids in waiting.items():
        with unit_of_work(reason="The day moved on"):
            follow_pack(get_pack(pack_id), asset_ids, on=at.date(), at=at)
    return sum(len(asset_ids) for asset_ids in waiting.values())


def keep_period_ends(at: datetime) -> int:
    """Scores of the month that has ended, once for each pack; says how many were kept."""
    db.session.rollback()
    ends_on, kept = last_month_end(at.date()), 0
    for pack_id in packs_scored():
        if is_due(get_pack(pack_id), ends_on):
            with unit_of_work(reason="The month has ended"):
                kept += keep_period(get_pack(pack_id), ends_on, at=at, months=FRESH_MONTHS)
    return kept
