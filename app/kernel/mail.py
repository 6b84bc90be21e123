"""A message handed to the mail server, and nowhere else."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from enum import StrEnum

from app.kernel.calendars import Method

SECONDS = 10
"""How long a mail server may keep us waiting."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


class Security(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """What a calendar program reads of a message, and what it is asked to do with it."""

    method: Method
    text: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one person; `message_id` stays the same however often it is sent."""

    message_id: str
    name: str
    address: str
    subject: str
    text: str
    calendar: CalendarPart | None = None


class Undeliverable(Exception):
    """The server will not take this message, now or later."""


def cleaned(words: str) -> str:
    """Words for a header: one line, no control character, so that nobody writes a header more."""
    return " ".join(_BREAKS.sub(" ", words).split())


def message_of(envelope: Envelope, sender: str) -> EmailMessage:
    if cleaned(envelope.address) != envelope.address:
        raise Undeliverable(f"{envelope.address!r} is no address.")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{envelope.message_id}>"
    message["Date"] = formatdate()
    message["From"] = Address("Isocenter", addr_spec=sender)
    message["To"] = Address(cleaned(envelope.name), addr_spec=envelope.address)
    message["Subject"] = cleaned(envelope.subject)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(envelope.text)
    if part := envelope.calendar:
        said = {"method": part.method.value}
        message.add_alternative(part.text, subtype="calendar", params=said)
    return message


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A conversation with the mail server; raises OSError where there is none."""
    with _open(server) as way:
        if server.security is Security.STARTTLS:
            way.starttls(context=ssl.create_default_context())
        if server.user:
            way.login(server.user, server.password)
        yield way


def _open(server: Server) -> smtplib.SMTP:
    if server.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def hand_over(way: smtplib.SMTP, envelope: Envelope, sender: str) -> None:
    """Returns when the server has taken it; raises Undeliverable when it never will."""
    try:
        message = message_of(envelope, sender)
    except (ValueError, IndexError, MessageError) as malformed:
        raise Undeliverable(str(malformed)) from malformed
    try:
        way.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        if code >= 500:
            raise Undeliverable(words.decode(errors="replace")) from refused
        raise
    except smtplib.SMTPResponseException as refused:
        if refused.smtp_code >= 500:
            raise Undeliverable(str(refused.smtp_error)) from refused
        raise
