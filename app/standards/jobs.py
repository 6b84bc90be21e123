"""Work of standards that nobody waits for."""

from datetime import datetime, timedelta

from app.inbox.queries import without_daily_digest
from app.kernel.db import db, unit_of_work
from app.standards.queries import assignments, waivers
from app.standards.services import assignments as assigning
from app.standards.services import waivers as waiving

BEFORE = timedelta(days=3)


def keep_waivers_in_step(at: datetime) -> int:
    """Waivers begin and lapse on their days, and fit follows; says how many changed."""
    with unit_of_work(reason="A waiver began or ended"):
        moved = waivers.out_of_step(at.date())
        for waiver in moved:
            waiving.keep_in_step(waiver, at.date())
        return len(moved)


def remind_assignees(at: datetime) -> int:
    """A message three days before an assignment is due, and one more once it is late.

    Whoever has the digest of every morning reads it there: no duty comes in two mails.
    """
    db.session.rollback()
    due = assignments.to_remind(at.date(), BEFORE)
    apart = without_daily_digest({one.assignment.assignee_id for one in due})
    waiting = [one for one in due if one.assignment.assignee_id in apart]
    if not waiting:
        return 0
    with unit_of_work(reason="Due soon"):
        for one in waiting:
            assigning.remind(one, at=at)
    return len(waiting)
