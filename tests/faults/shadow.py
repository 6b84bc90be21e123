"""Triggers that count every row written to a table with a history, to hold history against."""

from collections import Counter

from sqlalchemy import func, select, text

from app.audit.models import Action, Change
from app.audit.recorder import Audited
from app.kernel.db import Base, db

WORDS = {"INSERT": Action.CREATED, "UPDATE": Action.CHANGED, "DELETE": Action.DELETED}
TABLE = "CREATE TABLE shadow (name VARCHAR(80) NOT NULL, action VARCHAR(10) NOT NULL)"
NOTE = """
CREATE FUNCTION shadow_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO shadow VALUES (TG_TABLE_NAME, TG_OP); RETURN NULL;
END $$"""
TRIGGERS = {
    "sqlite": """CREATE TRIGGER shadow_{table}_{word} AFTER {word}{of} ON {table}
                 BEGIN INSERT INTO shadow VALUES ('{table}', '{word}'); END""",
    "postgresql": """CREATE TRIGGER shadow_{word} AFTER {word}{of} ON {table}
                     FOR EACH ROW EXECUTE FUNCTION shadow_note()""",
}


def tables() -> dict[str, list[str]]:
    """The tables whose rows have a history, each with the columns that do."""
    found: dict[str, list[str]] = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Audited) and mapper is mapper.base_mapper:
            apart = {"id", "version", *mapper.class_.__derived__}
            table = mapper.local_table
            found[table.name] = [f'"{one.name}"' for one in table.columns if one.name not in apart]
    return found


class Shadow:
    @staticmethod
    def install() -> None:
        kind = db.engine.dialect.name
        db.session.execute(text(TABLE))
        if kind == "postgresql":
            db.session.execute(text(NOTE))
        for table, columns in tables().items():
            for word in WORDS:
                of = f" OF {', '.join(columns)}" if word == "UPDATE" else ""
                trigger = TRIGGERS[kind].format(table=table, word=word, of=of)
                db.session.execute(text(trigger))
        db.session.commit()

    @staticmethod
    def reconcile() -> int:
        """How many rows were written; each has exactly one event, and no event lacks its row."""
        rows = db.session.execute(text("SELECT name, action FROM shadow")).all()
        written = Counter((name, WORDS[word].value) for name, word in rows)
        grouped = select(Change.subject_type, Change.action, func.count())
        found = db.session.execute(grouped.group_by(Change.subject_type, Change.action)).all()
        noted = Counter({(name, action.value): many for name, action, many in found})
        assert written == noted, {"unnoted": written - noted, "unwritten": noted - written}
        return written.total()
