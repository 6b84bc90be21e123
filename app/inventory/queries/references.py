"""Codes of assets beside those of the organization, and vendors by the way they are written."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import literal, select, union_all

from app.accounts.models import Person
from app.inventory.facts import FACTS_OF
from app.inventory.models import Asset, VendorSpelling
from app.kernel.db import db
from app.kernel.facts import Facts
from app.organization.queries import references as organization
from app.organization.queries.references import Directory, Keys, references_of

KEYS: Mapping[str, Keys] = dict(organization.KEYS) | {"inventory_asset": (Asset.id, Asset.code)}
NAMES: Mapping[str, Any] = {"account_person": Person, "inventory_asset": Asset}


def directory_of_facts(facts: Iterable[Facts]) -> Directory:
    return organization.directory_of_facts(facts, KEYS)


def directory_of_assets(assets: Iterable[Asset]) -> Directory:
    return organization.directory_of_rows(((FACTS_OF[one.kind], one) for one in assets), KEYS)


def vendor_ids(spellings: Iterable[str | None]) -> dict[str, int]:
    """The vendor each spelling stands for, where that is known."""
    wanted = sorted({spelling for spelling in spellings if spelling})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), organization.BATCH):
        known = select(VendorSpelling.spelling, VendorSpelling.vendor_id).where(
            VendorSpelling.spelling.in_(wanted[start : start + organization.BATCH])
        )
        found |= {one.spelling: one.vendor_id for one in db.session.execute(known)}
    return found


def names_for(asset: Asset) -> dict[str, tuple[int, str]]:
    """Key and name of each person and asset that the facts of this one refer to, by fact."""
    keys = {
        one.name: (one.reference, key)
        for one in references_of(FACTS_OF[asset.kind])
        if one.reference in NAMES and (key := getattr(asset, f"{one.name}_id")) is not None
    }
    if not keys:
        return {}
    asked = [
        select(literal(table).label("kind"), model.id, model.name).where(
            model.id.in_([key for reference, key in keys.values() if reference == table])
        )
        for table, model in NAMES.items()
    ]
    names = {(row.kind, row.id): row.name for row in db.session.execute(union_all(*asked))}
    return {fact: (where[1], names[where]) for fact, where in keys.items()}
