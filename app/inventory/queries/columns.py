"""The columns a list of assets can show: the facts every kind has, and how each asset stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person
from app.inventory.facts import AssetFacts, Section
from app.inventory.models import Asset, Standing, Vendor
from app.kernel.facts import Attribute, attributes_of
from app.organization.models import Department, Facility


class Look(StrEnum):
    """How a cell of a list is drawn, where it is not simply written as its shape says."""

    WRITTEN = "written"
    CODE = "code"
    COUNT = "count"
    FIT = "fit"
    KIND = "kind"
    LIFECYCLE = "lifecycle"
    POINTS = "points"
    SHARE = "share"
    WORDS = "words"


@dataclass(frozen=True)
class Column:
    """One column: its name in the address, its heading, its group in the chooser, its value."""

    name: str
    label: str
    group: str
    shows: ColumnElement[Any] | InstrumentedAttribute[Any]
    look: Look = Look.WRITTEN
    sort: str = ""
    attribute: Attribute | None = None
    joins: Mapping[Any, ColumnElement[bool]] = field(default_factory=dict)

    @property
    def label_in_row(self) -> str:
        return f"shows_{self.name}"

    @property
    def is_number(self) -> bool:
        numbers = {"count", "share"}
        shape = self.attribute.shape if self.attribute else ""
        return self.look in numbers or shape in {"decimal", "integer", "money"}


STANDS = "How it stands"
DEFAULT = (
    "kind",
    "department",
    "vendor_name",
    "lifecycle",
    "fit",
    "open_knock_outs",
    "completeness",
)


def _standing(name: str, label: str, look: Look, sort: str = "") -> Column:
    of = {"score": "provisional"}.get(name, name)
    return Column(name, label, STANDS, getattr(Standing, of), look, sort)


def _column(attribute: Attribute) -> Column:
    """A fact as a column; a reference shows the name of what it leads to."""
    name, label, group = attribute.name, attribute.label, Section(attribute.section).label
    if attribute.reference == "account_person":
        person = aliased(Person)
        on = person.id == getattr(Asset, f"{name}_id")
        return Column(name, label, group, person.name, joins={person: on})
    if attribute.reference == "inventory_asset":
        other = aliased(Asset, flat=True)
        on = other.id == getattr(Asset, f"{name}_id")
        return Column(name, label, group, other.name, joins={other: on})
    if attribute.reference == "organization_facility":
        facility = {Facility: Facility.id == Asset.facility_id}
        return Column(name, label, group, Facility.name, joins=facility)
    if attribute.reference == "organization_department":
        return Column(name, label, group, Department.name, sort="department")
    look = {"code": Look.CODE, "lifecycle": Look.LIFECYCLE}.get(name, Look.WRITTEN)
    sort = name if name == "code" else ""
    return Column(name, label, group, getattr(Asset, name), look, sort, attribute)


_ALL = (
    Column("kind", "Kind", Section.IDENTITY.label, Asset.kind, Look.KIND, "kind"),
    *(_column(one) for one in attributes_of(AssetFacts) if one.name != "name"),
    Column(
        "vendor",
        "Vendor, grouped",
        Section.IDENTITY.label,
        Vendor.name,
        joins={Vendor: Vendor.id == Asset.vendor_id},
    ),
    _standing("fit", "Fit", Look.FIT),
    _standing("score", "Score", Look.POINTS, "score"),
    _standing("confirmed", "Confirmed score", Look.POINTS),
    _standing("functional", "Functional fit", Look.POINTS),
    _standing("technical", "Technical fit", Look.POINTS),
    _standing("open_knock_outs", "Open knock-outs", Look.COUNT),
    _standing("completeness", "Completeness", Look.SHARE, "completeness"),
    _standing("suggested", "Suggested", Look.WORDS),
    _standing("decided", "Decided", Look.WORDS),
)
COLUMNS: Mapping[str, Column] = {column.name: column for column in _ALL}


def chosen(names: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(COLUMNS[name] for name in names or DEFAULT)
