"""Answers as bare numbers, for many sheets at once."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Integer, case, cast, literal, select

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.engine.scoring.evidence import Evidence
from app.kernel.db import db
from app.standards.facts import EvidenceKind, Subject
from app.standards.models import Answer, Assessment, Criterion, Pack

BATCH = 20_000
"""Rows fetched at a time."""

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
    """Every answer on those sheets; plain integers, so that no row becomes an object."""
    level = case(
        (Answer.state == AnswerState.ANSWERED, Answer.level),
        (Answer.state == AnswerState.UNKNOWN, literal(NOT_KNOWN)),
        else_=literal(NOT_ASKED),
    )
    remedy = cast(case((Answer.remedy_on >= on, 1), else_=0), Integer)
    evidence = case(_PLACES, value=Answer.evidence_kind, else_=0)
    rows = (
        select(Assessment.subject_id, Criterion.position, level, remedy, evidence)
        .join(Answer.assessment)
        .join(Answer.criterion)
        .where(Assessment.pack_id == pack.id, Assessment.subject_key == subject.key)
    )
    if ids is not None:
        rows = rows.where(Assessment.subject_id.in_(ids))
    found = db.session.connection().execute(rows).partitions(BATCH)
    return np.fromiter(chain.from_iterable(chain.from_iterable(found)), np.int64).reshape(-1, 5)
