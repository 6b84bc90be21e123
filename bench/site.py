"""The app and the bare app on the same database, each served by two workers; people signed in."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from app.accounts.queries import find_by_email
from bench.estate import address_of

ROOT = Path(__file__).resolve().parent.parent
SECRET = "for measuring only, never for production"  # noqa: S105
WORKERS = ("--workers", "2", "--threads", "4", "--keep-alive", "600")
QUIET = ("--log-level", "warning", "--no-control-socket")


def environment(address: str) -> dict[str, str]:
    return {"ISOCENTER_DATABASE": address, "ISOCENTER_SECRET_KEY": SECRET}


@contextmanager
def served(program: str, address: str) -> Iterator[int]:
    """The port at which gunicorn serves `module:app`."""
    port = _free_port()
    gunicorn = Path(sys.executable).with_name("gunicorn")
    process = subprocess.Popen(  # noqa: S603 - our own server
        [gunicorn, *WORKERS, *QUIET, "--bind", f"127.0.0.1:{port}", program],
        cwd=ROOT,
        env=os.environ | environment(address),
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


class Visitor:
    """A connection that stays open, and a session that is signed in."""

    def __init__(self, port: int, pass_: "Pass") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=300)
        self.pass_ = pass_

    def get(self, path: str) -> None:
        self.connection.request("GET", path, headers=self._headers())
        status, text = self._answer()
        if status != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {status}: {text[:400]!r}")

    def post(self, path: str, **fields: str) -> bool:
        """Whether it was done; a server that is too busy says that it was not."""
        body = urlencode(fields | {"csrf_token": self.pass_.token})
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", path, body, headers)
        status, text = self._answer()
        if status not in {HTTPStatus.SEE_OTHER, HTTPStatus.INTERNAL_SERVER_ERROR}:
            raise SystemExit(f"{path} answered {status}: {text[:400]!r}")
        return status == HTTPStatus.SEE_OTHER

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.pass_.cookie}

    def _answer(self) -> tuple[int, bytes]:
        response = self.connection.getresponse()
        return response.status, response.read()


class Pass:
    """The cookie and the token of someone who signed in."""

    def __init__(self, app: Flask, name: str) -> None:
        with app.test_request_context():
            person = find_by_email(address_of(name))
            assert person is not None
            session.update({"_user_id": person.fs_uniquifier, "_fresh": True})
            self.token = generate_csrf()
            signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
            name = app.config["SESSION_COOKIE_NAME"]
            self.cookie = f"{name}={signer.dumps(dict(session))}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not come up.")
