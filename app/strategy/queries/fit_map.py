"""What the fit map shows: assets with both axes, those without, and what quarters are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.engine.fit.axes import Axes
from app.engine.fit.disposition import Disposition
from app.inventory.facts.vocabulary.assets import AssetKind, Lifecycle
from app.inventory.models import Asset, Standing
from app.kernel.db import db
from app.strategy.models import QuarterSetting

MAPPED = (AssetKind.APPLICATION, AssetKind.VIEWER, AssetKind.STORAGE)

_a = Asset.__table__.c


@dataclass(frozen=True, slots=True)
class Placed:
    """One asset with its axes; None where nothing of an axis is answered."""

    id: int
    code: str
    name: str
    kind: AssetKind
    axes: Axes
    suggested: Disposition | None
    decided: Disposition | None


def placed() -> Sequence[Placed]:
    """Applications, viewers and stores that are not retired, by code."""
    rows = db.session.execute(
        select(
            _a.id,
            _a.code,
            _a.name,
            _a.kind,
            Standing.functional,
            Standing.technical,
            Standing.suggested,
            Standing.decided,
        )
        .select_from(Asset.__table__)
        .outerjoin(Standing, Standing.id == _a.id)
        .where(_a.kind.in_(MAPPED), _a.lifecycle != Lifecycle.RETIRED)
        .order_by(_a.code)
    )
    return [
        Placed(
            row.id,
            row.code,
            row.name,
            row.kind,
            Axes(_points(row.functional), _points(row.technical)),
            row.suggested,
            row.decided,
        )
        for row in rows
    ]


def settings() -> Sequence[QuarterSetting]:
    """What quarters were called, the latest first."""
    return (
        db.session.scalars(
            select(QuarterSetting)
            .order_by(QuarterSetting.id.desc())
            .options(joinedload(QuarterSetting.set_by))
        )
        .unique()
        .all()
    )


def _points(thousandths: int | None) -> Fraction | None:
    return None if thousandths is None else Fraction(thousandths, 1000)
