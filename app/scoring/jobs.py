"""Work of scoring that nobody waits for."""

from datetime import datetime

from app.kernel.db import db, unit_of_work
from app.scoring.services.following import follow_pack
from app.standards.queries.assessments import not_followed
from app.standards.queries.catalog import get_pack

AT_ONCE = 200


def follow_days(at: datetime) -> int:
    """Some facts move with the days: once a day each sheet follows its rules, so many a round."""
    db.session.rollback()
    waiting = not_followed(at.date(), AT_ONCE)
    for pack_id, asset_ids in waiting.items():
        with unit_of_work(reason="The day moved on"):
            follow_pack(get_pack(pack_id), asset_ids, on=at.date(), at=at)
    return sum(len(asset_ids) for asset_ids in waiting.values())
