"""Answers under one version of a pack, as another version would take them."""

from datetime import date

import numpy as np
from sqlalchemy import select

from app.engine.scoring.answer import AnswerState
from app.kernel.db import db
from app.scoring.queries.answers import Numbers, numbers
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Pack
from app.standards.services.adoption import level_after
from app.standards.services.versions import Successor, successors

SUBJECT, PLACE, LEVEL = 0, 1, 2
"""Columns of Numbers."""


def carried(before: Pack, after: Pack, subject: Subject, on: date) -> Numbers:
    """Those that go along, and those given to the new version already, which win."""
    pairs = [one for one in successors(before, after) if one.keeps_answers]
    goes = np.full(max((one.position for one in before.criteria), default=0) + 1, -1, np.int64)
    for one in pairs:
        goes[one.before.position] = one.after.position
    rows, own = (numbers(pack, subject, on) for pack in (before, after))
    rows = rows[goes[rows[:, PLACE]] >= 0]
    rows[:, PLACE] = goes[rows[:, PLACE]]
    for one in pairs:
        if one.is_banded_anew:
            _band_anew(rows, one, subject)
    taken = {(row[SUBJECT], row[PLACE]) for row in own.tolist()}
    kept = [(row[SUBJECT], row[PLACE]) not in taken for row in rows.tolist()]
    return np.concatenate([rows[np.array(kept, np.bool_)], own])


def _band_anew(rows: Numbers, one: Successor, subject: Subject) -> None:
    measured = db.session.execute(
        select(Assessment.subject_id, Answer.level, Answer.measured)
        .join(Answer.assessment)
        .where(Answer.criterion_id == one.before.id, Answer.state == AnswerState.ANSWERED)
        .where(Assessment.subject_key == subject.key)
    )
    levels = {row.subject_id: level_after(one, row.level, row.measured) for row in measured}
    for place in np.flatnonzero(rows[:, PLACE] == one.after.position):
        if (level := levels.get(int(rows[place, SUBJECT]))) is not None:
            rows[place, LEVEL] = level
