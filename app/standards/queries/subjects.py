"""What a sheet can be about, and the circumstances that decide which criteria are asked of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.engine import Row

from app.engine.scoring.condition import Known
from app.inventory.facts.vocabulary import sources as source_words
from app.inventory.facts.vocabulary.applications import ApplicationCategory
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle, PhiLevel
from app.inventory.models import Application, Asset, Source
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.organization.facts import Sensitivity, Workflow
from app.organization.models import Department, ServiceLine
from app.standards.facts import Applies, Subject, When
from app.standards.queries.known import facts_in, known_facts, vocabulary

Circumstances = Mapping[When, bool]
"""What is known to be so, or not to be so; what is not known is not in it."""

APPLIES_OF = {
    AssetKind.SOURCE: Applies.SOURCE,
    AssetKind.APPLICATION: Applies.APPLICATION,
    AssetKind.VIEWER: Applies.VIEWER,
    AssetKind.STORAGE: Applies.STORAGE,
    AssetKind.INTERFACE: Applies.INTERFACE,
}

AI = (ApplicationCategory.AI_PLATFORM, ApplicationCategory.AI_MODEL)
GONE = (Lifecycle.RETIRED,)

BILLED = {
    source_words.Billable.YES_GLOBAL,
    source_words.Billable.PROFESSIONAL_ONLY,
    source_words.Billable.TECHNICAL_ONLY,
}
CARRIED = {
    source_words.Mobility.HANDHELD,
    source_words.Mobility.PHONE_TABLET,
    source_words.Mobility.WEARABLE,
}
AT_THE_BEDSIDE = {source_words.Mobility.CART, source_words.Mobility.HANDHELD}


@dataclass(frozen=True, slots=True)
class Profile:
    """One subject, as far as it matters which criteria are asked of it and who may answer.

    `facts` are those that conditions of asking look at; where many are read, none are loaded.
    """

    subject: Subject
    id: int
    code: str
    name: str
    applies: Applies
    department_id: int | None
    known: Circumstances
    is_retired: bool = False
    facts: Known = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}".strip()


def profile_of(subject: Subject, subject_id: int) -> Profile:
    """Raises NotFound where there is no such thing. An asset that is loaded is not read again."""
    if subject is Subject.ASSET:
        if asset := db.session.get(Asset, subject_id):
            return replace(_asset(asset), facts=facts_in(asset))
    elif found := profiles_of(subject, [subject_id]):
        return found[subject_id]
    raise NotFound(f"There is no such {subject.label.lower()}.")


def profiles_of(subject: Subject, ids: Sequence[int]) -> dict[int, Profile]:
    """By number, with the facts of assets; for as many as a page shows."""
    if subject is Subject.ASSET:
        facts = dict(known_facts(vocabulary(), ids))
        return {one.id: replace(one, facts=facts[one.id]) for one in asset_profiles(ids)}
    if subject is Subject.DEPARTMENT:
        return {one.id: one for one in department_profiles(ids)}
    return {0: program_profile()} if 0 in ids else {}


def asset_profiles(asset_ids: Sequence[int] | None = None) -> Iterator[Profile]:
    """Those assets, or all that are not retired; columns alone, so that many cost little."""
    assets = (
        select(*_ASSET_COLUMNS)
        .select_from(Asset.__table__)
        .outerjoin(Source.__table__, Source.__table__.c.id == Asset.__table__.c.id)
        .outerjoin(Application.__table__, Application.__table__.c.id == Asset.__table__.c.id)
        .order_by(Asset.__table__.c.id)
    )
    yield from map(_asset, db.session.execute(_among(assets, asset_ids)))


def department_profiles(
    department_ids: Sequence[int] | None = None, *, without: Collection[int] = ()
) -> Iterator[Profile]:
    """Those departments, or all; what happens in a department is what its sources do.

    `without`: assets that are taken to be gone.
    """
    departments = select(
        Department.id,
        Department.code,
        Department.name,
        Department.dominant_workflow,
        ServiceLine.sensitivity,
    ).outerjoin(ServiceLine, Department.service_line_id == ServiceLine.id)
    if department_ids is not None:
        departments = departments.where(Department.id.in_(department_ids))
    rows = db.session.execute(departments.order_by(Department.id)).all()
    inside = _sources_by_department(department_ids, without)
    for row in rows:
        yield Profile(
            Subject.DEPARTMENT,
            row.id,
            row.code,
            row.name,
            Applies.DEPARTMENT,
            row.id,
            _department_knows(row, inside.get(row.id, ())),
        )


def program_profile(*, without: Collection[int] = ()) -> Profile:
    live = select(Application.id).where(
        Application.category.in_(AI),
        Application.lifecycle == Lifecycle.ACTIVE,
        Application.id.not_in(without),
    )
    any_ai = db.session.scalar(live.limit(1)) is not None
    return Profile(Subject.PROGRAM, 0, "", "Program", Applies.PROGRAM, None, {When.AI_LIVE: any_ai})


_a, _s, _p = Asset.__table__.c, Source.__table__.c, Application.__table__.c
_ASSET_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _a.id,
    _a.code,
    _a.name,
    _a.kind,
    _a.department_id,
    _a.lifecycle,
    _a.phi_level,
    _p.category,
    _s.workflow,
    _s.sensitivity_class,
    _s.mobility,
    _s.modality,
    _s.billable,
    _s.content_intent,
)


def _among(assets: Select[Any], asset_ids: Sequence[int] | None) -> Select[Any]:
    if asset_ids is None:
        return assets.where(_a.lifecycle.not_in(GONE))
    return assets.where(_a.id.in_(asset_ids))


def _asset(row: Row[Any] | Asset) -> Profile:
    is_model = getattr(row, "category", None) is ApplicationCategory.AI_MODEL
    return Profile(
        Subject.ASSET,
        row.id,
        row.code,
        row.name,
        Applies.AI_MODEL if is_model else APPLIES_OF[row.kind],
        row.department_id,
        dict(_source_knows(row) if row.kind is AssetKind.SOURCE else _asset_knows(row)),
        row.lifecycle in GONE,
    )


def _asset_knows(row: Any) -> Iterator[tuple[When, bool]]:
    if row.phi_level is not None:
        yield When.SENSITIVE, row.phi_level in {PhiLevel.SENSITIVE, PhiLevel.FORENSIC}
        yield When.FORENSIC, row.phi_level is PhiLevel.FORENSIC


def _source_knows(row: Any) -> Iterator[tuple[When, bool]]:
    yield from _asset_knows(row)
    yield from _workflow_knows(row.workflow)
    if row.sensitivity_class is not None:
        kinds = set(row.sensitivity_class) - {source_words.SensitivityClass.NONE}
        yield When.SENSITIVE, bool(kinds)
        yield When.FORENSIC, source_words.SensitivityClass.ABUSE_FORENSIC in kinds
    if row.mobility is not None:
        yield When.MOBILE, row.mobility in CARRIED
    if row.billable is not None:
        yield When.BILLABLE, row.billable in BILLED
    if row.content_intent is not None:
        yield When.DIAGNOSTIC, row.content_intent is source_words.ContentIntent.DIAGNOSTIC
    yield from _ultrasound_knows(row)


def _ultrasound_knows(row: Any) -> Iterator[tuple[When, bool]]:
    if row.modality is None:
        return
    if row.modality is not source_words.Modality.US:
        yield When.POCUS, False
    elif row.mobility is not None:
        yield When.POCUS, row.mobility in AT_THE_BEDSIDE


def _workflow_knows(workflow: Workflow | None) -> Iterator[tuple[When, bool]]:
    if workflow is not None:
        yield When.ORDER, workflow in {Workflow.ORDER, Workflow.MIXED}
        yield When.ENCOUNTER, workflow in {Workflow.ENCOUNTER, Workflow.MIXED}


def _sources_by_department(
    department_ids: Sequence[int] | None, without: Collection[int]
) -> dict[int, list[Circumstances]]:
    sources = (
        select(*_ASSET_COLUMNS)
        .select_from(Asset.__table__)
        .join(Source.__table__, _s.id == _a.id)
        .outerjoin(Application.__table__, _p.id == _a.id)
        .where(_a.lifecycle.not_in(GONE))
    )
    wanted: ColumnElement[bool] = _a.department_id.is_not(None)
    if department_ids is not None:
        wanted = _a.department_id.in_(department_ids)
    found: dict[int, list[Circumstances]] = {}
    for row in db.session.execute(sources.where(wanted)):
        if row.id not in without:
            found.setdefault(row.department_id, []).append(dict(_source_knows(row)))
    return found


def _department_knows(row: Row[*tuple[Any, ...]], inside: Iterable[Circumstances]) -> Circumstances:
    """So where any source says so; not so where all say not."""
    known = dict(_workflow_knows(row.dominant_workflow))
    if row.sensitivity is not None and Sensitivity.FORENSIC in row.sensitivity:
        known[When.FORENSIC] = True
    kept = list(inside)
    for when in When:
        said = [one.get(when) for one in kept]
        if True in said:
            known[when] = True
        elif said and None not in said:
            known.setdefault(when, False)
    return known
