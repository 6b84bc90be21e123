"""An estate of so many assets, always the same one: people, places, sources, answers, scores."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import DeclarativeBase

from app.accounts.models import Person
from app.accounts.roles import Role
from app.accounts.services import invite
from app.engine.scoring.answer import AnswerState, Axis
from app.engine.scoring.scale import Scale
from app.inventory.facts import FACTS_OF, AssetKind, Lifecycle
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus
from app.inventory.facts.vocabulary.storage import StorageClass
from app.inventory.facts.vocabulary.viewers import ViewerClass
from app.inventory.models import Asset, Interface, Source, Storage, Viewer
from app.inventory.queries import assets
from app.inventory.services.assets import change_asset
from app.inventory.translate import facts_of, search_text_of
from app.kernel.db import db, unit_of_work
from app.kernel.facts import key_of
from app.kernel.permissions import Actor, Permission
from app.organization.facts import DepartmentFacts, FacilityFacts, FacilityLevel, Workflow
from app.organization.services.departments import open_department
from app.organization.services.facilities import add_facility
from app.scoring.services.recompute import recompute_all
from app.standards.facts import Applies, CriterionFacts, PackFile, Subject
from app.standards.facts.packs import ElementFacts, PackFacts, RuleFacts
from app.standards.models import Answer, Assessment, Pack
from app.standards.queries.catalog import get_pack
from app.standards.services.packs import publish

SEED = 20261124
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLANNER = "Paula Planner"
CRITERIA = 60
DEPARTMENTS = 60
CHUNK = 5_000
ANSWERED = 0.85
"""The share of the criteria that is answered; the rest is left open, as in life."""
LIVELY = 40
"""Assets with a history of their own, for record pages."""
VENDORS = ("Ridgeline Imaging", "Northlight", "Vela Medical", "Okapi Systems", "Tern & Co")
WORDS = ("Scope", "Camera", "Ultrasound", "Scanner", "Cart", "Tower", "Reader", "Capture")
EVERYTHING = Actor(0, "Bench", frozenset(Permission))


def build(size: int) -> None:
    """Fill an empty database."""
    random = Random(SEED)  # noqa: S311 - the same estate each time
    with unit_of_work(reason="An estate to measure with"):
        a_person(PLANNER, Role.PLANNER)
        pack_id = publish(_pack()).id
        departments = _departments()
    with unit_of_work():
        ids = _assets(size, departments, random)
        _answers(get_pack(pack_id), ids, random)
    with unit_of_work():
        recompute_all(get_pack(pack_id), on=TODAY, at=NOW)
    _live(ids[: min(LIVELY, size)])


def a_person(name: str, *roles: Role) -> Person:
    return invite(name=name, email=address_of(name), roles=roles)


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def _pack() -> PackFile:
    """As many criteria as the goals speak of, a tenth of them knock-outs."""
    criteria = tuple(
        CriterionFacts(
            code=f"B-{number:02}",
            element=f"E{number % 7}",
            statement=f"Criterion {number} is met.",
            scale=Scale.L5,
            weight=1 + number % 5,
            applies_to=(Applies.SOURCE,),
            axis=Axis.FUNCTIONAL if number % 2 else Axis.TECHNICAL,
            knock_out=number % 10 == 0,
        )
        for number in range(CRITERIA)
    )
    elements = tuple(ElementFacts(code=f"E{n}", title=f"Element {n}", weight=10) for n in range(7))
    facts = PackFacts(
        code="bench", version="1", title="Bench", source="Made for measuring", licence="Apache-2.0"
    )
    return PackFile(pack=facts, elements=elements, criteria=criteria, rules=tuple(_rules()))


def _rules() -> Iterator[RuleFacts]:
    """Ten criteria follow from facts, two of them from how images get home."""
    for number in range(8):
        code = f"B-{number:02}"
        yield RuleFacts(criterion=code, when="lifecycle is active", level=number % 5)
        yield RuleFacts(criterion=code, when="lifecycle is pilot", level=2)
    for number, fact in enumerate(("path_by_order", "path_by_visit"), 8):
        yield RuleFacts(criterion=f"B-{number:02}", when=f"{fact} is supported", level=4)
        yield RuleFacts(criterion=f"B-{number:02}", when=f"{fact} is unsupported", level=0)


def _departments() -> list[int]:
    top = add_facility(
        FacilityFacts(code="ENT", name="Quillwater Health", level=FacilityLevel.ENTERPRISE)
    )
    return [
        open_department(
            DepartmentFacts(code=f"D{n:03}", name=f"Department {n}", facility=top.code)
        ).id
        for n in range(DEPARTMENTS)
    ]


def _assets(size: int, departments: list[int], random: Random) -> list[int]:
    """Written past the objects: what is measured is not how they came to be.

    Beside the sources, whose numbers are given back, a hundredth as many archives and viewers and
    a tenth as many interfaces, from a source to its archive.
    """
    few, ids = max(1, size // 100), list(range(1, size + 1))
    archives = range(size + 1, size + few + 1)
    viewers = range(archives[-1] + 1, archives[-1] + few + 1)
    wires = range(viewers[-1] + 1, viewers[-1] + max(1, size // 10) + 1)
    goes_to = {one: random.choice(archives) for one in ids}
    rows = [
        *(_source(one, departments, random) | {"destination_id": goes_to[one]} for one in ids),
        *(_row(one, AssetKind.STORAGE, random) | _archive(random) for one in archives),
        *(_row(one, AssetKind.VIEWER, random) | _viewer(departments, random) for one in viewers),
        *(_row(wire, AssetKind.INTERFACE, random) | _wire(goes_to, random) for wire in wires),
    ]
    for chunk in _chunks(_columns(Asset, rows)):
        db.session.execute(insert(_table(Asset)), chunk)
    for model in (Source, Storage, Viewer, Interface):
        kind = model.__mapper__.polymorphic_identity
        own = _columns(model, [row for row in rows if row["kind"] is kind])
        for chunk in _chunks(own):
            db.session.execute(insert(_table(model)), chunk)
    _restart_numbers({"inventory_asset": wires[-1], "standards_assessment": size})
    return ids


def _archive(random: Random) -> dict[str, Any]:
    return {
        "storage_class": random.choice(tuple(StorageClass)),
        "annual_operating_cost": random.randrange(1_000_00, 90_000_00),
    }


def _viewer(departments: list[int], random: Random) -> dict[str, Any]:
    return {
        "viewer_class": random.choice(tuple(ViewerClass)),
        "department_id": random.choice(departments),
        "annual_operating_cost": random.randrange(1_000_00, 90_000_00),
    }


def _wire(goes_to: dict[int, int], random: Random) -> dict[str, Any]:
    source = random.randrange(1, len(goes_to) + 1)
    return {
        "from_asset_id": source,
        "to_asset_id": goes_to[source],
        "carries": Carries.SENDS_IMAGES,
        "status": InterfaceStatus.LIVE,
    }


def _source(number: int, departments: list[int], random: Random) -> dict[str, Any]:
    return _row(number, AssetKind.SOURCE, random) | {
        "department_id": random.choice(departments),
        "annual_operating_cost": random.randrange(1_000_00, 90_000_00),
        "annual_studies": random.randrange(100, 40_000),
        "workflow": random.choice((Workflow.ORDER, Workflow.ENCOUNTER)),
        "device_count": 1,
    }


def _row(number: int, kind: AssetKind, random: Random) -> dict[str, Any]:
    code = f"{kind.prefix}-{number:04d}"
    name = f"{random.choice(WORDS)} {random.randrange(10_000)}"
    vendor = random.choice(VENDORS)
    facts = FACTS_OF[AssetKind.SOURCE](name=name, vendor_name=vendor)
    return {
        "id": number,
        "code": code,
        "name": name,
        "name_key": key_of(name),
        "search_text": search_text_of(code, facts),
        "kind": kind,
        "vendor_name": vendor,
        "department_id": None,
        "annual_operating_cost": None,
        "lifecycle": random.choice((Lifecycle.ACTIVE, Lifecycle.PILOT, Lifecycle.CONTAINED)),
        "version": 1,
    }


def _answers(pack: Pack, ids: list[int], random: Random) -> None:
    sheets = [
        {"id": key, "pack_id": pack.id, "subject_key": Subject.ASSET.key, "subject_id": key}
        for key in ids
    ]
    for chunk in _chunks(sheets):
        db.session.execute(insert(_table(Assessment)), chunk)
    criteria = [one.id for one in pack.criteria]
    for chunk in _chunks(ids):
        given = [
            _answer(key, criterion, random.randrange(5))
            for key in chunk
            for criterion in criteria
            if random.random() < ANSWERED
        ]
        for part in _chunks(given):
            db.session.execute(insert(_table(Answer)), part)


def _answer(sheet: int, criterion: int, level: int) -> dict[str, Any]:
    return {
        "assessment_id": sheet,
        "criterion_id": criterion,
        "state": AnswerState.ANSWERED,
        "level": level,
        "answered_at": NOW,
        "version": 1,
    }


def _live(ids: list[int]) -> None:
    """A few changes each, so that a record page has a history to show."""
    for key in ids:
        for turn in range(3):
            with unit_of_work(reason="Checked on site"):
                asset = assets.get_for(EVERYTHING, key)
                facts = facts_of(asset).changed({"notes": f"Seen {turn + 1} times."})
                change_asset(asset, facts, actor=EVERYTHING, version=asset.version)


def _columns(model: type[DeclarativeBase], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {column.name for column in _table(model).columns}
    return [{name: value for name, value in row.items() if name in known} for row in rows]


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _table(model: type[DeclarativeBase]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _restart_numbers(last: Mapping[str, int]) -> None:
    """Rows came with their numbers; PostgreSQL must go on after them."""
    if db.engine.dialect.name == "postgresql":
        for name, number in last.items():
            set_to = func.setval(func.pg_get_serial_sequence(name, "id"), number)
            db.session.execute(select(set_to))
