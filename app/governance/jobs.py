"""Work of governance that nobody waits for."""

import logging
from datetime import datetime

from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.kernel.db import db, unit_of_work
from app.kernel.errors import DomainError

log = logging.getLogger(__name__)


def close_due(at: datetime) -> int:
    """Close every ballot past its deadline, each in its own transaction; says how many.

    Doing it twice, or from two places at once, gives the same result. One that cannot be counted
    is left for the next round and does not hold up the others.
    """
    closed = 0
    for ballot_id in queries.due(at):
        db.session.rollback()
        try:
            with unit_of_work(reason="The deadline passed"):
                services.close(queries.lock(ballot_id), at=at)
        except DomainError as refusal:
            log.warning("ballot %s stays open: %s", ballot_id, refusal)
        else:
            closed += 1
    return closed
