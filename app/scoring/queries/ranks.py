"""The highest stored scores of a list, with their packed sheets."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models import Asset
from app.kernel.db import db
from app.scoring.models import Score
from app.standards.facts import Subject
from app.standards.models import Pack

_a = Asset.__table__.c


class RankedScore(NamedTuple):
    """One asset of the list."""

    id: int
    code: str
    name: str
    kind: AssetKind
    confirmed: int
    provisional: int
    best: int
    sheet: bytes


def ranked_scores(pack: Pack, kind: AssetKind | None, most: int) -> Sequence[RankedScore]:
    """The highest provisional scores; of equal ones the smaller code first."""
    rows = (
        select(
            _a.id,
            _a.code,
            _a.name,
            _a.kind,
            Score.confirmed,
            Score.provisional,
            Score.best,
            Score.sheet,
        )
        .select_from(Asset.__table__)
        .join(Score, (Score.subject_id == _a.id) & (Score.subject_key == Subject.ASSET.key))
        .where(Score.pack_id == pack.id, Score.provisional.is_not(None))
        .where(_a.lifecycle != Lifecycle.RETIRED)
        .order_by(Score.provisional.desc(), _a.code)
        .limit(most)
    )
    if kind is not None:
        rows = rows.where(_a.kind == kind)
    return [RankedScore(*row) for row in db.session.execute(rows)]
