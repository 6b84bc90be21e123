"""The tables of the inventory, by name."""

from app.inventory.models.applications import Application
from app.inventory.models.assets import Asset
from app.inventory.models.imports import SavedMapping, Sheet, SheetContent, SheetRow
from app.inventory.models.interfaces import Interface
from app.inventory.models.links import PathLink
from app.inventory.models.sources import Source
from app.inventory.models.standings import Standing, StandingChange
from app.inventory.models.storage import Storage
from app.inventory.models.vendors import Vendor, VendorSpelling
from app.inventory.models.viewers import Viewer

__all__ = [
    "Application",
    "Asset",
    "Interface",
    "PathLink",
    "SavedMapping",
    "Sheet",
    "SheetContent",
    "SheetRow",
    "Source",
    "Standing",
    "StandingChange",
    "Storage",
    "Vendor",
    "VendorSpelling",
    "Viewer",
]
