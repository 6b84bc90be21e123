"""Viewers and archives that do the same for the same departments, and what that costs."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.engine.fit.overlap import overlaps, total
from app.kernel import clock
from app.kernel.permissions import Permission
from app.strategy.queries.overlaps import running
from app.web.access import allow


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    found, on = overlaps(running()), clock.today()
    return render_template(
        "strategy/overlaps/index.html",
        rows=[(one, one.next_notice(on)) for one in found],
        total=total(found),
        on=on,
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/overlaps/", "list_overlaps", index)
