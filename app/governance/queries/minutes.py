"""Minutes with their statements, and who has read them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.governance.models import Meeting, Minutes, MinutesReading, Motion
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


def reading_of(minutes_id: int, person_id: int) -> MinutesReading | None:
    return db.session.scalar(
        select(MinutesReading).where(
            MinutesReading.minutes_id == minutes_id, MinutesReading.person_id == person_id
        )
    )


def readers_of(minutes: Minutes) -> dict[int, str]:
    """By person, who has read them as they are now."""
    if minutes.ready_at is None:
        return {}
    read = (
        select(MinutesReading.person_id, Person.name)
        .join(Person, MinutesReading.person_id == Person.id)
        .where(MinutesReading.minutes_id == minutes.id, MinutesReading.read_at >= minutes.ready_at)
        .order_by(MinutesReading.read_at, MinutesReading.id)
    )
    return {one.person_id: one.name for one in db.session.execute(read)}


def _whole(wanted: Select[Minutes]) -> Select[Minutes]:
    return wanted.options(
        joinedload(Minutes.meeting).joinedload(Meeting.body),
        joinedload(Minutes.approved_by).joinedload(Motion.meeting),
        selectinload(Minutes.statements),
    )
