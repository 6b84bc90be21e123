"""What the references of an asset lead to: the name and the page of each."""

from flask import url_for

from app.inventory.models import Asset
from app.inventory.queries.references import names_for

PEOPLE = frozenset({"business_owner", "technical_owner", "physician_champion", "verified_by"})


def named_for(asset: Asset) -> dict[str, tuple[str, str]]:
    """By fact; people have no page of their own that everybody may open."""
    named = {
        fact: (name, "" if fact in PEOPLE else url_for("inventory.show_asset", asset_id=key))
        for fact, (key, name) in names_for(asset).items()
    }
    if asset.department:
        url = url_for("organization.show_department", department_id=asset.department.id)
        named["department"] = (asset.department.name, url)
    if asset.facility:
        url = url_for("organization.show_facility", facility_id=asset.facility.id)
        named["facility"] = (asset.facility.name, url)
    return named
