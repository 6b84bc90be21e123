"""Keep the scores of departments, places and the program at the end of each month."""

from datetime import date, datetime, timedelta

from app.engine.scoring.score import thousandths
from app.kernel.db import db
from app.scoring.models import Period, Snapshot
from app.scoring.queries.basis import basis_of
from app.scoring.queries.snapshots import as_of, end_of, first_day, kept_periods
from app.scoring.services.facilities import KEY
from app.scoring.services.storing import MOVES
from app.standards.facts import Subject
from app.standards.models import Pack

ROLLED = (Subject.PROGRAM.key, Subject.DEPARTMENT.key, KEY)
"""An asset's score on any day is its last snapshot; these also age while nothing moves."""


def last_month_end(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def is_due(pack: Pack, ends_on: date) -> bool:
    """Once, and only where there was a score by then."""
    first = first_day(pack)
    if first is None or first > ends_on:
        return False
    return all(one.ends_on != ends_on for one in kept_periods(pack))


def keep_period(pack: Pack, ends_on: date, *, at: datetime, months: int) -> int:
    """As the scores were at that day's end, however late this runs; how many are kept."""
    period = Period(pack_id=pack.id, ends_on=ends_on, taken_at=at)
    db.session.add(period)
    db.session.flush()
    basis = basis_of(pack, on=ends_on, months=months)
    found = as_of(pack, ends_on, ROLLED)
    for (key, subject_id), then in found.items():
        is_program = key == Subject.PROGRAM.key
        db.session.add(
            Snapshot(
                pack_id=pack.id,
                subject_key=key,
                subject_id=subject_id,
                taken_at=end_of(ends_on) - timedelta(seconds=1),
                period_id=period.id,
                parts=then.parts,
                behind=then.completeness,
                fresh=thousandths(basis.fresh_share) if is_program else None,
                **{name: getattr(then, name) for name in MOVES},
            )
        )
    return len(found)
