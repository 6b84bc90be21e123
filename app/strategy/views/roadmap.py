"""The roadmap: bars by phase, what decides the end, and the same values as a table."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission
from app.strategy import charts
from app.strategy.queries import initiatives as queries
from app.strategy.translate import Lane, lanes
from app.web.access import allow


@allow(Permission.STRATEGY_READ)
def show() -> ResponseReturnValue:
    shown = lanes(queries.roadmap())
    dated = [lane for lane in shown if lane.initiative.starts_on]
    return render_template(
        "strategy/roadmap/show.html",
        lanes=dated,
        undated=[lane for lane in shown if lane not in dated],
        end=max((lane.initiative.ends_on or date.min for lane in dated), default=None),
        critical_sentence=_what_decides([lane for lane in dated if lane.is_critical]),
        figure=charts.roadmap(dated, clock.today()),
        today=clock.today(),
    )


def _what_decides(critical: Sequence[Lane]) -> str:
    if not critical:
        return "Everything dated is finished."
    last = max(critical, key=lambda lane: lane.initiative.ends_on or date.min).initiative
    others = len(critical) - 1
    also = f", and {others} more have no slack" if others > 1 else ""
    also = f", and {others} more has no slack" if others == 1 else also
    return f"{last.title} ends last{also}: a day lost there is a day lost on the whole roadmap."


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/roadmap", "show_roadmap", show)
