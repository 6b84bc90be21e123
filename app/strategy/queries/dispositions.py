"""What is to become of assets: suggested, and decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.engine.fit.disposition import Disposition
from app.governance.models import Decision
from app.governance.queries.decisions import in_force_on
from app.inventory.models import Asset, Standing
from app.kernel.db import db
from app.kernel.words import Word
from app.strategy.models import DispositionDecision, Initiative, InitiativeAsset

PAGE = 50


class Divergence(Word):
    """How the suggestion and the decision stand to each other."""

    UNDECIDED = "undecided", "Suggested, not decided"
    DIFFERENT = "different", "Decided otherwise"
    AGREED = "agreed", "Decided as suggested"


@dataclass(frozen=True, slots=True)
class Row:
    """An asset with what is suggested and what was last decided."""

    asset_id: int
    code: str
    name: str
    suggested: Disposition | None
    decided: DispositionDecision | None


_SUGGESTED = and_(Standing.suggested.is_not(None), Standing.suggested != Disposition.UNDECIDED)
_WHERE: dict[Divergence, ColumnElement[bool]] = {
    Divergence.DIFFERENT: and_(
        _SUGGESTED, Standing.decided.is_not(None), Standing.decided != Standing.suggested
    ),
    Divergence.AGREED: and_(Standing.decided == Standing.suggested),
    Divergence.UNDECIDED: and_(_SUGGESTED, Standing.decided.is_(None)),
}


def counts() -> dict[Divergence, int]:
    """How many assets there are of each, in one pass."""
    sums = select(*(func.count().filter(where) for where in _WHERE.values()))
    found = db.session.execute(sums.select_from(Standing)).one()
    return dict(zip(_WHERE, found, strict=True))


def page_of(which: Divergence, number: int) -> Sequence[Row]:
    """One page of assets, by code; pages count from 1."""
    assets = db.session.execute(
        select(Asset.id, Asset.code, Asset.name, Standing.suggested)
        .join(Standing, Standing.asset_id == Asset.id)
        .where(_WHERE[which])
        .order_by(Asset.code)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    decided = _latest([one.id for one in assets])
    return [Row(one.id, one.code, one.name, one.suggested, decided.get(one.id)) for one in assets]


def decided_for(asset_id: int) -> DispositionDecision | None:
    """The decision that holds for an asset: the latest."""
    return _latest([asset_id]).get(asset_id)


def settled_and_planned(
    asset_id: int,
) -> tuple[DispositionDecision | None, Sequence[Initiative]]:
    """The decision that holds for an asset, and the initiatives that change it, in one query."""
    latest = (
        select(func.max(DispositionDecision.id))
        .where(DispositionDecision.asset_id == asset_id)
        .scalar_subquery()
    )
    asset = Asset.__table__
    rows = db.session.execute(
        select(DispositionDecision, Initiative)
        .select_from(asset)
        .outerjoin(DispositionDecision, DispositionDecision.id == latest)
        .outerjoin(InitiativeAsset, InitiativeAsset.asset_id == asset.c.id)
        .outerjoin(Initiative, Initiative.id == InitiativeAsset.initiative_id)
        .where(asset.c.id == asset_id)
        .order_by(Initiative.starts_on.nulls_last(), Initiative.code)
        .options(
            joinedload(DispositionDecision.decision),
            joinedload(DispositionDecision.target_asset).load_only(Asset.code, Asset.name),
        )
    ).all()
    decided = next((row[0] for row in rows), None)
    return decided, [row[1] for row in rows if row[1] is not None]


def under(decision_id: int) -> Sequence[DispositionDecision]:
    """What this decision settled, with the assets."""
    return db.session.scalars(
        select(DispositionDecision)
        .where(DispositionDecision.decision_id == decision_id)
        .order_by(DispositionDecision.id)
        .options(
            joinedload(DispositionDecision.asset), joinedload(DispositionDecision.target_asset)
        )
    ).all()


class Decided(NamedTuple):
    """What is decided for an asset; nothing where the latest decision does not hold."""

    asset_id: int
    code: str
    name: str
    disposition: Disposition | None
    target_on: date | None


def decided_on(day: date, also: Collection[int] = ()) -> Sequence[Decided]:
    """Every asset something was ever decided for, and these besides, by code."""
    ever = select(
        DispositionDecision.asset_id, func.max(DispositionDecision.id).label("latest")
    ).group_by(DispositionDecision.asset_id)
    last = ever.subquery()
    rows = db.session.execute(
        select(
            Asset.id,
            Asset.code,
            Asset.name,
            DispositionDecision.disposition,
            DispositionDecision.target_on,
            Decision.id.is_not(None).label("holds"),
        )
        .outerjoin(last, last.c.asset_id == Asset.id)
        .outerjoin(DispositionDecision, DispositionDecision.id == last.c.latest)
        .outerjoin(Decision, and_(Decision.id == DispositionDecision.decision_id, in_force_on(day)))
        .where(or_(last.c.latest.is_not(None), Asset.id.in_(also)))
        .order_by(Asset.code)
    )
    return [Decided(*row[:3], *(row[3:5] if row.holds else (None, None))) for row in rows]


def _latest(asset_ids: Sequence[int]) -> dict[int, DispositionDecision]:
    found = db.session.scalars(
        select(DispositionDecision)
        .where(DispositionDecision.asset_id.in_(asset_ids))
        .order_by(DispositionDecision.id)
        .options(
            joinedload(DispositionDecision.decision),
            joinedload(DispositionDecision.target_asset).load_only(Asset.code, Asset.name),
        )
    )
    return {one.asset_id: one for one in found}
