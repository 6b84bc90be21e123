"""Calendars: one meeting to take over, and the private address that a calendar program follows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import actor_of, person_with_feed
from app.governance.queries import calendars as queries
from app.governance.queries import meetings
from app.governance.translate.calendars import closing_of, entry_of
from app.kernel import clock
from app.kernel.calendars import MEDIA, Entry, published
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.web.access import allow, public

BACK = timedelta(days=90)
"""Meetings of so long ago are still shown."""


@allow(Permission.GOVERNANCE_READ)
def download(meeting_id: int) -> ResponseReturnValue:
    meeting = meetings.get(meeting_id)
    if meeting.called_at is None:
        raise NotFound("A meeting stands in calendars once it is called.")
    entry = _linked(entry_of(meeting), "show_meeting", meeting_id=meeting_id)
    answer = _calendar([entry], entry.title)
    name = f"{meeting.body.code.lower()}-meeting-{meeting.number}.ics"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@public
def follow(secret: str) -> ResponseReturnValue:
    """No session and no cookie: the address is all there is, and it stands for one person."""
    person = person_with_feed(secret)
    if person is None:
        raise NotFound("There is no such calendar. Its address was renewed or taken back.")
    return _calendar(_entries(actor_of(person), clock.now()), f"Isocenter: {person.name}")


def _entries(actor: Actor, at: datetime) -> Iterator[Entry]:
    for meeting in queries.meetings_of(actor, after=at - BACK, on=at.date()):
        yield _linked(entry_of(meeting), "show_meeting", meeting_id=meeting.id)
    for ballot in queries.ballots_of(actor, at):
        yield _linked(closing_of(ballot), "show_ballot", ballot_id=ballot.id)


def _linked(entry: Entry, endpoint: str, **arguments: Any) -> Entry:
    return replace(entry, url=url_for(f".{endpoint}", **arguments, _external=True))


def _calendar(entries: Iterable[Entry], name: str) -> Response:
    content = published(entries, name=name, at=clock.now())
    return Response(content, content_type=f"{MEDIA}; charset=utf-8")


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/meetings/<int:meeting_id>/calendar.ics", "download_meeting", download)
    bp.add_url_rule("/calendars/<secret>.ics", "follow_calendar", follow)
