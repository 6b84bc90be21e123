"""B17: the database is busy, breaks connections or falls over while people vote; workers die.

Each answer says the truth: what is acknowledged is stored, "nothing was saved" is so, and where a
connection broke the page says that it cannot know. What was not acknowledged is sent again, and
then everything is there once.
"""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing as closed_after
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest
import sqlalchemy
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app.audit.models import Action
from app.kernel.db import db
from app.web.errors import BUSY, CUT
from tests import database
from tests.faults.rooms import TIMES, events, stored, voting
from tests.faults.serving import LOST

ROUNDS = 3 * TIMES


def lock_for_a_while(address: str, over: Event, chance: Random) -> None:
    """Someone else writes, again and again, and takes their time."""
    with closed_after(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
        connection.isolation_level = None
        while not over.is_set():
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(chance.uniform(0.05, 0.3))
            connection.execute("ROLLBACK")
            time.sleep(0.02)


def lock_past_patience(address: str, over: Event, _chance: Random) -> None:
    """Someone else writes and does not end before everyone has been answered."""
    with closed_after(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        over.wait(60)
        connection.execute("ROLLBACK")


def cut_connections(address: str, over: Event, chance: Random) -> None:
    """An administrator ends the sessions of everyone, again and again."""
    with another_session(address) as connection:
        while not over.is_set():
            time.sleep(chance.uniform(0.01, 0.1))
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {OTHERS}")


def crash(address: str, over: Event, chance: Random) -> None:
    """One process of the database is killed: it ends all the others and recovers from its log."""
    time.sleep(chance.uniform(0.01, 0.1))
    with another_session(address) as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        name = Path(f"/proc/{pid}/cmdline")
        assert name.exists(), "the database runs on another machine"
        assert name.read_text().startswith("postgres")
        os.kill(pid, signal.SIGKILL)


@contextmanager
def another_session(address: str) -> Iterator[sqlalchemy.Connection]:
    engine = sqlalchemy.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with suppress(OperationalError), engine.connect() as connection:
        yield connection


def came_back() -> None:
    """The database answers again."""
    for _ in range(300):
        with suppress(OperationalError):
            db.session.execute(sqlalchemy.text("SELECT 1"))
            db.session.remove()
            return
        db.session.remove()
        time.sleep(0.1)


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
TROUBLES = {
    "sqlite": (lock_for_a_while, lock_past_patience),
    "postgresql": (cut_connections, crash),
}[database.KIND]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.__name__)
def test_every_answer_is_true_while_the_database_is_in_trouble(site, room, together, trouble):
    here = room(7)
    for n in range(ROUNDS if trouble is TROUBLES[0] else 1):
        ballot_id, over = here.ballot(), Event()
        address = site.app.config["SQLALCHEMY_DATABASE_URI"]
        makes_trouble = Thread(target=trouble, args=(address, over, Random(n)))
        db.session.remove()
        makes_trouble.start()
        answers = together([voting(one, ballot_id, "approve", seen="") for one in here.callers])
        over.set()
        makes_trouble.join()
        came_back()
        by_person = {vote.cast_by_id: vote for vote in stored(ballot_id)}
        db.session.remove()
        for person, caller, answer in zip(here.people, here.callers, answers, strict=True):
            holds_true(answer, is_stored=person in by_person)
            assert voting(caller, ballot_id, "approve", seen="")().is_done
        votes = stored(ballot_id)
        assert len(votes) == len(here.people)
        assert all(events(vote) == [Action.CREATED] for vote in votes)


def holds_true(answer, *, is_stored: bool) -> None:
    assert answer.status in {303, 503}, answer
    if answer.is_done:
        assert is_stored
    elif BUSY in answer.notice:
        assert not is_stored
    else:
        assert CUT in answer.notice


def test_workers_killed_at_random_lose_nothing_acknowledged(site, room, together):
    """Seven vote on ballot after ballot while a worker is killed at some moment."""
    here, chance = room(6), Random(17)
    for _ in range(6 * TIMES):
        ballot_id, pause = here.ballot(), chance.uniform(0.0, 0.4)
        workers = site.workers()

        def kill(pause=pause, workers=workers):
            time.sleep(pause)
            for worker in workers[: len(workers) // 2]:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

        votes = [voting(one, ballot_id, "approve", seen="") for one in here.callers]
        *answers, _ = together([*votes, kill])
        by_person = {vote.cast_by_id for vote in stored(ballot_id)}
        db.session.remove()
        for person, caller, answer in zip(here.people, here.callers, answers, strict=True):
            assert answer.status in {303, LOST}
            assert person in by_person or not answer.is_done
            assert voting(caller, ballot_id, "approve", seen="")().is_done
        votes = stored(ballot_id)
        assert len(votes) == len(here.people)
        assert all(events(vote) == [Action.CREATED] for vote in votes)
