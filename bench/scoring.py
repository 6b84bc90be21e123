"""Goal 7: every score anew, from the answers to what is stored, against load, kernel and write."""

from collections.abc import Iterator

import numpy as np
from flask import Flask
from numpy.typing import NDArray
from sqlalchemy import text

from app.kernel.db import db, unit_of_work
from app.scoring.services.recompute import recompute_all
from app.standards.models import Pack
from app.standards.queries.catalog import find_leading_pack
from bench.estate import CRITERIA, NOW, TODAY
from bench.figures import Aim, Figure, seconds

RESCORE = Aim(7, "re-score all, 60 criteria", "<= 2")
UNKNOWN = -1
TIMES = 2
LOAD = text(
    "SELECT s.subject_id, c.position, a.level FROM standards_answer a"
    " JOIN standards_assessment s ON s.id = a.assessment_id"
    " JOIN standards_criterion c ON c.id = a.criterion_id"
    " WHERE s.pack_id = :pack AND s.subject_key = 'inventory_asset'"
)
MAKE = text(
    "CREATE TABLE bench_score (subject_id INTEGER PRIMARY KEY, confirmed INTEGER,"
    " provisional INTEGER, best INTEGER, completeness INTEGER)"
)
WRITE = text("INSERT INTO bench_score VALUES (:subject, :confirmed, :provisional, :best, :known)")


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    with app.app_context():
        pack = find_leading_pack()
        assert pack is not None
        with unit_of_work():
            db.session.execute(MAKE)
        ceiling = min(seconds(lambda: _bare(pack, size)) for _ in range(TIMES))
        ours = min(seconds(lambda: _ours(pack)) for _ in range(TIMES))
        db.session.remove()
    yield Figure(RESCORE, database, size, 1000 * ours, 1000 * ceiling, "ms")


def _ours(pack: Pack) -> None:
    with unit_of_work():
        recompute_all(pack, on=TODAY, at=NOW)


def _bare(pack: Pack, size: int) -> None:
    """What cannot be left out: read each answer, one masked product, write each score."""
    with unit_of_work():
        db.session.execute(text("DELETE FROM bench_score"))
        rows = [tuple(row) for row in db.session.execute(LOAD, {"pack": pack.id})]
        subject, place, level = np.array(rows, np.int64).T
        sheet = np.full((size + 1, CRITERIA), UNKNOWN, np.int64)
        sheet[subject, place] = level
        weights = np.array([one.weight for one in pack.criteria], np.int64)
        db.session.execute(WRITE, _scores(sheet[1:], weights))


def _scores(sheet: NDArray[np.int64], weights: NDArray[np.int64]) -> list[dict[str, int]]:
    known = sheet != UNKNOWN
    total, asked = weights.sum(), known @ weights
    gained = np.where(known, sheet, 0) @ weights * 25_000
    open_yet = (total - asked) * 100_000
    columns = (
        np.arange(1, len(sheet) + 1),
        gained // total,
        gained // np.maximum(asked, 1),
        (gained + open_yet) // total,
        asked * 100_000 // total,
    )
    names = ("subject", "confirmed", "provisional", "best", "known")
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]
