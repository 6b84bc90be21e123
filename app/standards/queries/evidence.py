"""Evidence: one piece, all of them, and what stands behind each answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.engine.scoring.evidence import is_stale
from app.engine.scoring.headroom import months_to
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor
from app.standards.facts import EvidenceKind, Subject
from app.standards.models import (
    Answer,
    Assessment,
    Content,
    Evidence,
    EvidenceFile,
    Pack,
    Support,
)
from app.standards.queries.subjects import Profile, profiles_of

MOST = 200
STRENGTH = {kind: place for place, kind in enumerate(EvidenceKind)}
SUBJECT_OF = {subject.key: subject for subject in Subject}


@dataclass(frozen=True, slots=True)
class Backing:
    """The strongest piece behind an answer: a fresh one, or else the strongest of the stale."""

    kind: EvidenceKind
    dated_on: date
    is_stale: bool
    pieces: int
    months: int
    """Its age."""


def backing_of(pack: Pack, profile: Profile, *, on: date, months: int) -> dict[int, Backing]:
    """By answer of one sheet; an answer that is only claimed is not in it."""
    mine = (Assessment.subject_id == profile.id) & (Assessment.subject_key == profile.subject.key)
    return backing_under(pack, mine, on=on, months=months)


def backing_under(
    pack: Pack, *narrowed: ColumnElement[bool], on: date, months: int
) -> dict[int, Backing]:
    """By answer, for all sheets under a pack or those narrowed to: one query, backed ones alone."""
    rows = db.session.execute(
        select(Support.answer_id, Evidence.kind, Evidence.dated_on)
        .join(Support.evidence)
        .join(Support.answer)
        .join(Answer.assessment)
        .where(Evidence.withdrawn_at.is_(None), Assessment.pack_id == pack.id, *narrowed)
        .order_by(Support.id)
    )
    found: dict[int, list[tuple[EvidenceKind, date]]] = {}
    for answer_id, kind, dated_on in rows:
        found.setdefault(answer_id, []).append((kind, dated_on))
    return {one: strongest(pieces, on=on, months=months) for one, pieces in found.items()}


def strongest(pieces: Sequence[tuple[EvidenceKind, date]], *, on: date, months: int) -> Backing:
    """Of at least one piece."""
    ranked = [
        (not is_stale(dated_on, on=on, months=months), STRENGTH[kind], dated_on, kind)
        for kind, dated_on in pieces
    ]
    fresh, _, dated_on, kind = max(ranked)
    return Backing(kind, dated_on, not fresh, len(pieces), months_to(on, on=dated_on))


@dataclass(frozen=True, slots=True)
class Served:
    """An answer with the sheet it stands on."""

    answer: Answer
    profile: Profile

    @property
    def pack(self) -> Pack:
        return self.answer.assessment.pack

    @property
    def title(self) -> str:
        return f"{self.answer.criterion.code} for {self.profile.title}"


def answer_for(actor: Actor, answer_id: int) -> Served:
    """Whoever reads standards reads every answer; who may add to it is asked of the service."""
    answer = db.session.scalar(_answers().where(Answer.id == answer_id))
    if answer is None:
        raise NotFound("There is no such answer.")
    return _served([answer])[0]


def served_by(evidence: Evidence) -> list[Served]:
    return _served(
        db.session.scalars(
            _answers()
            .join(Support, Support.answer_id == Answer.id)
            .where(Support.evidence_id == evidence.id)
            .order_by(Answer.id)
        ).all()
    )


def supports_of(answer: Answer) -> Sequence[Support]:
    """With the pieces of evidence, the latest first."""
    pieces = joinedload(Support.evidence)
    return (
        db.session.scalars(
            select(Support)
            .where(Support.answer_id == answer.id)
            .options(pieces.selectinload(Evidence.files), pieces.joinedload(Evidence.added_by))
            .order_by(Support.id.desc())
        )
        .unique()
        .all()
    )


def get_support(support_id: int) -> Support:
    found = db.session.scalar(
        select(Support).where(Support.id == support_id).options(joinedload(Support.evidence))
    )
    if found is None:
        raise NotFound("This piece does not serve this answer any more.")
    return found


def get_for(actor: Actor, evidence_id: int) -> Evidence:
    """With its files; whoever reads standards may look at evidence."""
    found = db.session.scalar(_whole().where(Evidence.id == evidence_id))
    if found is None:
        raise NotFound("There is no such piece of evidence.")
    return found


def list_all(words: str = "") -> Sequence[Evidence]:
    """The latest first, those withdrawn last."""
    pieces = _whole().order_by(Evidence.withdrawn_at.is_not(None), Evidence.id.desc()).limit(MOST)
    if words:
        pieces = pieces.where(Evidence.title.icontains(words, autoescape=True))
    return db.session.scalars(pieces).unique().all()


def answers_served(pieces: Iterable[Evidence]) -> dict[int, int]:
    """How many answers each serves."""
    ids = [one.id for one in pieces]
    counts = select(Support.evidence_id, func.count()).where(Support.evidence_id.in_(ids))
    return dict(iter(db.session.execute(counts.group_by(Support.evidence_id))))


def file_of(evidence: Evidence, number: int) -> tuple[EvidenceFile, bytes]:
    found = next((one for one in evidence.files if one.number == number), None)
    if found is None:
        raise NotFound("There is no such version of this file.")
    content = db.session.scalars(
        select(Content).where(Content.digest == found.digest).options(undefer(Content.data))
    ).one()
    return found, content.data


def has_content(digest: str) -> bool:
    return db.session.scalar(select(Content.id).where(Content.digest == digest)) is not None


def bytes_of(person_id: int) -> int:
    """What a person has handed in, every version counted."""
    handed_in = select(func.coalesce(func.sum(EvidenceFile.size), 0))
    return int(db.session.scalar(handed_in.where(EvidenceFile.added_by_id == person_id)) or 0)


def _answers() -> Select[Answer]:
    sheet = joinedload(Answer.assessment)
    pack = sheet.joinedload(Assessment.pack)
    return select(Answer).options(
        pack.selectinload(Pack.elements),
        pack.selectinload(Pack.rules),
        joinedload(Answer.criterion),
    )


def _served(answers: Sequence[Answer]) -> list[Served]:
    profiles: dict[tuple[str, int], Profile] = {}
    for key in {one.assessment.subject_key for one in answers}:
        ids = {one.assessment.subject_id for one in answers if one.assessment.subject_key == key}
        found = profiles_of(SUBJECT_OF[key], sorted(ids))
        profiles |= {(key, number): profile for number, profile in found.items()}
    return [
        Served(one, profiles[one.assessment.subject_key, one.assessment.subject_id])
        for one in answers
    ]


def _whole() -> Select[Evidence]:
    return select(Evidence).options(
        selectinload(Evidence.files).joinedload(EvidenceFile.added_by),
        joinedload(Evidence.added_by),
    )
