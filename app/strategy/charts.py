"""The roadmap as bars over time; fit as a map of two axes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.engine.fit.axes import Quarter
from app.kernel.words import label_of
from app.strategy.queries.fit_map import Placed
from app.strategy.translate import Lane
from app.web.charts import Bar, Figure, Spot, spots, timeline

CRITICAL = "Decides the end date"
SLACK = "Has slack"
FINISHED = "Finished"

Drawn = Sequence[tuple[Placed, Quarter]]
"""Assets with both axes, and the quarter each stands in."""


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


def fit_map_chart(drawn: Drawn, middle: int) -> Figure:
    """Functional fit across, technical fit up; one color and sign for each quarter."""
    found = [
        Spot(
            f"{one.code} {one.name}",
            round(float(one.axes.functional or 0), 1),
            round(float(one.axes.technical or 0), 1),
            label_of(quarter),
        )
        for one, quarter in sorted(drawn, key=lambda pair: pair[1])
    ]
    return spots(found, ("Functional fit, points of 100", "Technical fit, points of 100"), middle)


def fit_map_answer(drawn: Drawn) -> str:
    """The chart in a sentence."""
    if not drawn:
        return "Nothing can be placed yet."
    many = Counter(quarter for _, quarter in drawn)
    parts = [f"{many[one]} {label_of(one).lower()}" for one in Quarter if many[one]]
    return f"Of {len(drawn)} on the map: {', '.join(parts)}."
