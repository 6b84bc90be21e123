"""Minutes with their statements."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.governance.models import Meeting, Minutes, Motion
from app.kernel.db import db
from app.kernel.errors import NotFound


def of_meeting(meeting_id: int) -> Minutes | None:
    return db.session.scalar(_whole(select(Minutes).where(Minutes.meeting_id == meeting_id)))


def get(minutes_id: int) -> Minutes:
    found = db.session.scalar(_whole(select(Minutes).where(Minutes.id == minutes_id)))
    if found is None:
        raise NotFound("There are no such minutes.")
    return found


def lock(minutes_id: int) -> Minutes:
    """Their row locked first, everything else read after."""
    db.session.execute(select(Minutes.id).where(Minutes.id == minutes_id).with_for_update())
    fresh = select(Minutes).where(Minutes.id == minutes_id)
    wanted = _whole(fresh).execution_options(populate_existing=True)
    return db.session.scalars(wanted).one()


def _whole(wanted: Select[Minutes]) -> Select[Minutes]:
    return wanted.options(
        joinedload(Minutes.meeting).joinedload(Meeting.body),
        joinedload(Minutes.approved_by).joinedload(Motion.meeting),
        selectinload(Minutes.statements),
    )
