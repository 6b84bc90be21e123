from itertools import count

from app.inventory.facts import FACTS_OF, AssetKind
from app.inventory.models import Asset
from app.inventory.services import assets
from app.kernel.permissions import Actor, Permission

_numbers = count(1)
ANYBODY = Actor(0, "Anybody", frozenset(Permission))


def an_asset(kind: AssetKind = AssetKind.SOURCE, *, department=None, **given) -> Asset:
    """An asset of a kind; the rest as facts: an_asset(AssetKind.VIEWER, name="Lens")."""
    usual = {"name": f"{kind.label} {next(_numbers)}"}
    if department is not None:
        usual["department"] = department.code
    return assets.add_asset(FACTS_OF[kind](**usual | given), actor=ANYBODY)


def a_source(**given) -> Asset:
    return an_asset(AssetKind.SOURCE, **given)


def an_application(**given) -> Asset:
    return an_asset(AssetKind.APPLICATION, **given)


def a_viewer(**given) -> Asset:
    return an_asset(AssetKind.VIEWER, **given)


def a_storage(**given) -> Asset:
    return an_asset(AssetKind.STORAGE, **given)


def an_interface(source: Asset, target: Asset, **given) -> Asset:
    usual = {"from_asset": source.code, "to_asset": target.code, "carries": "sends_images"}
    return an_asset(AssetKind.INTERFACE, **usual | given)
