"""What people want to hear, and whether a day's digests are done."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.inbox.facts import Rhythm
from app.inbox.models import Preference, Round
from app.kernel.db import db


def preference_of(person_id: int) -> Preference | None:
    return db.session.scalar(select(Preference).where(Preference.person_id == person_id))


def rhythms() -> dict[int, Rhythm]:
    """By person, of those who said so."""
    said = db.session.execute(select(Preference.person_id, Preference.rhythm))
    return {one.person_id: one.rhythm for one in said}


def without_daily_digest(people: Collection[int], *, last_call: bool = False) -> set[int]:
    """Those of these who said that they do not want to hear every day.

    With `last_call` only those of them who want to be reminded shortly before a vote ends.
    """
    said = select(Preference.person_id).where(
        Preference.person_id.in_(people), Preference.rhythm != Rhythm.DAILY
    )
    return set(db.session.scalars(said.where(Preference.last_call) if last_call else said))


def is_done(day: date) -> bool:
    return db.session.scalar(select(Round.id).where(Round.day == day)) is not None
