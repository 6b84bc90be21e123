"""Entries of a calendar as RFC 5545 writes them: to publish, and to invite or call off by mail."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vCalAddress, vText

MEDIA = "text/calendar"
PRODUCT = "-//Isocenter//Isocenter//EN"
ASK_AGAIN = timedelta(hours=1)
"""How often a program that follows a calendar should look for what is new."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


class Method(StrEnum):
    """What a calendar in a mail asks of whoever gets it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Role(StrEnum):
    """Whether somebody is needed, or welcome."""

    NEEDED = "REQ-PARTICIPANT"
    WELCOME = "OPT-PARTICIPANT"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a place in time; without an end it is a moment, such as a deadline.

    `uid` stays the same for good; `sequence` rises whenever its time or its place changes.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    is_canceled: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        times = {"starts_at": self.starts_at.isoformat()}
        times |= {"ends_at": self.ends_at.isoformat()} if self.ends_at else {}
        return asdict(self) | times

    @classmethod
    def of_plain(cls, kept: dict[str, Any]) -> "Entry":
        starts, ends = datetime.fromisoformat(kept["starts_at"]), kept["ends_at"]
        times = {"starts_at": starts, "ends_at": datetime.fromisoformat(ends) if ends else None}
        return cls(**kept | times)


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    address: str
    role: Role = Role.NEEDED


def uid_of(*what: object) -> str:
    """The same for the same words, here and in every other installation another."""
    return str(uuid5(NAMESPACE_URL, ":".join(str(one) for one in what)))


def published(entries: Iterable[Entry], *, name: str, at: datetime) -> bytes:
    """A calendar to take over or to follow."""
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(_one_line(name)))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, at))
    return bytes(calendar.to_ical())


def invitation(
    entry: Entry, method: Method, *, organizer: Party, attendee: Party, at: datetime
) -> str:
    """A calendar of one entry for one person, as the calendar part of a mail."""
    calendar, event = _calendar(), _event(entry, at)
    calendar.add("method", method.value)
    event.add("organizer", _address(organizer), encode=False)
    guest = _address(attendee)
    guest.params["ROLE"] = attendee.role.value
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    guest.params["RSVP"] = "FALSE"
    event.add("attendee", guest, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at)
    if entry.ends_at is not None:
        event.add("dtend", entry.ends_at)
    event.add("summary", _clean(entry.title))
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.ends_at is None else "OPAQUE")
    event.add("class", "PRIVATE")
    said = {"location": entry.place, "description": entry.text, "url": entry.url}
    for key, words in said.items():
        if words:
            event.add(key, _clean(words))
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    address.params["CN"] = _one_line(party.name)
    return address


def _one_line(words: str) -> str:
    return _clean(words).replace("\n", " ")


def _clean(words: str) -> str:
    """The standard has no place for control characters; lines end as Python ends them."""
    return _CONTROL.sub(" ", words.replace("\r\n", "\n"))
