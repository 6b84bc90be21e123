from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from app.kernel.mail import Security, Server


@dataclass
class Postbox:
    """What a real mail server on this machine was given; it refuses what it is told to."""

    received: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def body(self, at: int = -1) -> str:
        return self.received[at].get_content().replace("\r\n", "\n")


@contextmanager
def listening(box: Postbox) -> Iterator[int]:
    """A mail server on a free port."""
    controller = _Anywhere(box, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


class _Anywhere(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


SERVER = Server("127.0.0.1", 0, Security.NONE, "isocenter@example.org")


@pytest.fixture
def post(app: Flask) -> Iterator[Postbox]:
    """Mail is on, and goes to a server that keeps what it is given."""
    box, before = Postbox(), dict(app.config)
    with listening(box) as port:
        app.config["MAIL_SERVER"] = replace(SERVER, port=port)
        app.config["SITE_ADDRESS"] = "https://imaging.example.org"
        yield box
    app.config["MAIL_SERVER"] = before["MAIL_SERVER"]
    app.config["SITE_ADDRESS"] = before["SITE_ADDRESS"]
