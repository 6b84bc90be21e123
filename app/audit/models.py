"""One row for one changed object, chained to the row before; and the end of the chain."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DDL, JSON, FromClause, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from app.engine.sealing import START
from app.kernel.db import Base


class Action(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


class Change(Base):
    """The actor's name is kept as it was: a rename must not rewrite history.

    `fields` holds, by column, the old and the new value; `hash` seals the row and the one before.
    """

    __tablename__ = "audit_change"
    __table_args__ = (Index(None, "subject_type", "subject_id", "id"),)

    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None]
    action: Mapped[Action]
    subject_type: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Head(Base):
    """The end of the chain: one row, locked by whoever writes the next link."""

    __tablename__ = "audit_head"

    hash: Mapped[str] = mapped_column(String(64), default=START)
    changes: Mapped[int] = mapped_column(default=0)


NO_UPDATE = """
CREATE TRIGGER audit_change_no_update BEFORE UPDATE ON audit_change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"""
NO_DELETE = """
CREATE TRIGGER audit_change_no_delete BEFORE DELETE ON audit_change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"""
REFUSE = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"""
NO_REWRITING = """
CREATE TRIGGER audit_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
ON audit_change FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"""
APPEND_ONLY = {"sqlite": (NO_UPDATE, NO_DELETE), "postgresql": (REFUSE, NO_REWRITING)}
"""What makes the table append-only, by database; a migration holds the same text."""

FIRST_HEAD = f"INSERT INTO audit_head (id, hash, changes) VALUES (1, '{START}', 0)"  # noqa: S608
"""The end of an empty chain."""


def _after_create(table: FromClause, statement: str, dialect: str | None = None) -> None:
    ddl = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", ddl.execute_if(dialect=dialect) if dialect else ddl)


for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        _after_create(Change.__table__, _statement, _dialect)
_after_create(Head.__table__, FIRST_HEAD)
