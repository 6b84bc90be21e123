"""The first page after signing in."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission
from app.reports.content import overview
from app.web.access import allow, current_actor


@allow(Permission.REPORTS_READ)
def show() -> ResponseReturnValue:
    settings = current_app.config["ISOCENTER"]
    now = clock.now()
    tiles = overview.tiles(current_actor(), settings.currency, now)
    return render_template(
        "reports/overview/show.html", tiles=tiles, organization=settings.organization, now=now
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/", "overview", show)
