"""One answer serves two packs: what a cross-walk leads to follows, until somebody answers there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.engine.scoring.answer import AnswerState
from app.kernel.db import db
from app.standards.facts import Subject
from app.standards.facts.crosswalks import Relation
from app.standards.importing.crosswalks import crosswalk_file_of
from app.standards.models import Answer, Assessment, Criterion, Crosswalk, Pack, Support
from app.standards.queries import catalog, crosswalks
from app.standards.queries.subjects import (
    Profile,
    asset_profiles,
    department_profiles,
    profile_of,
)
from app.standards.translate import is_asked

COPIED = ("evidence_kind", "evidence_note", "answered_by_id", "answered_at")


class Place(NamedTuple):
    """One criterion on the sheet of one thing."""

    subject_key: str
    subject_id: int
    criterion_id: int


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of a cross-walk, in the order of its lines: what gives which level to what."""

    before: Pack
    after: Pack
    gives: tuple[tuple[Criterion, Criterion, Mapping[int, int]], ...]


@dataclass(frozen=True, slots=True)
class Following:
    """What should follow at one place: the level, and the answer it follows from."""

    level: int
    source: Answer


def follow(pack: Pack, profile: Profile) -> None:
    """After something was answered: what follows from it under other packs, for the same thing."""
    if pack.is_in_force:
        for walk in crosswalks.crosswalks_of(pack.code):
            derive(walk, profile)


def derive(walk: Crosswalk, profile: Profile | None = None) -> None:
    """Everything that follows along a cross-walk, for one thing or for all.

    Only what somebody answered gives an answer: what follows leads no further. Where somebody has
    answered, nothing follows; of several lines the first that gives something counts.
    """
    for way in _ways(walk):
        wanted, there = _wanted(way, profile), _there(way, profile)
        gone = [one for place, one in there.items() if place not in wanted and _is_ours(one, way)]
        _let_go(gone)
        sheets = _sheets(way.after, wanted)
        for place, following in wanted.items():
            answer = there.get(place) or _new(sheets[place[:2]], place.criterion_id)
            if place not in there or _is_ours(answer, way):
                _write(answer, following)
    db.session.flush()


def _let_go(answers: Sequence[Answer]) -> None:
    """What nothing gives any more goes, but for what somebody put evidence under: that stays."""
    ids = [one.id for one in answers]
    shown = set(db.session.scalars(select(Support.answer_id).where(Support.answer_id.in_(ids))))
    for answer in answers:
        if answer.id in shown:
            answer.derived_from_id = None
        else:
            db.session.delete(answer)


def _new(sheet: int, criterion_id: int) -> Answer:
    answer = Answer(assessment_id=sheet, criterion_id=criterion_id, state=AnswerState.ANSWERED)
    db.session.add(answer)
    return answer


def _ways(walk: Crosswalk) -> Iterator[Way]:
    """There, and for the same question also back."""
    first, then = (catalog.version_in_force(code) for code in (walk.from_code, walk.to_code))
    if first is None or then is None:
        return
    ends = [{one.code: one for one in pack.criteria} for pack in (first, then)]
    there, back = [], []
    for line in crosswalk_file_of(walk).lines:
        one, other = ends[0].get(line.from_code), ends[1].get(line.to_code)
        if one is None or other is None:
            continue
        there.append((one, other, line.gives))
        if line.relation is Relation.SAME and one.scale is other.scale and not line.levels:
            back.append((other, one, line.gives))
    yield Way(first, then, tuple(there))
    yield Way(then, first, tuple(back))


def _wanted(way: Way, profile: Profile | None) -> dict[Place, Following]:
    given = _given(way, profile)
    wanted: dict[Place, Following] = {}
    profiles = _profiles(given, profile)
    for one, other, levels in way.gives:
        for key, source in given.get(one.id, {}).items():
            subject, level = profiles.get(key), levels.get(source.level or 0)
            if level is None or subject is None:
                continue
            if is_asked(other, subject.applies, subject.known):
                place = Place(key[0], key[1], other.id)
                wanted.setdefault(place, Following(level, source))
    return wanted


