"""Do something as somebody: history names who and why, and all of it is kept or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.kernel.db import db, unit_of_work
from app.kernel.permissions import Actor


@contextmanager
def acting(actor: Actor | None, reason: str) -> Iterator[None]:
    db.session.info["actor"] = actor
    try:
        with unit_of_work(reason=reason):
            yield
    finally:
        db.session.info["actor"] = None
