"""Facts of an asset to its row and back."""

from typing import Any

from app.inventory.facts import FACTS_OF, AssetFacts, AssetKind
from app.inventory.models import Application, Asset, Interface, Source, Storage, Viewer
from app.inventory.queries.references import directory_of_assets
from app.kernel.facts import key_of
from app.organization import translate
from app.organization.queries.references import Directory

MODEL_OF: dict[AssetKind, type[Asset]] = {
    AssetKind.SOURCE: Source,
    AssetKind.APPLICATION: Application,
    AssetKind.VIEWER: Viewer,
    AssetKind.STORAGE: Storage,
    AssetKind.INTERFACE: Interface,
}
KIND_OF = {model: kind for kind, model in FACTS_OF.items()}


def columns_of(facts: AssetFacts, directory: Directory, vendors: dict[str, int]) -> dict[str, Any]:
    """Every column of the row but its key, its version and, if none is given, its code."""
    columns = translate.columns_of(facts, directory)
    columns["vendor_id"] = vendors.get(facts.vendor_name or "")
    columns["name_key"] = key_of(facts.name)
    if columns["code"] is None:
        del columns["code"]
    return columns


def search_text_of(code: str, facts: AssetFacts) -> str:
    """What the search looks through, in small letters; each word stands after a space."""
    parts = (code, facts.name, facts.vendor_name, facts.product)
    return key_of(" ".join(part for part in parts if part))


def facts_of(asset: Asset, directory: Directory | None = None) -> AssetFacts:
    """What is said of an asset now; give a directory when asking for many."""
    known = directory or directory_of_assets([asset])
    return translate.facts_of(FACTS_OF[asset.kind], asset, known)
