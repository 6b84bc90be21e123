"""Packs, with their elements and criteria."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.standards.models import Answer, Assessment, Criterion, Element, Pack


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack with what is in it and how far it is used."""

    pack: Pack
    elements: int
    criteria: int
    superseded: int
    assessments: int


def list_packs() -> Sequence[PackLine]:
    """Packs, the leading one first."""
    counts = {
        model: select(func.count()).where(model.pack_id == Pack.id).scalar_subquery()
        for model in (Element, Criterion, Assessment)
    }
    old = select(func.count()).where(Criterion.pack_id == Pack.id, Criterion.is_superseded)
    rows = db.session.execute(
        select(Pack, *counts.values(), old.scalar_subquery()).order_by(
            Pack.is_leading.desc(), Pack.title, Pack.code, Pack.id
        )
    )
    return [
        PackLine(pack, elements, criteria, superseded, sheets)
        for pack, elements, criteria, sheets, superseded in rows
    ]


def get_pack(pack_id: int) -> Pack:
    """With its elements and criteria."""
    return _one(_whole().where(Pack.id == pack_id))


def leading_pack() -> Pack:
    """The pack whose scores feed lists, suggestions and reports."""
    return _one(_whole().where(Pack.is_leading))


def find_leading_pack() -> Pack | None:
    return db.session.scalar(_whole().where(Pack.is_leading))


def find_pack(code: str, version: str) -> Pack | None:
    return db.session.scalar(_whole().where(Pack.code == code, Pack.version == version))


def version_in_force(code: str) -> Pack | None:
    """Of the versions of one set, the one that holds."""
    return db.session.scalar(_whole().where(Pack.code == code, Pack.is_in_force))


def versions_of(code: str) -> Sequence[Pack]:
    """The versions of one set without their criteria, in the order they were published."""
    rows = select(Pack).where(Pack.code == code).options(joinedload(Pack.decision))
    return db.session.scalars(rows.order_by(Pack.id)).all()


def has_versions(code: str) -> bool:
    return db.session.scalar(select(Pack.id).where(Pack.code == code).limit(1)) is not None


def element_of(pack: Pack, code: str) -> Element:
    """One of the pack's elements, by its code."""
    for element in pack.elements:
        if element.code == code:
            return element
    raise NotFound("There is no such element.")


def get_criterion(criterion_id: int) -> Criterion:
    """With its pack and element."""
    found = db.session.scalar(
        select(Criterion)
        .where(Criterion.id == criterion_id)
        .options(joinedload(Criterion.pack), joinedload(Criterion.element))
    )
    if found is None:
        raise NotFound("There is no such criterion.")
    return found


def versions_of_criterion(criterion: Criterion) -> Sequence[Criterion]:
    """The same criterion in every version of its pack, also under a code it had or got."""
    others = (Criterion.code == criterion.code) | (Criterion.formerly == criterion.code)
    if criterion.formerly:
        others |= Criterion.code == criterion.formerly
    rows = (
        select(Criterion)
        .join(Criterion.pack)
        .where(Pack.code == criterion.pack.code, others)
        .order_by(Pack.id)
        .options(joinedload(Criterion.pack), joinedload(Criterion.element))
    )
    return db.session.scalars(rows).all()


def neighbors(criterion: Criterion) -> tuple[Criterion | None, Criterion | None]:
    """The criteria before and after it in the pack."""
    places = (criterion.position - 1, criterion.position + 1)
    rows = db.session.scalars(
        select(Criterion).where(
            Criterion.pack_id == criterion.pack_id, Criterion.position.in_(places)
        )
    )
    found = {one.position: one for one in rows}
    return found.get(places[0]), found.get(places[1])


def answers_by_level(criterion: Criterion) -> dict[tuple[str, int | None], int]:
    """How often each state, and of the answered each level, was given."""
    rows = db.session.execute(
        select(Answer.state, Answer.level, func.count())
        .where(Answer.criterion_id == criterion.id)
        .group_by(Answer.state, Answer.level)
    )
    return {(state.value, level): count for state, level, count in rows}


def _whole() -> Select[Pack]:
    return select(Pack).options(
        selectinload(Pack.elements), selectinload(Pack.criteria), selectinload(Pack.rules)
    )


def _one(query: Select[Pack]) -> Pack:
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("There is no such pack of standards.")
    return found
