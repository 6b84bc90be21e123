"""Write a message, claim it to send it, and note what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from app.kernel.calendars import Entry, Method, Role
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.mail import cleaned
from app.mail import queries
from app.mail.models import Message

LEASE = timedelta(minutes=5)
"""A message being sent is left alone for so long; whoever dies meanwhile leaves it to the next."""
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 12


@dataclass(frozen=True, slots=True)
class Recipient:
    person_id: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A line that becomes an address of this site when the message is sent, and not before.

    `sealed` are arguments that are signed then: the signature stands in no table.
    """

    endpoint: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    sealed: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By name of the argument: `salt` and `value`."""


def queue_mail(
    to: Recipient,
    subject: str,
    lines: Sequence[str | Place],
    *,
    at: datetime,
    cause: str | None = None,
) -> Message:
    """Real when the transaction is, and sent after it; the same cause is written once."""
    if cause is not None and (before := queries.of_cause(cause)) is not None:
        return before
    message = Message(
        message_id=uuid4().hex,
        cause=cause,
        person_id=to.person_id,
        name=cleaned(to.name)[:120],
        address=to.address,
        subject=cleaned(subject)[:200],
        lines=[line if isinstance(line, str) else asdict(line) for line in lines],
        queued_at=at,
        next_try_at=at,
        tries=0,
    )
    db.session.add(message)
    db.session.flush()
    return message


@dataclass(frozen=True, slots=True)
class Invitation:
    """An entry for a calendar; its address is written when the message is sent, as lines are."""

    entry: Entry
    method: Method
    role: Role
    place: Place


def enclose(message: Message, said: Invitation) -> Message:
    """Beside its words, the message has a part that calendar programs read."""
    message.calendar = {
        "entry": said.entry.plain(),
        "method": said.method.value,
        "role": said.role.value,
        "place": asdict(said.place),
    }
    return message


def claim(message_id: int, *, at: datetime) -> Message | None:
    """The message for me to send, unless another has it or has sent it."""
    message = queries.lock(message_id)
    if not message.is_waiting or message.next_try_at > at:
        return None
    message.next_try_at, message.tries = at + LEASE, message.tries + 1
    return message


def note_sent(message_id: int, *, at: datetime) -> None:
    message = queries.lock(message_id)
    message.sent_at, message.given_up_at, message.fault = at, None, None
    message.lines, message.calendar = [], None


def note_fault(message_id: int, fault: str, *, at: datetime, for_good: bool = False) -> None:
    """Wait twice as long after each try; give up after many, or when it can never go."""
    message = queries.lock(message_id)
    if not message.is_waiting:
        return
    message.fault = cleaned(fault)[:300]
    if for_good or message.tries >= MOST_TRIES:
        message.given_up_at = at
        return
    message.next_try_at = at + min(timedelta(minutes=2 ** (message.tries - 1)), LONGEST_PAUSE)


def try_again(message_id: int, *, at: datetime) -> None:
    message = queries.lock(message_id)
    if message.sent_at is not None:
        raise RuleBroken("This message is sent already.")
    message.given_up_at, message.tries, message.next_try_at = None, 0, at
