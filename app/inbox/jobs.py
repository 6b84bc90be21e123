"""The digest of the day: one message for each person who owes something, silence for the others."""

import logging
from datetime import datetime

from flask import current_app

from app.accounts.queries import active_people, get_person
from app.inbox import queries, services
from app.inbox.facts import Rhythm
from app.kernel.db import db, unit_of_work
from app.kernel.errors import DomainError

log = logging.getLogger(__name__)


def write_digests(at: datetime) -> int:
    """Once a day, from the hour that is set; from two places at once it is still once."""
    if at.hour < current_app.config["ISOCENTER"].digest_hour or queries.is_done(at.date()):
        db.session.rollback()
        return 0
    written = round_of(at)
    try:
        with unit_of_work():
            services.end_round(at.date())
    except DomainError:
        log.info("another round of this day ended first")
    return written


def round_of(at: datetime) -> int:
    """A digest for everyone who wants one on this day and owes something, each on its own."""
    said = queries.rhythms()
    wanted = [
        person.id
        for person in active_people()
        if services.wants_digest(said.get(person.id, Rhythm.DAILY), at.date())
    ]
    return sum(_write(person_id, at) for person_id in wanted)


def _write(person_id: int, at: datetime) -> bool:
    db.session.rollback()
    try:
        with unit_of_work():
            return services.write_digest(get_person(person_id), at=at) is not None
    except DomainError as refusal:
        log.warning("no digest for person %s: %s", person_id, refusal)
        return False
