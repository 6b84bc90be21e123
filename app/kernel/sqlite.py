"""Make SQLite keep the promises PostgreSQL keeps: foreign keys, savepoints, no lost update."""

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event

only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)
"""True while nothing will be written: such a transaction need not wait for the write lock."""

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000")


def keep_promises(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connect)
        event.listen(engine, "begin", _begin)


def _connect(connection: Any, _record: object) -> None:
    """The driver begins late and by itself; it is told not to, so that `_begin` can."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if only_reads.get() else "BEGIN IMMEDIATE")
