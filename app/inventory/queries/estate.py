"""The list of the estate: what it can be filtered and sorted by, and a page of it."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, case, func, literal, select

from app.audit.models import Head
from app.engine.fit.disposition import Disposition
from app.engine.scoring.status import FitStatus
from app.inventory.facts import AssetKind, Lifecycle
from app.inventory.facts.vocabulary.assets import Criticality, Hosting
from app.inventory.models import Asset, Standing, StandingChange, Vendor
from app.inventory.queries.columns import COLUMNS, Column, chosen
from app.kernel.counting import Counts, counts_of
from app.kernel.db import db
from app.kernel.facts import key_of
from app.kernel.listing import Facet, Key, Listing, Page, Rows, Sort, Wanted, an_id, page_of
from app.kernel.permissions import Actor
from app.kernel.words import label_of
from app.organization.facts import SupportModel
from app.organization.models import Department, Facility

FIRST = 10
"""Assets named on the page of their department; the list has them all."""
_NAME, _ID = Key(Asset.name_key), Key(Asset.id, int)


def _words(name: str, label: str, column: object, words: type[StrEnum]) -> Facet:
    return Facet(name, label, column, words, label_of=lambda value: label_of(words(value)))  # type: ignore[arg-type]


FACETS = (
    _words("kind", "Kind", Asset.kind, AssetKind),
    Facet(
        "department",
        "Department",
        Asset.department_id,
        an_id,
        named_by=(Department.id, Department.name),
    ),
    Facet(
        "facility",
        "Facility",
        Asset.facility_id,
        an_id,
        named_by=(Facility.id, Facility.name),
    ),
    _words("lifecycle", "Lifecycle", Asset.lifecycle, Lifecycle),
    _words("fit", "Fit", Standing.fit, FitStatus),
    _words("suggested", "Suggested", Standing.suggested, Disposition),
    _words("decided", "Decided", Standing.decided, Disposition),
    Facet(
        "vendor",
        "Vendor",
        Asset.vendor_id,
        an_id,
        named_by=(Vendor.id, Vendor.name),
    ),
    _words("support", "Supported by", Asset.support_model, SupportModel),
    _words("hosting", "Hosted", Asset.hosting, Hosting),
    _words("criticality", "Criticality", Asset.criticality, Criticality),
)
SORTS = (
    Sort("name", "Name", (_NAME, _ID)),
    Sort("code", "Code", (Key(Asset.code),)),
    Sort("kind", "Kind", (Key(Asset.kind, AssetKind), _NAME, _ID)),
    Sort(
        "department",
        "Department",
        (Key(Department.name, nullable=True), Key(Asset.id, int)),
    ),
    Sort(
        "score",
        "Score",
        (Key(Standing.provisional, int, nullable=True), _ID),
        descending=True,
    ),
    Sort(
        "completeness",
        "Completeness",
        (Key(Standing.completeness, int, nullable=True), _ID),
        descending=True,
    ),
)


def _best_first(text: str) -> Sort:
    """Exact, then starts with, then a word starts with it, then the rest."""
    wanted = key_of(text)
    rank = case(
        (Asset.name_key == wanted, literal(0)),
        (func.lower(Asset.code) == wanted, literal(0)),
        (Asset.search_text.startswith(wanted, autoescape=True), literal(1)),
        (Asset.name_key.startswith(wanted, autoescape=True), literal(1)),
        (Asset.search_text.contains(f" {wanted}", autoescape=True), literal(2)),
        else_=literal(3),
    )
    return Sort("match", "Best match", (Key(rank, int), _NAME, _ID))


ESTATE = Listing(
    name="inventory_asset",
    facets=FACETS,
    sorts=SORTS,
    columns=frozenset(COLUMNS),
    matches=lambda text: Asset.search_text.contains(key_of(text), autoescape=True),
    best_first=_best_first,
)


def page_for(actor: Actor, wanted: Wanted) -> Page:
    columns = chosen(wanted.columns)
    return page_of(ESTATE, _shown(rows_for(actor), columns), wanted)


def all_for(actor: Actor, wanted: Wanted, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every row asked for, in its order, up to a limit: for a file instead of a page."""
    columns = chosen(wanted.columns)
    whole = replace(ESTATE, page_size=most)
    return page_of(whole, _shown(rows_for(actor), columns), wanted.from_start()).rows


def counts_for(actor: Actor, wanted: Wanted) -> Counts:
    return counts_of(ESTATE, rows_for(actor), wanted, data_state())


def rows_for(_actor: Actor) -> Rows:
    """Everyone who may read the inventory sees all of it."""
    return (
        select(Asset.id, Asset.code, Asset.name, Asset.kind)
        .select_from(Asset)
        .outerjoin(Standing, Standing.id == Asset.id)
    )


def data_state() -> Hashable:
    """Different after every change of anything that is listed."""
    head = select(Head.hash).where(Head.id == 1).scalar_subquery()
    change = select(StandingChange.number).where(StandingChange.id == 1).scalar_subquery()
    return tuple(db.session.execute(select(head, change)).one())


def _shown(rows: Rows, columns: tuple[Column, ...]) -> Rows:
    """The rows with what the columns show; a table is joined once, whoever needs it."""
    joined = {Department: Department.id == Asset.department_id}
    for column in columns:
        joined |= column.joins
        rows = rows.add_columns(column.shows.label(column.label_in_row))
    for table, on in joined.items():
        rows = rows.outerjoin(table, on)
    return rows


def kinds_and_first(facet: str, owner_id: int) -> tuple[dict[AssetKind, int], Sequence[Any]]:
    """How many assets of each kind a department or facility has, and the first of them by name."""
    owned = ESTATE.facet_of[facet].column == owner_id
    counted = select(Asset.kind, func.count().label("assets")).where(owned).group_by(Asset.kind)
    first = (
        select(Asset.id, Asset.code, Asset.name, Asset.kind, Asset.lifecycle, Standing.fit)
        .select_from(Asset)
        .outerjoin(Standing, Standing.id == Asset.id)
        .where(owned)
        .order_by(Asset.name_key, Asset.id)
        .limit(FIRST)
    )
    kinds = {row.kind: row.assets for row in db.session.execute(counted)}
    return {kind: kinds[kind] for kind in AssetKind if kind in kinds}, db.session.execute(
        first
    ).all()
