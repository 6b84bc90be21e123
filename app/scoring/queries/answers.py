"""Answers as bare numbers, for many sheets at once."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Integer, String, case, cast, func, literal, select

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.engine.scoring.evidence import Evidence
from app.kernel.db import db
from app.standards.facts import EvidenceKind, Subject
from app.standards.models import Answer, Assessment, Pack

_PLACES = {EvidenceKind(one.value): place for place, one in enumerate(Evidence)}

Numbers = NDArray[np.int64]
"""Rows of: subject, place of the criterion, level (or NOT_KNOWN, NOT_ASKED), remedy, evidence."""


def assessed(pack: Pack, subject: Subject, ids: Sequence[int] | None = None) -> list[int]:
    """The subjects that have a sheet, in order."""
    sheets = select(Assessment.subject_id).where(
        Assessment.pack_id == pack.id, Assessment.subject_key == subject.key
    )
    if ids is not None:
        sheets = sheets.where(Assessment.subject_id.in_(ids))
    return list(db.session.scalars(sheets.order_by(Assessment.subject_id)))


def numbers(pack: Pack, subject: Subject, on: date, ids: Sequence[int] | None = None) -> Numbers:
    """Every answer on those sheets, a row a sheet: each answer is one whole number of its text."""
    level = case(
        (Answer.state == AnswerState.ANSWERED, Answer.level),
        (Answer.state == AnswerState.UNKNOWN, literal(NOT_KNOWN)),
        else_=literal(NOT_ASKED),
    )
    remedy = cast(case((Answer.remedy_on >= on, 1), else_=0), Integer)
    evidence = case(_PLACES, value=Answer.evidence_kind, else_=0)
    packed = ((Answer.criterion_id * 8 + level + 2) * 2 + remedy) * 8 + evidence
    rows = (
        select(Assessment.subject_id, func.aggregate_strings(cast(packed, String), " "))
        .join(Answer.assessment)
        .where(Assessment.pack_id == pack.id, Assessment.subject_key == subject.key)
        .group_by(Assessment.subject_id)
        .order_by(Assessment.subject_id)
    )
    if ids is not None:
        rows = rows.where(Assessment.subject_id.in_(ids))
    return _unpacked(pack, [(row[0], row[1]) for row in db.session.connection().execute(rows)])


def _unpacked(pack: Pack, rows: Sequence[tuple[int, str]]) -> Numbers:
    if not rows:
        return np.empty((0, 5), np.int64)
    counts = [text.count(" ") + 1 for _, text in rows]
    subjects = np.repeat(np.array([subject for subject, _ in rows], np.int64), counts)
    packed = np.fromstring(" ".join(text for _, text in rows), np.int64, sep=" ")
    packed, evidence = np.divmod(packed, 8)
    packed, remedy = np.divmod(packed, 2)
    criteria, level = np.divmod(packed, 8)
    places = np.zeros(max((one.id for one in pack.criteria), default=0) + 1, np.int64)
    places[[one.id for one in pack.criteria]] = np.arange(len(pack.criteria))
    return np.column_stack((subjects, places[criteria], level - 2, remedy, evidence))
