"""Ask people to a meeting by mail, tell them when it moves, and call it off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from app.accounts.models import Person
from app.accounts.queries import people_with
from app.governance.models import Invited, Meeting
from app.governance.queries import calendars as queries
from app.governance.translate.calendars import entry_of
from app.inbox.services import recipient_of
from app.kernel.calendars import Method, Role
from app.kernel.db import db
from app.kernel.words import moment_in_words
from app.mail.services import Invitation, Place, enclose, queue_mail


class Why(StrEnum):
    """What a mail says of the meeting, in the words of its subject."""

    ASKED = "Invitation"
    CHANGED = "Changed"
    OFF = "Canceled"
    NOT_THEIRS = "No longer for you"

    @property
    def method(self) -> Method:
        return Method.REQUEST if self in {Why.ASKED, Why.CHANGED} else Method.CANCEL


def invite(meeting: Meeting, *, at: datetime) -> int:
    """To everyone who sits on the body that day; says to how many.

    Whoever was asked earlier and sits there no more is told that it is off for them.
    """
    before, asked = queries.invited_to(meeting.id), queries.guests_of(meeting)
    people = people_with(asked.keys())
    for person in people:
        why = Why.CHANGED if person.id in before else Why.ASKED
        row = before.get(person.id) or Invited(meeting_id=meeting.id, person_id=person.id)
        row.sequence = meeting.sequence
        db.session.add(row)
        _write(meeting, person, why, at, asked[person.id])
    gone = {who: row for who, row in before.items() if who not in asked}
    for person in people_with(gone):
        _write(meeting, person, Why.NOT_THEIRS, at)
    for row in gone.values():
        db.session.delete(row)
    return len(people)


def call_off(meeting: Meeting, *, at: datetime) -> int:
    """To everyone who was asked to it."""
    people = people_with(queries.invited_to(meeting.id))
    for person in people:
        _write(meeting, person, Why.OFF, at)
    return len(people)


def _write(
    meeting: Meeting, person: Person, why: Why, at: datetime, role: Role = Role.WELCOME
) -> None:
    place = Place("governance.show_meeting", {"meeting_id": meeting.id})
    method = why.method
    entry = replace(entry_of(meeting), is_canceled=method is Method.CANCEL)
    message = queue_mail(
        recipient_of(person),
        f"{why}: {entry.title}, {moment_in_words(meeting.starts_at)}",
        [*_lines(meeting, person, why), "Agenda and papers:", place],
        at=at,
        cause=f"meeting:{meeting.id}:{meeting.sequence}:{method.lower()}:{person.id}",
    )
    enclose(message, Invitation(entry, method, role, place))


def _lines(meeting: Meeting, person: Person, why: Why) -> Iterator[str]:
    yield f"Hello {person.name},"
    yield ""
    yield f"{why}: {meeting.body.name}, meeting {meeting.number}."
    yield f"From {moment_in_words(meeting.starts_at)} to {meeting.ends_at:%H:%M} UTC."
    if meeting.place:
        yield f"Where: {meeting.place}"
    if meeting.link:
        yield f"Join remotely: {meeting.link}"
    if meeting.purpose:
        yield f"Called for: {meeting.purpose}"
    if meeting.canceled_why:
        yield f"Why: {meeting.canceled_why}"
    yield ""
