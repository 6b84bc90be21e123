"""Send what waits: each message claimed, handed over and noted in steps that survive a crash."""

import logging
import smtplib
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from itsdangerous import URLSafeSerializer

from app.kernel import mail
from app.kernel.calendars import Entry, Method, Party, Role, invitation
from app.kernel.db import db, unit_of_work
from app.mail import queries, services
from app.mail.models import Message

MOST_AT_ONCE = 200
log = logging.getLogger(__name__)


def send_due(at: datetime) -> int:
    """At least once and under one id: after a crash between sending and noting, it goes again.

    No transaction is open while the mail server is spoken to. If it is away, everything waits.
    """
    server = current_app.config["MAIL_SERVER"]
    waiting = queries.due(at, MOST_AT_ONCE) if server else []
    db.session.rollback()
    sent = 0
    if not waiting:
        return sent
    try:
        with mail.connected(server) as way:
            for message_id in waiting:
                sent += _send(way, server.sender, message_id, at)
    except (OSError, smtplib.SMTPException) as away:
        log.warning("the mail server does not answer: %s", away)
    return sent


def _send(way: smtplib.SMTP, sender: str, message_id: int, at: datetime) -> bool:
    with unit_of_work():
        message = services.claim(message_id, at=at)
        envelope = _envelope(message, sender) if message else None
    if envelope is None:
        return False
    try:
        mail.hand_over(way, envelope, sender)
    except mail.Undeliverable as never:
        _note_fault(message_id, never, at, for_good=True)
        return False
    except (OSError, smtplib.SMTPException) as fault:
        _note_fault(message_id, fault, at, for_good=False)
        if isinstance(fault, smtplib.SMTPServerDisconnected):
            raise
        return False
    with unit_of_work():
        services.note_sent(message_id, at=at)
    return True


def _note_fault(message_id: int, fault: Exception, at: datetime, *, for_good: bool) -> None:
    log.warning("message %s was not sent: %s", message_id, fault)
    with unit_of_work():
        services.note_fault(message_id, str(fault), at=at, for_good=for_good)


def _envelope(message: Message, sender: str) -> mail.Envelope:
    site = current_app.config["SITE_ADDRESS"]
    host = urlsplit(site).hostname
    return mail.Envelope(
        message_id=f"{message.message_id}@{host}",
        name=message.name,
        address=message.address,
        subject=message.subject,
        text="\n".join(_line(line, site) for line in message.lines) + "\n",
        calendar=_calendar(message, sender, site),
    )


def _calendar(message: Message, sender: str, site: str) -> mail.CalendarPart | None:
    """Stamped when it was written, so that it reads the same however often it is sent."""
    kept = message.calendar
    if kept is None:
        return None
    entry, method = Entry.of_plain(kept["entry"]), Method(kept["method"])
    text = invitation(
        replace(entry, url=_line(kept["place"], site)),
        method,
        organizer=Party("Isocenter", sender),
        attendee=Party(message.name, message.address, Role(kept["role"])),
        at=message.queued_at,
    )
    return mail.CalendarPart(method, text)


def _line(line: str | dict[str, Any], site: str) -> str:
    """Words as they are; a place as an address under the configured host, never another."""
    if isinstance(line, str):
        return line
    sealed = {
        name: URLSafeSerializer(current_app.secret_key or "", salt=one["salt"]).dumps(one["value"])
        for name, one in line["sealed"].items()
    }
    parts = urlsplit(site)
    here = current_app.url_map.bind(parts.netloc, url_scheme=parts.scheme)
    return here.build(line["endpoint"], {**line["arguments"], **sealed}, force_external=True)
