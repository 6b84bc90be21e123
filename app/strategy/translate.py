"""Initiatives to what the scheduling engine understands, and its answer beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.engine.scheduling.critical import critical
from app.engine.scheduling.plan import plan
from app.engine.scheduling.work import Work
from app.strategy.facts import InitiativeStatus
from app.strategy.models import Initiative


@dataclass(frozen=True, slots=True)
class Lane:
    """An initiative on the roadmap; slack in days, None where it has no dates or is finished."""

    initiative: Initiative
    slack: int | None
    is_critical: bool


def to_work(initiatives: Iterable[Initiative]) -> dict[str, Work]:
    """By code; cancelled initiatives are left out and hold nothing up."""
    going = [one for one in initiatives if one.status is not InitiativeStatus.CANCELLED]
    code_of = {one.id: one.code for one in going}
    return {one.code: _work(one, code_of) for one in going}


def lanes(initiatives: Sequence[Initiative]) -> list[Lane]:
    """The roadmap in the order given, with slack and what decides its end."""
    work = to_work(initiatives)
    dates = plan(work)
    decisive = set(critical(work, dates))
    return [
        Lane(
            one,
            dates[one.code].slack if one.code in dates and not one.finished_on else None,
            one.code in decisive,
        )
        for one in initiatives
    ]


def _work(one: Initiative, code_of: dict[int, str]) -> Work:
    days = [day for day in (one.not_before_on, one.phase and one.phase.starts_on) if day]
    before = (code_of.get(link.before_id) for link in one.waits_for)
    return Work(
        title=one.title,
        days=one.days,
        after=frozenset(code for code in before if code),
        not_before=max(days, default=None),
        started_on=one.started_on,
        finished_on=one.finished_on,
    )
