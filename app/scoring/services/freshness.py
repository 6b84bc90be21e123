"""Scores follow answers and facts: what a transaction has touched is computed before it commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from app.inventory.models import Asset
from app.kernel import clock
from app.kernel.db import BoundSession, db
from app.organization.models import Department, Facility
from app.scoring.queries.touched import packs_scored, packs_touched
from app.scoring.services.facilities import roll_up
from app.scoring.services.following import follow_inventory
from app.scoring.services.recompute import recompute
from app.scoring.services.storing import Run
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Waiver
from app.standards.queries.kept import kept_pack

KEY = "scores to compute"


@dataclass(slots=True)
class Touched:
    """What was answered or changed in this transaction."""

    sheets: set[int] = field(default_factory=set)
    assets: set[int] = field(default_factory=set)
    departments: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    followed: set[int] = field(default_factory=set)
    """Assets whose answers by rule may be others now."""

    def __bool__(self) -> bool:
        return bool(self.sheets or self.assets or self.departments or self.places or self.followed)


@event.listens_for(BoundSession, "after_flush")
def _note(session: Session, *_: object) -> None:
    touched: Touched = session.info.setdefault(KEY, Touched())
    for thing in (*session.new, *session.dirty, *session.deleted):
        if isinstance(thing, Answer):
            touched.sheets.add(thing.assessment_id)
        elif isinstance(thing, Asset):
            touched.followed.add(thing.id)
        elif isinstance(thing, Waiver):
            _of(touched, thing.subject_key).add(thing.subject_id)
    touched.followed |= _begun(session)
    for thing in session.dirty:
        _note_facts(touched, thing)


@event.listens_for(BoundSession, "before_commit", insert=True)
def _compute(session: Session) -> None:
    """As late as can be, so that each is computed once however often it was touched.

    Before history is sealed: an answer that follows a fact belongs to the change of the fact.
    """
    if not session.in_nested_transaction():
        _follow_up(session, clock.today(), clock.now())


@contextmanager
def rehearsal(on: date, at: datetime) -> Iterator[Callable[[], None]]:
    """For changes that are taken back: what was touched before them waits, unmixed with theirs."""
    before = db.session.info.pop(KEY, None)
    try:
        yield partial(_follow_up, db.session(), on, at)
    finally:
        db.session.info.pop(KEY, None)
        if before is not None:
            db.session.info[KEY] = before


def _follow_up(session: Session, on: date, at: datetime) -> None:
    session.flush()
    touched: Touched | None = session.info.pop(KEY, None)
    if not touched:
        return
    if touched.followed:
        follow_inventory(touched.followed, on=on, at=at)
        session.flush()
        touched.sheets |= session.info.pop(KEY, Touched()).sheets
    found = packs_touched(touched.sheets, touched.assets, touched.departments)
    for pack_id, subjects in found.items():
        recompute(
            kept_pack(pack_id),
            assets=subjects.get(Subject.ASSET, ()),
            departments=subjects.get(Subject.DEPARTMENT, ()),
            on=on,
            at=at,
        )
    if touched.places:
        for pack_id in packs_scored():
            roll_up(Run(kept_pack(pack_id), on, at))


@event.listens_for(BoundSession, "after_soft_rollback")
def _forget(session: Session, transaction: Any) -> None:
    if not transaction.nested:
        session.info.pop(KEY, None)


def _of(touched: Touched, subject_key: str) -> set[int]:
    return touched.assets if subject_key == Subject.ASSET.key else touched.departments


def _note_facts(touched: Touched, thing: object) -> None:
    if isinstance(thing, Asset):
        touched.assets.add(thing.id)
        touched.departments |= _left(thing)
    elif isinstance(thing, Department):
        touched.departments.add(thing.id)
    elif isinstance(thing, Facility):
        touched.places.add(thing.id)


def _begun(session: Session) -> set[int]:
    """Assets whose sheet is new."""
    sheets = [one for one in session.new if isinstance(one, Assessment)]
    return {one.subject_id for one in sheets if one.subject_key == Subject.ASSET.key}


def _left(asset: Asset) -> set[int]:
    """The department an asset has moved out of."""
    old = inspect(asset).attrs.department_id.history.deleted
    return {one for one in old or () if one is not None}
