"""Bring to the rules what only followed paths can say, and let answers follow the inventory."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from app.engine.paths.check import Check
from app.engine.paths.steps import Path, Verdict
from app.engine.scoring.condition import Known
from app.scoring.queries.near import sources_near
from app.scoring.queries.paths import surroundings_among
from app.scoring.services.paths import followed
from app.standards.models import Pack
from app.standards.queries.assessments import packs_that_follow
from app.standards.queries.catalog import get_pack
from app.standards.queries.known import FOLLOWED
from app.standards.services.following import follow_rules, names_of

BY_ORDER, BY_VISIT = FOLLOWED
TAKEN = {
    BY_ORDER: frozenset({Path.ORDER}),
    BY_VISIT: frozenset({Path.NOTICE, Path.ORDER_ON_DEMAND}),
}
SAYS = {Verdict.SUPPORTED, Verdict.CONDITIONAL, Verdict.UNSUPPORTED}


def follow_inventory(asset_ids: Collection[int], *, on: date, at: datetime) -> None:
    """These assets, and the sources whose images go by way of them."""
    wanted = set(asset_ids) | set(sources_near(asset_ids))
    for pack_id in packs_that_follow(wanted):
        follow_pack(get_pack(pack_id), sorted(wanted), on=on, at=at)


def follow_pack(pack: Pack, asset_ids: Sequence[int], *, on: date, at: datetime) -> int:
    asks = bool(names_of(pack.rules) & FOLLOWED.keys())
    told = path_facts(asset_ids, on=on) if asks else {}
    return follow_rules(pack, asset_ids, told, on=on, at=at)


def path_facts(asset_ids: Collection[int], *, on: date) -> dict[int, Known]:
    """Of each source: verdicts on the ways it captures by; what is undetermined is not known."""
    return {
        around.source.id: _verdicts(followed(around, on=on).check)
        for around in surroundings_among(asset_ids)
    }


def _verdicts(check: Check) -> Known:
    verdicts = list(Verdict)
    best = {
        name: min(
            (one.verdict for one in check.reports if one.path in paths),
            key=verdicts.index,
            default=Verdict.UNDETERMINED,
        )
        for name, paths in TAKEN.items()
    }
    return {name: verdict.value for name, verdict in best.items() if verdict in SAYS}
