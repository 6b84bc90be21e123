"""Work of governance that nobody waits for."""

import logging
from datetime import datetime

from app.governance.queries import ballots as queries
from app.governance.queries import charters
from app.governance.services import ballots as services
from app.governance.services import charters as chartering
from app.governance.services import reminders
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
                services.close(queries.get(ballot_id), at=at)
        except DomainError as refusal:
            log.warning("ballot %s stays open: %s", ballot_id, refusal)
        else:
            closed += 1
    return closed


def call_last(at: datetime) -> int:
    """A day before a ballot ends, write once to those who have not voted; says to how many."""
    written = 0
    for ballot_id in queries.nearly_over(at, reminders.LAST_CALL, reminders.LONG_ENOUGH):
        db.session.rollback()
        try:
            with unit_of_work(reason="A day before the deadline"):
                written += reminders.last_call(queries.lock(ballot_id), at=at).people
        except DomainError as refusal:
            log.warning("no last call for ballot %s: %s", ballot_id, refusal)
    return written


def begin_charters(at: datetime) -> int:
    """Put approved charters in force on the day their decision named; says how many."""
    due = charters.beginning_by(at.date())
    for charter_id in due:
        db.session.rollback()
        with unit_of_work(reason="The day of the decision has come"):
            chartering.put_in_force(charters.get(charter_id))
    return len(due)
