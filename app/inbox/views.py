"""The inbox, what one wants to hear by mail, and the count beside the menu."""

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.inbox import queries, services
from app.inbox.facts import Rhythm
from app.inbox.forms import PreferenceForm
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.duties import duties_of
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
KEPT_SECONDS = 60
"""So long a count is believed; whatever the person does in between has it counted again."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@bp.get("/", endpoint="show_inbox")
@allow(Permission.ACCOUNTS_SELF)
def show() -> ResponseReturnValue:
    preference = queries.preference_of(current_actor().person_id)
    return _page(PreferenceForm(obj=preference) if preference else PreferenceForm(last_call=True))


@bp.post("/mail", endpoint="prefer_mail")
@allow(Permission.ACCOUNTS_SELF)
def prefer() -> ResponseReturnValue:
    form = PreferenceForm()
    if not form.validate_on_submit():
        return _page(form)
    rhythm, last_call = Rhythm(form.rhythm.data), bool(form.last_call.data)
    with unit_of_work():
        services.prefer(current_actor().person_id, rhythm=rhythm, last_call=last_call)
    flash("What you hear by mail is saved.")
    return redirect(url_for(".show_inbox"), 303)


def _page(form: PreferenceForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    owed = duties_of(actor, now)
    _keep(actor.person_id, len(owed))
    status = 422 if form.errors else 200
    return render_template("inbox/show.html", duties=owed, now=now, form=form), status


def owed_count() -> int | None:
    """How many things wait for whoever is signed in; asked of the database once a minute."""
    actor = db.session.info.get("actor")
    if actor is None:
        return None
    person_id, count, at = session.get("owed", (None, 0, 0))
    if person_id != actor.person_id or abs(_seconds() - at) >= KEPT_SECONDS:
        count = len(duties_of(actor, clock.now()))
        _keep(actor.person_id, count)
    return int(count)


def _keep(person_id: int, count: int) -> None:
    session["owed"] = (person_id, count, _seconds())


def _seconds() -> int:
    return int(clock.now().timestamp())


@bp.app_context_processor
def _count() -> dict[str, object]:
    return {"owed_count": owed_count}


@bp.after_app_request
def _forget(response: Response) -> Response:
    """What was just done may be what was owed."""
    if request.method not in SAFE:
        session.pop("owed", None)
    return response
