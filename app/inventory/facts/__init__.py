"""What may be said of an asset, by kind: checked once for form, sheet and API."""

from app.inventory.facts.applications import ApplicationFacts
from app.inventory.facts.assets import AssetFacts
from app.inventory.facts.interfaces import InterfaceFacts
from app.inventory.facts.sources import SourceFacts
from app.inventory.facts.storage import StorageFacts
from app.inventory.facts.viewers import ViewerFacts
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle, Section
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus, Standard

FACTS_OF: dict[AssetKind, type[AssetFacts]] = {
    AssetKind.SOURCE: SourceFacts,
    AssetKind.APPLICATION: ApplicationFacts,
    AssetKind.VIEWER: ViewerFacts,
    AssetKind.STORAGE: StorageFacts,
    AssetKind.INTERFACE: InterfaceFacts,
}

__all__ = [
    "FACTS_OF",
    "ApplicationFacts",
    "AssetFacts",
    "AssetKind",
    "Carries",
    "InterfaceFacts",
    "InterfaceStatus",
    "Lifecycle",
    "Section",
    "SourceFacts",
    "Standard",
    "StorageFacts",
    "ViewerFacts",
]
