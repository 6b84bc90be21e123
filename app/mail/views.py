"""The outbox, for administrators: what waits, what was sent, what could not be."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.mail import queries, services
from app.web.access import allow

bp = Blueprint("mail", __name__, url_prefix="/mail")


@bp.get("/", endpoint="show_outbox")
@allow(Permission.ACCOUNTS_MANAGE)
def outbox() -> ResponseReturnValue:
    return render_template(
        "mail/outbox.html",
        written=queries.latest(),
        counts=queries.counts(),
        server=current_app.config["MAIL_SERVER"],
        most=queries.MOST_SHOWN,
    )


@bp.post("/<int:message_id>/again", endpoint="try_again")
@allow(Permission.ACCOUNTS_MANAGE)
def again(message_id: int) -> ResponseReturnValue:
    with unit_of_work():
        services.try_again(message_id, at=clock.now())
    flash("The message is tried again with the next round.")
    return redirect(url_for(".show_outbox"), 303)
