"""Add an asset, change it, retire it."""

from datetime import date

from sqlalchemy import select

from app.inventory.facts import AssetFacts, AssetKind, Lifecycle
from app.inventory.models import Asset
from app.inventory.queries.assets import free_codes
from app.inventory.queries.references import directory_of_facts, vendor_ids
from app.inventory.translate import KIND_OF, MODEL_OF, columns_of, facts_of, search_text_of
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.facts import Refused
from app.kernel.leaving import what_blocks
from app.kernel.permissions import Actor, Permission


class Stale(Conflict):
    """The asset was changed after the person had loaded it."""


def add_asset(facts: AssetFacts, *, actor: Actor) -> Asset:
    """A new asset of the kind these facts are about; without a code it gets the next free one."""
    kind = KIND_OF[type(facts)]
    _refuse_taken(facts.code, None)
    asset = MODEL_OF[kind](code=facts.code or next(free_codes(kind)))
    _write(asset, facts)
    _refuse_others_department(actor, asset.department_id)
    db.session.add(asset)
    db.session.flush()
    return asset


def change_asset(asset: Asset, facts: AssetFacts, *, actor: Actor, version: int) -> None:
    """Say all facts anew; refused if someone changed the asset after `version` was read."""
    if asset.version != version:
        raise Stale("Someone else changed this asset first. Compare both and save again.")
    _refuse_others_department(actor, asset.department_id)
    _refuse_taken(facts.code, asset.id)
    if facts.lifecycle is Lifecycle.RETIRED and asset.lifecycle is not Lifecycle.RETIRED:
        _refuse_early(asset)
    with db.session.no_autoflush:
        _write(asset, facts)
    _refuse_others_department(actor, asset.department_id)
    db.session.flush()


def retire_asset(asset: Asset, *, actor: Actor, on: date) -> None:
    """It leaves the estate on that day; its facts and its history stay."""
    _refuse_others_department(actor, asset.department_id)
    if asset.lifecycle is Lifecycle.RETIRED:
        raise RuleBroken(f"{asset.name} is retired already.")
    change_asset(
        asset,
        facts_of(asset).changed({"lifecycle": Lifecycle.RETIRED, "retired_on": on}),
        actor=actor,
        version=asset.version,
    )


def next_codes(kind: AssetKind, many: int) -> list[str]:
    codes = free_codes(kind)
    return [next(codes) for _ in range(many)]


def _write(asset: Asset, facts: AssetFacts) -> None:
    columns = columns_of(facts, directory_of_facts([facts]), vendor_ids([facts.vendor_name]))
    for name, value in columns.items():
        setattr(asset, name, value)
    asset.search_text = search_text_of(asset.code, facts)


def _refuse_taken(code: str | None, own_id: int | None) -> None:
    holder = code and db.session.scalar(select(Asset.id).where(Asset.code == code))
    if holder not in (None, "", own_id):
        raise Refused({"code": f"Another asset has the code {code}. Choose a free one."})


def _refuse_others_department(actor: Actor, department_id: int | None) -> None:
    if not actor.may_in(Permission.INVENTORY_EDIT, department_id):
        raise Forbidden(
            "You may only edit assets of departments you lead. Ask a planner to change this one."
        )


def _refuse_early(asset: Asset) -> None:
    """What is retired has to be ready: whoever retires it, and by whichever way."""
    if blocked := what_blocks([asset.id]).get(asset.id):
        raise RuleBroken(f"{asset.name} cannot be retired yet. {' '.join(blocked)}")
