from app.inventory.facts.imports import SheetKind
from app.inventory.importing.layouts import LAYOUTS
from app.inventory.importing.mapping import Mapping, from_plain
from app.inventory.models import Sheet
from app.inventory.queries.imports import get_for
from app.inventory.services.imports.applying import Consent, apply
from app.inventory.services.imports.staging import Choice, Upload, choose, stage
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.permissions import Actor
from app.kernel.spreadsheets.reading import read_table
from app.kernel.spreadsheets.tables import Format, Table
from app.kernel.spreadsheets.writing import write_table


def a_csv(*rows: str) -> bytes:
    """Lines of a CSV file, the headings first."""
    return ("\n".join(rows) + "\n").encode()


def an_xlsx(headings: list[str], *rows: list[object]) -> bytes:
    return write_table(Format.XLSX, "Sheet", headings, rows)


def a_table(*rows: str) -> Table:
    return read_table(a_csv(*rows), "a.csv").tables[0]


def a_mapping(kind: SheetKind, table: Table, **given) -> Mapping:
    """By headings that are the names of facts; keys and the rest as given."""
    known = LAYOUTS[kind].column_of
    columns = tuple((heading, heading) for heading in table.headings if heading in known)
    return Mapping(**{"columns": columns, "keys": ("code",)} | given)


def a_staged_sheet(actor: Actor, data: bytes, kind: SheetKind | None = None, **given) -> Sheet:
    """Brought, and its columns chosen: as suggested, or by `mapping`; with `file_name`."""
    mapping = given.pop("mapping", None)
    with unit_of_work():
        upload = Upload(data, given.pop("file_name", "estate.csv"), kind)
        sheet = stage(upload, actor=actor, at=clock.now())
    with unit_of_work():
        chosen = mapping or from_plain(sheet.mapping)
        choose(sheet, Choice(sheet.kind, sheet.table_name, chosen), actor=actor)
    return sheet


def applied(actor: Actor, sheet: Sheet, **given) -> Sheet:
    consent = Consent(**{"digest": sheet.plan_digest, "reason": "First load"} | given)
    db.session.info["actor"] = actor
    with unit_of_work(reason=consent.reason):
        locked = get_for(actor, sheet.id, lock=True)
        apply(locked, consent, actor=actor, at=clock.now())
    return locked
