"""The roadmap as bars over time."""

from collections.abc import Sequence
from datetime import date

from app.strategy.translate import Lane
from app.web.charts import Bar, Figure, timeline

CRITICAL = "Decides the end date"
SLACK = "Has slack"
FINISHED = "Finished"


def roadmap(lanes: Sequence[Lane], today: date) -> Figure:
    """A bar for each dated initiative, in the order given: by phase, then by start."""
    return timeline([_bar(lane) for lane in lanes if lane.initiative.starts_on], today=today)


def _bar(lane: Lane) -> Bar:
    initiative = lane.initiative
    assert initiative.starts_on
    assert initiative.ends_on
    phase = f"{initiative.phase.code} · " if initiative.phase else ""
    return Bar(f"{phase}{initiative.title}", initiative.starts_on, initiative.ends_on, _group(lane))


def _group(lane: Lane) -> str:
    if lane.initiative.finished_on:
        return FINISHED
    return CRITICAL if lane.is_critical else SLACK
