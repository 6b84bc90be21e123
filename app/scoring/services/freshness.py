"""Scores follow answers and facts: what a transaction has touched is computed before it commits."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from app.audit.bulk import WRITTEN, Written
from app.inventory.models import Asset, PathLink
from app.kernel import clock
from app.kernel.db import BoundSession, db
from app.organization.models import Department, Facility
from app.scoring.queries.near import sources_near
from app.scoring.queries.touched import assessed_assets, packs_scored, packs_touched
from app.scoring.services.facilities import KEY as PLACES
from app.scoring.services.facilities import roll_up
from app.scoring.services.following import follow_inventory
from app.scoring.services.recompute import recompute, recompute_all
from app.scoring.services.storing import Run
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Waiver
from app.standards.queries.catalog import get_pack
from app.standards.queries.kept import kept_pack

KEY = "scores to compute"
WAITS = "scores wait"
AT_ONCE = 5_000
MOST = 20_000
"""Beyond so many, everything is computed at once: that is quicker than to name them."""


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
        elif isinstance(thing, PathLink):
            touched.followed.add(thing.source_id)
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
    if not (session.in_nested_transaction() or WAITS in session.info):
        _follow_up(session, clock.today(), clock.now())


@contextmanager
def scored_at_the_end() -> Iterator[None]:
    """For many changes in a row: the next commit after them computes what all of them touched."""
    db.session.info[WAITS] = True
    try:
        yield
    finally:
        db.session.info.pop(WAITS, None)


@contextmanager
def rehearsal(on: date, at: datetime) -> Iterator[Callable[[], None]]:
    """For changes that are taken back: what was touched before them waits, unmixed with theirs."""
    info = db.session.info
    before = {key: info.pop(key) for key in (KEY, WRITTEN) if key in info}
    try:
        yield partial(_follow_up, db.session(), on, at)
    finally:
        for key in (KEY, WRITTEN):
            info.pop(key, None)
        info.update(before)


def _follow_up(session: Session, on: date, at: datetime) -> None:
    session.flush()
    touched: Touched = session.info.pop(KEY, None) or Touched()
    _note_bulk(touched, session.info.pop(WRITTEN, {}))
    for some in _portions(touched.followed):
        follow_inventory(some, on=on, at=at)
        session.flush()
        touched.sheets |= session.info.pop(KEY, Touched()).sheets
    if len(touched.sheets) + len(touched.assets) > MOST:
        for pack_id in packs_scored():
            recompute_all(get_pack(pack_id), on=on, at=at)
    elif touched:
        _recompute(touched, on, at)


def _recompute(touched: Touched, on: date, at: datetime) -> None:
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
        session.info.pop(WRITTEN, None)


def _note_bulk(touched: Touched, written: Mapping[str, Written]) -> None:
    """What went past the objects, such as a sheet: of it, only what has been assessed."""
    assets = written.get(Subject.ASSET.key, Written())
    for some in _portions(assets.ids):
        touched.assets |= assessed_assets(some)
        touched.followed |= assessed_assets({*some, *sources_near(some)})
    departments = written.get(Subject.DEPARTMENT.key, Written())
    touched.departments |= departments.ids | assets.left.get("department_id", set())
    touched.places |= written.get(PLACES, Written()).ids


def _portions(ids: set[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    yield from (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


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
