"""Maturity of the program as the stored sheets have it, and the thresholds it is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.engine.maturity.level import Maturity, maturity
from app.engine.maturity.stages import Flag, Thresholds
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor
from app.scoring.models import MaturitySetting
from app.scoring.queries import maturity as queries
from app.scoring.queries.maturity import ServiceArea
from app.scoring.translate.maturity import Estate, areas
from app.standards.facts import Subject
from app.standards.models import Pack


@dataclass(frozen=True, slots=True)
class Chosen:
    """Thresholds in percent and what is said of the program; as shipped until someone changes."""

    first: int = 50
    fourth: int = 70
    specialization: int = 50
    order_decision_support: bool | None = None
    clinical_pathways: bool | None = None
    predictive_protocols: bool | None = None

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(
            Fraction(self.first, 100),
            Fraction(self.fourth, 100),
            Fraction(self.specialization, 100),
        )

    @property
    def flags(self) -> dict[Flag, bool | None]:
        return {flag: getattr(self, flag.value) for flag in Flag}


@dataclass(frozen=True, slots=True)
class Derived:
    maturity: Maturity
    areas: Sequence[ServiceArea]


def chosen(history: Sequence[MaturitySetting]) -> Chosen:
    if not history:
        return Chosen()
    names = Chosen.__dataclass_fields__
    return Chosen(**{name: getattr(history[0], name) for name in names})


def derive(pack: Pack, by: Chosen) -> Derived:
    """From what is stored, so that it agrees with every score shown."""
    found = queries.service_areas()
    return Derived(judged(pack, found, estate_of(pack, by), by), found)


def estate_of(pack: Pack, by: Chosen) -> Estate:
    """As it is stored."""
    return Estate(
        queries.served(pack),
        queries.sheets_of(pack, Subject.DEPARTMENT),
        queries.sheets_of(pack, Subject.PROGRAM).get(0),
        by.flags,
    )


def judged(pack: Pack, found: Sequence[ServiceArea], estate: Estate, by: Chosen) -> Maturity:
    weights = {one.code: one.weight for one in pack.criteria}
    return maturity(areas(pack, found, estate), thresholds=by.thresholds, weights=weights)


def choose(by: Chosen, *, reason: str, actor: Actor, at: datetime) -> MaturitySetting:
    """Adds to what was chosen before; nothing is overwritten."""
    if not reason.strip():
        raise RuleBroken("Say why it is changed: the level may move by it.")
    if not all(1 <= share <= 100 for share in (by.first, by.fourth, by.specialization)):
        raise RuleBroken("A threshold is a share from 1 to 100 percent.")
    if by == chosen(queries.settings()):
        raise RuleBroken("Nothing is different from what holds now.")
    setting = MaturitySetting(
        **{name: getattr(by, name) for name in Chosen.__dataclass_fields__},
        reason=reason.strip(),
        set_by_id=actor.person_id,
        set_at=at,
    )
    db.session.add(setting)
    db.session.flush()
    return setting
