"""What is to go, and what still holds each back."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.permissions import Permission
from app.strategy.services.retirement import waiting_to_leave
from app.web.access import allow, current_actor


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    rows = waiting_to_leave(clock.today())
    return render_template(
        "strategy/retirements/index.html",
        rows=rows,
        ready=sum(not row.residuals for row in rows),
        may_retire=current_actor().may(Permission.INVENTORY_EDIT),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/retirements/", "list_retirements", index)
