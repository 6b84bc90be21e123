"""The app as it is served: gunicorn with real worker processes, and people who send it requests."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from app.accounts.models import Person
from app.kernel import clock
from app.kernel.db import db

ROOT = Path(__file__).parents[2]
SECRET = "only for servers that tests start and stop"
HOST = "127.0.0.1"
PATIENCE = 60
LOST = 0
"""The status of a request that got no answer."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str = ""

    @property
    def is_done(self) -> bool:
        """Acknowledged: after a write the app sends people on to the page that shows it."""
        return self.status == 303

    @property
    def is_refused(self) -> bool:
        return self.status in {403, 404, 409, 422}

    @property
    def notice(self) -> str:
        found = BeautifulSoup(self.text, "html.parser").select_one("main")
        return re.sub(r"\s+", " ", found.text).strip() if found else ""


@dataclass(frozen=True)
class Caller:
    """One signed-in person in one tab; each request has a connection of its own."""

    port: int
    cookie: str
    token: str

    def post(self, path: str, **fields: object) -> Answer:
        body = urlencode({"csrf_token": self.token} | fields)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers | {"Cookie": self.cookie})
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())
        except (HTTPException, OSError):
            return Answer(LOST)
        finally:
            connection.close()


class Site:
    """A running server, its database, and a way in for everyone."""

    def __init__(self, app: Flask, port: int, process: subprocess.Popen) -> None:
        self.app, self.port, self.process = app, port, process

    def caller(self, person: Person | None) -> Caller:
        """Signed in as this person; nobody is a guest with a mail link."""
        with self.app.app_context(), self.app.test_request_context():
            if person is not None:
                session.update({"_user_id": person.fs_uniquifier, "_fresh": True})
                session["owed"] = (person.id, 0, int(clock.now().timestamp()))
            token = generate_csrf()
            signer = self.app.session_interface.get_signing_serializer(self.app)
            name = self.app.config["SESSION_COOKIE_NAME"]
            return Caller(self.port, f"{name}={signer.dumps(dict(session))}", token)

    def workers(self) -> list[int]:
        own = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in own.read_text().split()]


@contextmanager
def served(app: Flask, *, workers: int = 4, threads: int = 4) -> Iterator[Site]:
    """Gunicorn on the database of this app; the program is loaded once, then the workers fork."""
    port = free_port()
    how = (
        "--preload",
        "--workers",
        str(workers),
        "--threads",
        str(threads),
        "--graceful-timeout",
        "1",
    )
    quiet = ("--log-level", "critical", "--no-control-socket", "--bind", f"{HOST}:{port}")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("gunicorn"), *how, *quiet, "wsgi:app"],
        cwd=ROOT,
        env=os.environ | environment(app),
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Site(app, port, process)
    finally:
        process.terminate()
        process.wait()


def environment(app: Flask) -> dict[str, str]:
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    return {"ISOCENTER_DATABASE": address, "ISOCENTER_SECRET_KEY": SECRET}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The server did not come up.")


class Together:
    """Starts acts at one moment, each in a thread of its own, and gives what each came to."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool

    def __call__(self, acts: Sequence) -> list[Answer]:
        db.session.remove()  # what the test has read is let go, so that it blocks nobody
        barrier = Barrier(len(acts))

        def one(act) -> Answer:
            barrier.wait(PATIENCE)
            return act()

        return list(self.pool.map(one, acts))
