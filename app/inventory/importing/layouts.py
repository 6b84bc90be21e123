"""What each kind of sheet holds: its columns, how its rows are recognized, what a row implies."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.inventory.facts import FACTS_OF
from app.inventory.facts.imports import SheetKind
from app.inventory.facts.vocabulary.assets import AssetKind
from app.inventory.importing.synonyms import SYNONYMS
from app.kernel.facts import Attribute, Facts, Shape, attributes_of, key_of
from app.organization.facts import DepartmentFacts, FacilityFacts, FacilityLevel

Texts = dict[str, str]
Imply = Callable[[Texts], tuple[Texts, list[Texts]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact as a column: the heading we write, and other headings we know it by."""

    attribute: Attribute
    heading: str
    synonyms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.attribute.name


@dataclass(frozen=True)
class Layout:
    """One kind of sheet. `recognized_by` are sets of facts that tell rows apart, best first."""

    kind: SheetKind
    title: str
    noun: str
    facts: type[Facts]
    subject_key: str
    recognized_by: tuple[tuple[str, ...], ...]
    asset_kind: AssetKind | None = None
    above: tuple[Column, ...] = ()
    imply: Imply | None = None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every fact under a heading of its own, then the columns that only imply."""
        facts = attributes_of(self.facts)
        labels = Counter(one.label for one in facts)
        columns = (_column(one, is_ambiguous=labels[one.label] > 1) for one in facts)
        return tuple(columns) + self.above

    @cached_property
    def column_of(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def own(self) -> frozenset[str]:
        """The names of the facts themselves, without the columns that only imply."""
        return frozenset(attribute.name for attribute in attributes_of(self.facts))


def _column(attribute: Attribute, *, is_ambiguous: bool) -> Column:
    section = getattr(attribute.section, "label", attribute.section)
    more = [attribute.unit] if attribute.unit else []
    more += [section] if is_ambiguous else []
    heading = f"{attribute.label} ({', '.join(more)})" if more else attribute.label
    return Column(attribute, heading, SYNONYMS.get(attribute.name, ()))


def _above(level: FacilityLevel) -> Column:
    attribute = Attribute(
        name=level.value,
        label=f"{level.label} above",
        section="Place",
        shape=Shape.TEXT,
        unit="",
        help=f"The code of the {level.label.lower()} it belongs to; made if it is not known.",
        required=False,
    )
    return Column(attribute, attribute.label, SYNONYMS.get(f"above_{level.value}", ()))


LEVELS_ABOVE = (FacilityLevel.ENTERPRISE, FacilityLevel.REGION, FacilityLevel.SYSTEM)


def imply_places(given: Texts) -> tuple[Texts, list[Texts]]:
    """A flat row names the places above it; where it names itself, that is its level."""
    row = {name: text for name, text in given.items() if name not in LEVELS_ABOVE}
    implied: list[Texts] = []
    parent = ""
    for level in LEVELS_ABOVE:
        code = given.get(level.value, "")
        if code and key_of(code) == key_of(row.get("code", "")):
            row.setdefault("level", level.value)
            break
        if code:
            place = {"code": code, "name": code, "level": level.value}
            implied.append(place | ({"parent": parent} if parent else {}))
            parent = code
    return ({"parent": parent} if parent else {}) | row, implied


def _assets(kind: SheetKind, asset_kind: AssetKind, natural: tuple[str, ...]) -> Layout:
    return Layout(
        kind=kind,
        title=asset_kind.plural,
        noun=asset_kind.label.lower(),
        facts=FACTS_OF[asset_kind],
        subject_key="inventory_asset",
        recognized_by=(("code",), natural),
        asset_kind=asset_kind,
    )


_NATURAL = ("name", "department", "facility", "vendor_name", "product", "product_version")
# Facilities and departments are here too: the inventory stands above the organization and may know
# it, while the organization may not know the inventory. So one importer serves both.
_ALL = (
    _assets(SheetKind.SOURCES, AssetKind.SOURCE, (*_NATURAL, "modality")),
    _assets(SheetKind.APPLICATIONS, AssetKind.APPLICATION, _NATURAL),
    _assets(SheetKind.VIEWERS, AssetKind.VIEWER, _NATURAL),
    _assets(SheetKind.STORAGE, AssetKind.STORAGE, _NATURAL),
    _assets(
        SheetKind.INTERFACES,
        AssetKind.INTERFACE,
        ("from_asset", "to_asset", "carries", "standard", "profile", "message"),
    ),
    Layout(
        kind=SheetKind.FACILITIES,
        title="Facilities",
        noun="facility",
        facts=FacilityFacts,
        subject_key="organization_facility",
        recognized_by=(("code",),),
        above=tuple(_above(level) for level in LEVELS_ABOVE),
        imply=imply_places,
    ),
    Layout(
        kind=SheetKind.DEPARTMENTS,
        title="Departments",
        noun="department",
        facts=DepartmentFacts,
        subject_key="organization_department",
        recognized_by=(("code",),),
    ),
)
LAYOUTS: dict[SheetKind, Layout] = {layout.kind: layout for layout in _ALL}
