"""Goal 10: a CSV of 10,000 new assets through the gate, against reading and inserting it."""

import csv
import io
from collections.abc import Iterator
from random import Random

from flask import Flask
from sqlalchemy import text

from app.accounts.queries import actor_of, find_by_email
from app.inventory.facts.imports import SheetKind
from app.inventory.importing.mapping import from_plain
from app.inventory.queries.imports import get_for
from app.inventory.services.imports.applying import Consent, apply
from app.inventory.services.imports.staging import Choice, Upload, choose, stage
from app.kernel.db import db, unit_of_work
from app.kernel.facts import key_of
from app.kernel.permissions import Actor
from bench.estate import NOW, PLANNER, SEED, VENDORS, WORDS, address_of
from bench.figures import Aim, Figure, seconds

IMPORT = Aim(10, "CSV import of 10,000 assets", "<= 5")
ROWS = 10_000
HEADINGS = ("Code", "Name", "Department", "Vendor", "Product", "Lifecycle", "Notes")
ASSET = text(
    "INSERT INTO inventory_asset (code, name, name_key, search_text, kind, vendor_name, product,"
    " lifecycle, notes, version) VALUES (:Code, :Name, :key, :search, 'source', :Vendor, :Product,"
    " 'active', :Notes, 1)"
)
SOURCE = text(
    "INSERT INTO inventory_source (id) SELECT id FROM inventory_asset WHERE code LIKE 'BARE-%'"
)


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    with app.app_context():
        planner = find_by_email(address_of(PLANNER))
        assert planner is not None
        actor = actor_of(planner)
        ceiling = seconds(lambda: _bare(_sheet("BARE")))
        ours = seconds(lambda: _ours(_sheet("SRC-9"), actor))
        db.session.remove()
    yield Figure(IMPORT, database, size, 1000 * ours, 1000 * ceiling, "ms")


def _ours(data: bytes, actor: Actor) -> None:
    """Upload, preview and apply, each in a transaction of its own, as on the pages."""
    with unit_of_work():
        sheet_id = stage(Upload(data, "assets.csv", SheetKind.SOURCES), actor=actor, at=NOW).id
    with unit_of_work():
        sheet = get_for(actor, sheet_id)
        chosen = Choice(SheetKind.SOURCES, sheet.table_name, from_plain(sheet.mapping))
        choose(sheet, chosen, actor=actor)
    with unit_of_work(reason="Measured"):
        sheet = get_for(actor, sheet_id, lock=True)
        apply(sheet, Consent(sheet.plan_digest or "", "Measured"), actor=actor, at=NOW)


def _bare(data: bytes) -> None:
    """Read the rows and insert them, in one transaction."""
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    for row in rows:
        row["key"] = key_of(row["Name"])
        row["search"] = f"{row['Code']} {row['Name']}".lower()
    with unit_of_work():
        db.session.execute(ASSET, rows)
        db.session.execute(SOURCE)


def _sheet(prefix: str) -> bytes:
    random = Random(SEED)  # noqa: S311 - the same sheet each time
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for number in range(ROWS):
        name = f"{random.choice(WORDS)} {number}"
        department = f"D{random.randrange(60):03}"
        vendor, product = random.choice(VENDORS), f"Model {random.randrange(90)}"
        code = f"{prefix}-{number:05}" if prefix == "BARE" else f"{prefix}{number:05}"
        writer.writerow((code, name, department, vendor, product, "Active", f"Room {number}"))
    return out.getvalue().encode()
