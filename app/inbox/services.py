"""Say what one wants to hear; write the digest of one person."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.services import LINK_SALT, issue_link
from app.inbox import queries
from app.inbox.facts import Rhythm
from app.inbox.models import Preference, Round
from app.kernel.db import db
from app.kernel.duties import FAR, Duty, duties_of
from app.kernel.words import moment_in_words
from app.mail.models import Message
from app.mail.services import Place, Recipient, queue_mail

MONDAY = 0
MOST_LISTED = 20


def prefer(person_id: int, *, rhythm: Rhythm, last_call: bool) -> Preference:
    preference = queries.preference_of(person_id) or Preference(person_id=person_id)
    preference.rhythm, preference.last_call = rhythm, last_call
    db.session.add(preference)
    return preference


def wants_digest(rhythm: Rhythm, day: date) -> bool:
    if rhythm is Rhythm.WEEKLY:
        return day.weekday() == MONDAY
    return rhythm is Rhythm.DAILY


def write_digest(person: Person, *, at: datetime) -> Message | None:
    """One message with everything this person owes, or none at all; once a day."""
    owed = duties_of(actor_of(person), at)
    if not owed:
        return None
    return queue_mail(
        recipient_of(person),
        "1 thing waits for you" if len(owed) == 1 else f"{len(owed)} things wait for you",
        [*_lines(person, owed, at), "How often you hear this:", Place("inbox.show_inbox")],
        at=at,
        cause=f"digest:{person.id}:{at.date()}",
    )


def end_round(day: date) -> None:
    db.session.add(Round(day=day))


def recipient_of(person: Person) -> Recipient:
    return Recipient(person.id, person.name, person.email)


def _lines(person: Person, owed: Sequence[Duty], at: datetime) -> Iterator[str | Place]:
    yield f"Hello {person.name},"
    yield ""
    for duty in owed[:MOST_LISTED]:
        yield from lines_of(person, duty, at)
        yield ""
    if len(owed) > MOST_LISTED:
        yield f"And {len(owed) - MOST_LISTED} more."
        yield ""


def lines_of(person: Person, duty: Duty, at: datetime) -> Iterator[str | Place]:
    """What is to be done, until when, where; and the way to do it at once, where there is one."""
    until = f", until {moment_in_words(duty.due_at)}" if duty.due_at else ""
    yield f"* {duty.sentence}{until}"
    yield Place(duty.endpoint, dict(duty.arguments))
    if tap := duty.one_tap:
        until_then = duty.due_at or FAR
        link = issue_link(person, act=tap.act, target=tap.target, at=at, until=until_then)
        yield "  At once, without signing in (for you alone, once):"
        yield Place(tap.endpoint, sealed={"token": {"salt": LINK_SALT, "value": link.id}})
