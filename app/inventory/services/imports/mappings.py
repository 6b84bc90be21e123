"""Keep a mapping by name for the next file of the same make."""

from app.inventory.facts.imports import SheetKind
from app.inventory.importing.mapping import Mapping
from app.inventory.models import SavedMapping
from app.inventory.queries.imports import mapping_named
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.text import clean

LONGEST_NAME = 120


def save_mapping(name: str, kind: SheetKind, mapping: Mapping) -> SavedMapping:
    """Under a new name, or in place of what has this name."""
    name = clean(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise RuleBroken(f"Give the mapping a name of at most {LONGEST_NAME} characters.")
    saved = mapping_named(kind, name)
    if saved is None:
        saved = SavedMapping(kind=kind, name=name)
        db.session.add(saved)
    saved.mapping = mapping.plain()
    return saved


def forget_mapping(saved: SavedMapping) -> None:
    db.session.delete(saved)
