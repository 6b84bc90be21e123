"""Messages reach a real mail server at least once and under one id; nothing is lost on the way."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.roles import Role
from app.config import Settings, UnsafeSettings
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.mail import Envelope, message_of
from app.mail import jobs, services
from app.mail.models import Message
from app.mail.services import LEASE, MOST_TRIES, Place, Recipient, queue_mail
from tests.factories.accounts import a_person

pytestmark = pytest.mark.usefixtures("session")


def written(subject="Hello", lines=("One line.",), *, address=None, cause=None) -> Message:
    person = a_person()
    to = Recipient(person.id, person.name, address or person.email)
    with unit_of_work():
        return queue_mail(to, subject, lines, at=clock.now(), cause=cause)


def test_a_message_is_sent_once_and_then_forgotten(post):
    message = written("Papers", ["Read them.", "", Place("accounts.show_profile")])
    assert jobs.send_due(clock.now()) == 1
    assert jobs.send_due(clock.now()) == 0
    (received,) = post.received
    assert received["Subject"] == "Papers"
    assert received["Message-ID"] == f"<{message.message_id}@imaging.example.org>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert post.body() == "Read them.\n\nhttps://imaging.example.org/account/\n"
    assert (message.sent_at is not None, message.lines) == (True, [])


def test_a_message_whose_cause_did_not_happen_is_not_sent(post):
    person = a_person()
    to = Recipient(person.id, person.name, person.email)
    queue_mail(to, "Never", ["No."], at=clock.now())
    db.session.rollback()
    assert jobs.send_due(clock.now()) == 0
    assert post.received == []


def test_the_same_cause_writes_once():
    first, again = written(cause="digest:7"), written(cause="digest:7")
    assert first.id == again.id


def test_without_a_server_messages_wait():
    message = written()
    assert jobs.send_due(clock.now()) == 0
    assert (message.tries, message.is_waiting) == (0, True)


def test_while_the_server_is_away_nothing_is_used_up(post, app, monkeypatch):
    message = written()
    away = type(app.config["MAIL_SERVER"])("127.0.0.1", 9, "none", "isocenter@example.org")
    with monkeypatch.context() as changed:
        changed.setitem(app.config, "MAIL_SERVER", away)
        assert jobs.send_due(clock.now()) == 0
    assert (message.tries, message.fault) == (0, None)


def test_a_server_that_is_busy_is_asked_again_later_and_later(post):
    message = written(address="busy@example.org")
    post.refuse["busy@example.org"] = "451 Try later"
    at, pauses = message.next_try_at, []
    for _ in range(MOST_TRIES):
        assert jobs.send_due(at) == 0
        pauses.append((message.next_try_at - at) // timedelta(minutes=1))
        at = message.next_try_at
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) == 360
    assert message.given_up_at is not None
    assert "Try later" in message.fault


def test_an_address_that_does_not_exist_is_given_up_at_once_and_holds_up_nobody(post):
    gone, good = written(address="gone@example.org"), written("Good")
    post.refuse["gone@example.org"] = "550 No such person"
    assert jobs.send_due(clock.now()) == 1
    assert "No such person" in gone.fault
    assert (gone.given_up_at is not None, good.sent_at is not None) == (True, True)


def test_a_crash_between_sending_and_noting_sends_again_under_the_same_id(post, monkeypatch):
    """At most one repeat: the lease keeps it from everyone else until it is over."""
    written()
    with monkeypatch.context() as broken:
        broken.setattr(services, "note_sent", _crash)
        with pytest.raises(SystemExit):
            jobs.send_due(clock.now())
    assert jobs.send_due(clock.now()) == 0
    assert jobs.send_due(clock.now() + LEASE) == 1
    first, again = post.received
    assert first["Message-ID"] == again["Message-ID"]


def test_a_crash_before_sending_loses_nothing(post, monkeypatch):
    written()
    with monkeypatch.context() as broken:
        broken.setattr(jobs.mail, "hand_over", _crash)
        with pytest.raises(SystemExit):
            jobs.send_due(clock.now())
    assert post.received == []
    assert jobs.send_due(clock.now() + LEASE) == 1
    assert len(post.received) == 1


def _crash(*_: object, **__: object) -> None:
    raise SystemExit


KNOWN = [
    b"message-id",
    b"date",
    b"from",
    b"to",
    b"subject",
    b"auto-submitted",
    b"content-type",
    b"content-transfer-encoding",
    b"mime-version",
]
BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x85", "\u2028")


@pytest.mark.parametrize("break_", BREAKS)
def test_nobody_writes_a_header_more(post, break_):
    person = a_person(name=f"Eve{break_}Bcc: all@example.org")
    subject = f"Hi{break_}Bcc: all@example.org{break_}{break_}Body"
    to = Recipient(person.id, person.name, person.email)
    with unit_of_work():
        queue_mail(to, subject, ["Text."], at=clock.now())
    assert jobs.send_due(clock.now()) == 1
    (received,) = post.received
    assert received["Bcc"] is None
    assert received["Subject"] == "Hi Bcc: all@example.org Body"
    assert post.body() == "Text.\n"


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "a b@c", "", "@", "a@b@c"])
def test_an_address_that_is_none_is_given_up(post, address):
    message = written(address=address or " ")
    assert jobs.send_due(clock.now()) == 0
    assert message.given_up_at is not None
    assert post.received == []


@given(st.text(max_size=120))
def test_whatever_is_written_a_header_is_one_line(words):
    sent = message_of(Envelope("1@x", words, "a@example.org", words, "."), "b@example.org")
    heads = sent.as_bytes().split(b"\r\n\r\n")[0].lower()
    names = [line.split(b":")[0] for line in heads.split(b"\r\n") if not line.startswith(b" ")]
    assert names == KNOWN


def test_the_outbox_is_shown_to_administrators_and_says_that_mail_is_off(browse):
    message = written("Votes wait for you", ["A secret."])
    page = browse(a_person(Role.ADMINISTRATOR)).get("mail.show_outbox")
    assert "Mail is off" in page.text
    assert "Votes wait for you" in page.text
    assert "A secret" not in page.text
    with unit_of_work():
        services.note_fault(message.id, "550 No", at=clock.now(), for_good=True)
    page = browse(a_person(Role.ADMINISTRATOR)).post("mail.try_again", message_id=message.id)
    assert message.is_waiting
    assert "tried again" in page.text


def test_what_is_sent_is_not_tried_again(browse, post):
    message = written()
    jobs.send_due(clock.now())
    browse(a_person(Role.ADMINISTRATOR)).post("mail.try_again", status=422, message_id=message.id)


def test_the_outbox_costs_few_queries(browse, query_budget):
    for _ in range(5):
        written()
    browser = browse(a_person(Role.ADMINISTRATOR))
    with query_budget(5):
        browser.get("mail.show_outbox")


def test_settings_of_mail_are_refused_when_they_are_half():
    with pytest.raises(ValueError, match="MAIL_SENDER"):
        Settings(mail_server="mail.example.org")
    safe = {"secret_key": "k" * 32, "password_salt": "s" * 32, "host": "imaging.example.org"}
    with pytest.raises(ValueError, match="in the clear"):
        Settings(mode="production", mail_password="p", mail_security="none", **safe)
    assert Settings(mode="production", **safe).site_address == "https://imaging.example.org"
    assert issubclass(UnsafeSettings, ValueError)
