"""Waivers: which count on a day, those of a thing, those that end, one with its decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.governance.models import Decision, DecisionStatus
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.words import Word
from app.organization.models import Department
from app.standards.facts import Subject
from app.standards.facts.waivers import WaiverStatus
from app.standards.models import Criterion, Pack, Waiver
from app.standards.queries.subjects import Profile

MAY_COUNT = (WaiverStatus.WAITING, WaiverStatus.IN_FORCE)
PAGE = 50


class Shown(Word):
    """Which waivers a list shows."""

    IN_FORCE = "in_force", "In force"
    ENDING = "ending", "Before the body again"
    WAITING = "waiting", "Not yet in force"
    OVER = "over", "Over"


@dataclass(frozen=True, slots=True)
class Row:
    """A waiver with the name of what it was granted for."""

    waiver: Waiver
    code: str
    name: str
    days_left: int

    @property
    def sentence(self) -> str:
        """What is to be done before it ends."""
        return (
            f"Renew the waiver of {self.waiver.criterion.code} for {self.name} "
            f"before {self.waiver.ends_on}, or see that the gap is closed."
        )


def in_force(
    pack: Pack, subject: Subject, on: date, ids: Sequence[int] | None = None
) -> dict[int, frozenset[str]]:
    """By subject: codes of criteria waived on that day, under whichever version of the pack."""
    rows = (
        select(Waiver.subject_id, Criterion.code)
        .join(Waiver.criterion)
        .join(Criterion.pack)
        .join(Waiver.decision)
        .where(Waiver.subject_key == subject.key, Pack.code == pack.code, counts_on(on))
    )
    if ids is not None:
        rows = rows.where(Waiver.subject_id.in_(ids))
    found: dict[int, set[str]] = {}
    for subject_id, code in db.session.execute(rows):
        found.setdefault(subject_id, set()).add(code)
    return {subject_id: frozenset(codes) for subject_id, codes in found.items()}


def waived_for(pack: Pack, profile: Profile, on: date) -> frozenset[str]:
    if profile.subject is Subject.PROGRAM:
        return frozenset()
    return in_force(pack, profile.subject, on, [profile.id]).get(profile.id, frozenset())


def counted_among(waivers: Iterable[Waiver], pack: Pack, on: date) -> frozenset[str]:
    """The same of waivers that are loaded with criterion and decision."""
    return frozenset(
        one.criterion.code
        for one in waivers
        if one.criterion.pack.code == pack.code
        and one.status in MAY_COUNT
        and one.starts_on <= on <= one.ends_on
        and one.decision.status is DecisionStatus.STANDING
    )


def counts_on(on: date) -> ColumnElement[bool]:
    """By its days and its decision, so that no late sweep keeps a waiver alive."""
    return and_(
        Waiver.status.in_(MAY_COUNT),
        Waiver.starts_on <= on,
        Waiver.ends_on >= on,
        Decision.status == DecisionStatus.STANDING,
    )


def how_many(on: date) -> int:
    """How many count on that day."""
    counted = select(func.count()).select_from(Waiver).join(Waiver.decision).where(counts_on(on))
    return db.session.scalar(counted) or 0


def out_of_step(on: date) -> Sequence[Waiver]:
    """Those whose word is no longer true: to begin, to lapse, or left without their decision."""
    begun = and_(Waiver.status == WaiverStatus.WAITING, Waiver.starts_on <= on)
    over = and_(Waiver.status.in_(MAY_COUNT), Waiver.ends_on < on)
    bare = and_(Waiver.status.in_(MAY_COUNT), Decision.status != DecisionStatus.STANDING)
    wanted = select(Waiver).join(Waiver.decision).where(or_(begun, over, bare))
    return db.session.scalars(
        wanted.options(contains_eager(Waiver.decision))
        .order_by(Waiver.id)
        .with_for_update(of=Waiver)
    ).all()


def current_for(criterion_id: int, subject: Subject, subject_id: int) -> Waiver | None:
    """The one that counts now or will, for this criterion and this thing; locked."""
    code = select(Criterion.code).where(Criterion.id == criterion_id).scalar_subquery()
    return db.session.scalar(
        select(Waiver)
        .join(Waiver.criterion)
        .where(Criterion.code == code, Waiver.status.in_(MAY_COUNT))
        .where(Waiver.subject_key == subject.key, Waiver.subject_id == subject_id)
        .order_by(Waiver.id.desc())
        .limit(1)
        .with_for_update(of=Waiver)
    )


def of_subject(subject_key: str, subject_id: int) -> Sequence[Waiver]:
    """Every one ever granted for a thing, the latest first."""
    wanted = _told().where(Waiver.subject_key == subject_key, Waiver.subject_id == subject_id)
    return db.session.scalars(wanted.order_by(Waiver.id.desc())).unique().all()


def under(decision_id: int) -> Sequence[Waiver]:
    """Those a decision granted or ended."""
    wanted = _told().where(
        or_(Waiver.decision_id == decision_id, Waiver.ended_by_id == decision_id)
    )
    return db.session.scalars(wanted.order_by(Waiver.id)).unique().all()


def returning(on: date, *, owner_id: int | None = None) -> Sequence[Row]:
    """In force, and due before their body again; of one owner, or of all."""
    wanted = (
        _told()
        .join(_standing, Waiver.decision)
        .where(_standing.status == DecisionStatus.STANDING, _ending(on))
    )
    if owner_id is not None:
        wanted = wanted.where(Waiver.owner_id == owner_id)
    found = db.session.scalars(wanted.order_by(Waiver.ends_on, Waiver.id)).unique().all()
    return _rows(found, on)


def get_waiver(waiver_id: int) -> Waiver:
    found = db.session.scalar(_told().where(Waiver.id == waiver_id))
    if found is None:
        raise NotFound("There is no such waiver.")
    return found


def lock(waiver_id: int) -> Waiver:
    db.session.execute(select(Waiver.id).where(Waiver.id == waiver_id).with_for_update())
    wanted = _told().where(Waiver.id == waiver_id).execution_options(populate_existing=True)
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound("There is no such waiver.")
    return found


def counts(on: date) -> dict[Shown, int]:
    sums = select(*(func.count().filter(where) for where in _where(on).values()))
    found = db.session.execute(sums.select_from(Waiver)).one()
    return dict(zip(_where(on), found, strict=True))


def page_of(which: Shown, number: int, on: date) -> Sequence[Row]:
    """One page, those that end first on top; what is over, the latest end first."""
    order = Waiver.ends_on.desc() if which is Shown.OVER else Waiver.ends_on
    wanted = _told().where(_where(on)[which]).order_by(order, Waiver.id)
    found = db.session.scalars(wanted.limit(PAGE).offset((number - 1) * PAGE)).unique().all()
    return _rows(found, on)


def _rows(found: Sequence[Waiver], on: date) -> Sequence[Row]:
    names = _names(found)
    return [
        Row(one, *names.get((one.subject_key, one.subject_id), ("", "gone")), one.days_left(on))
        for one in found
    ]


_standing = aliased(Decision)


def _where(on: date) -> dict[Shown, ColumnElement[bool]]:
    live = and_(Waiver.status == WaiverStatus.IN_FORCE, Waiver.ends_on >= on)
    return {
        Shown.IN_FORCE: live,
        Shown.ENDING: _ending(on),
        Shown.WAITING: and_(Waiver.status == WaiverStatus.WAITING),
        Shown.OVER: or_(
            Waiver.status.not_in(MAY_COUNT),
            and_(Waiver.status == WaiverStatus.IN_FORCE, Waiver.ends_on < on),
        ),
    }


def _ending(on: date) -> ColumnElement[bool]:
    return and_(
        Waiver.status == WaiverStatus.IN_FORCE, Waiver.returns_on <= on, Waiver.ends_on >= on
    )


def _told() -> Select[Waiver]:
    return select(Waiver).options(
        joinedload(Waiver.criterion).joinedload(Criterion.pack),
        joinedload(Waiver.owner),
        joinedload(Waiver.decision),
        joinedload(Waiver.ended_by),
    )


_TABLE_OF: dict[StrEnum, type[Asset] | type[Department]] = {
    Subject.ASSET: Asset,
    Subject.DEPARTMENT: Department,
}


def _names(waivers: Sequence[Waiver]) -> dict[tuple[str, int], tuple[str, str]]:
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for subject, model in _TABLE_OF.items():
        key = Subject(subject).key
        ids = {one.subject_id for one in waivers if one.subject_key == key}
        if not ids:
            continue
        table = model.__table__.c
        rows = db.session.execute(select(table.id, table.code, table.name).where(table.id.in_(ids)))
        found |= {(key, row.id): (row.code, row.name) for row in rows}
    return found