Key = tuple[str, int]


def _given(way: Way, profile: Profile | None) -> dict[int, dict[Key, Answer]]:
    """By criterion and thing: what somebody answered with a level."""
    rows = (
        select(Answer, Assessment.subject_key, Assessment.subject_id)
        .join(Answer.assessment)
        .where(
            Answer.criterion_id.in_({one.id for one, _, _ in way.gives}),
            Answer.state == AnswerState.ANSWERED,
            Answer.derived_from_id.is_(None),
        )
    )
    if profile is not None:
        rows = rows.where(
            Assessment.subject_key == profile.subject.key, Assessment.subject_id == profile.id
        )
    found: dict[int, dict[Key, Answer]] = {}
    for answer, subject_key, subject_id in db.session.execute(rows):
        found.setdefault(answer.criterion_id, {})[subject_key, subject_id] = answer
    return found


def _profiles(
    given: Mapping[int, Mapping[Key, Answer]], profile: Profile | None
) -> dict[Key, Profile]:
    if profile is not None:
        return {(profile.subject.key, profile.id): profile}
    keys = {key for by_thing in given.values() for key in by_thing}
    found: list[Profile] = []
    if any(key[0] == Subject.ASSET.key for key in keys):
        found += asset_profiles()
    if any(key[0] == Subject.DEPARTMENT.key for key in keys):
        found += department_profiles()
    if any(key[0] == Subject.PROGRAM.key for key in keys):
        found.append(profile_of(Subject.PROGRAM, 0))
    return {(one.subject.key, one.id): one for one in found}


def _there(way: Way, profile: Profile | None) -> dict[Place, Answer]:
    """Answers where something may follow, and those that followed along lines that are gone."""
    origin, asked = aliased(Answer), aliased(Criterion)
    followed = and_(Criterion.pack_id == way.after.id, asked.pack_id == way.before.id)
    rows = (
        select(Answer, Assessment.subject_key, Assessment.subject_id)
        .join(Answer.assessment)
        .join(Answer.criterion)
        .outerjoin(origin, origin.id == Answer.derived_from_id)
        .outerjoin(asked, asked.id == origin.criterion_id)
        .where(or_(Answer.criterion_id.in_({other.id for _, other, _ in way.gives}), followed))
        .options(joinedload(Answer.derived_from).joinedload(Answer.criterion))
        .execution_options(populate_existing=True)
    )
    if profile is not None:
        rows = rows.where(
            Assessment.subject_key == profile.subject.key, Assessment.subject_id == profile.id
        )
    return {
        Place(key, subject_id, answer.criterion_id): answer
        for answer, key, subject_id in db.session.execute(rows)
    }


def _is_ours(answer: Answer, way: Way) -> bool:
    origin = answer.derived_from
    return origin is not None and origin.criterion.pack_id == way.before.id


def _sheets(pack: Pack, wanted: Iterable[Place]) -> dict[Key, int]:
    """The sheet of each thing under a pack, begun where there is none."""
    rows = select(Assessment).where(Assessment.pack_id == pack.id)
    keys = {place[:2] for place in wanted}
    ids = {subject_id for _, subject_id in keys}
    if len(ids) == 1:
        rows = rows.where(Assessment.subject_id.in_(ids))
    found = {(one.subject_key, one.subject_id): one for one in db.session.scalars(rows)}
    for key in sorted(keys - found.keys()):
        found[key] = Assessment(pack_id=pack.id, subject_key=key[0], subject_id=key[1])
        db.session.add(found[key])
    db.session.flush()
    return {key: sheet.id for key, sheet in found.items()}


def _write(answer: Answer, following: Following) -> None:
    answer.level, answer.derived_from_id = following.level, following.source.id
    for name in COPIED:
        setattr(answer, name, getattr(following.source, name))
