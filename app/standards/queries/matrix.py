"""One page of a matrix: the next assets of a kind, and which of them are the actor's to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.standards.facts import Subject
from app.standards.models import Assignment, Pack
from app.standards.queries.assignments import WHOLE

ROWS = 20
"""Assets on a page: with the widest element some five hundred cells."""


@dataclass(frozen=True, slots=True)
class Which:
    """The assets a matrix is about; each part is in the address."""

    kind: AssetKind
    department_id: int | None = None
    after: str = ""


def asset_page(which: Which) -> Sequence[int]:
    """By code; one more than a page tells of more."""
    asset = Asset.__table__.c
    ids = select(asset.id).where(
        asset.kind == which.kind, asset.lifecycle != Lifecycle.RETIRED, asset.code > which.after
    )
    if which.department_id is not None:
        ids = ids.where(asset.department_id == which.department_id)
    return db.session.scalars(ids.order_by(asset.code).limit(ROWS + 1)).all()


def assigned_among(
    actor: Actor, pack: Pack, section: str, asset_ids: Sequence[int]
) -> frozenset[int]:
    """Assets of whose sheet the actor was asked to answer this section."""
    return frozenset(
        db.session.scalars(
            select(Assignment.subject_id).where(
                Assignment.assignee_id == actor.person_id,
                Assignment.ended_at.is_(None),
                Assignment.pack_id == pack.id,
                Assignment.subject_key == Subject.ASSET.key,
                Assignment.subject_id.in_(asset_ids),
                Assignment.section.in_([WHOLE, section]),
            )
        )
    )
