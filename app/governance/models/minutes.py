"""The minutes of a meeting, statement by statement; approved, no statement can be changed."""

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.governance.models.agendas import Motion
from app.governance.models.meetings import Meeting
from app.kernel.db import Base, Versioned


class Minutes(Versioned, Audited):
    """Drafted when the meeting is adjourned, approved by a motion of a later one.

    From `ready_at` on its secretary holds them fit to be read and approved.
    `seal` is the hash over every statement and over the motion that approved them.
    """

    __tablename__ = "governance_minutes"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("governance_meeting.id"), unique=True)
    drafted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("governance_motion.id"))
    seal: Mapped[str | None] = mapped_column(String(64))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    approved_by: Mapped[Motion | None] = relationship(lazy="raise_on_sql")
    statements: Mapped[list["Statement"]] = relationship(
        back_populates="minutes", order_by="Statement.position", lazy="raise_on_sql"
    )


class MinutesReading(Base):
    """A read receipt: who has said that they have read them. A log itself, without a history."""

    __tablename__ = "governance_minutes_reading"
    __table_args__ = (UniqueConstraint("minutes_id", "person_id"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("governance_minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    read_at: Mapped[datetime]


class Statement(Audited):
    """One sentence of the minutes. `event_id` is what it tells of; `written` is how it began.

    A sentence of the secretary's own has neither.
    """

    __tablename__ = "governance_statement"
    __table_args__ = (Index(None, "minutes_id", "position"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("governance_minutes.id"))
    position: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("governance_meeting_event.id"))
    written: Mapped[str | None]

    minutes: Mapped[Minutes] = relationship(back_populates="statements", lazy="raise_on_sql")

    @property
    def is_edited(self) -> bool:
        return self.written is not None and self.written != self.text


NO_UPDATE = """
CREATE TRIGGER governance_minutes_no_update BEFORE UPDATE ON governance_minutes
WHEN OLD.approved_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'approved minutes are sealed'); END"""
NO_DELETE = """
CREATE TRIGGER governance_minutes_no_delete BEFORE DELETE ON governance_minutes
WHEN OLD.approved_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'approved minutes are sealed'); END"""
NO_NEW_STATEMENT = """
CREATE TRIGGER governance_statement_no_insert BEFORE INSERT ON governance_statement
WHEN (SELECT approved_at FROM governance_minutes WHERE id = NEW.minutes_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'approved minutes are sealed'); END"""
NO_OTHER_STATEMENT = """
CREATE TRIGGER governance_statement_no_update BEFORE UPDATE ON governance_statement
WHEN (SELECT approved_at FROM governance_minutes WHERE id = OLD.minutes_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'approved minutes are sealed'); END"""
NO_LOST_STATEMENT = """
CREATE TRIGGER governance_statement_no_delete BEFORE DELETE ON governance_statement
WHEN (SELECT approved_at FROM governance_minutes WHERE id = OLD.minutes_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'approved minutes are sealed'); END"""
REFUSE_MINUTES = """
CREATE OR REPLACE FUNCTION governance_minutes_sealed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.approved_at IS NOT NULL THEN RAISE EXCEPTION 'approved minutes are sealed'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""
REFUSE_STATEMENTS = """
CREATE OR REPLACE FUNCTION governance_statement_sealed() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE of_minutes integer; BEGIN
  IF TG_OP = 'INSERT' THEN of_minutes := NEW.minutes_id; ELSE of_minutes := OLD.minutes_id; END IF;
  IF (SELECT approved_at FROM governance_minutes WHERE id = of_minutes) IS NOT NULL THEN
    RAISE EXCEPTION 'approved minutes are sealed';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""
KEEP_MINUTES = """
CREATE TRIGGER governance_minutes_sealed BEFORE UPDATE OR DELETE
ON governance_minutes FOR EACH ROW EXECUTE FUNCTION governance_minutes_sealed()"""
KEEP_STATEMENTS = """
CREATE TRIGGER governance_statement_sealed BEFORE INSERT OR UPDATE OR DELETE
ON governance_statement FOR EACH ROW EXECUTE FUNCTION governance_statement_sealed()"""
SQLITE = (NO_UPDATE, NO_DELETE, NO_NEW_STATEMENT, NO_OTHER_STATEMENT, NO_LOST_STATEMENT)
POSTGRESQL = (REFUSE_MINUTES, REFUSE_STATEMENTS, KEEP_MINUTES, KEEP_STATEMENTS)
SEALED = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
"""What keeps approved minutes as they are, by database; a migration holds the same text."""

for _dialect, _statements in SEALED.items():
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(Statement.__table__, "after_create", _ddl.execute_if(dialect=_dialect))
