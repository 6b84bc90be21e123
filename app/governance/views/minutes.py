"""Minutes: as they stand, edited statement by statement, and the actions they hand out."""

from collections.abc import Callable
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.governance.forms.meetings import ReportForm, StatementForm
from app.governance.queries import agendas, meetings
from app.governance.queries import minutes as queries
from app.governance.services import actions
from app.governance.services import minutes as services
from app.governance.services.happenings import runs
from app.governance.services.minutes import Wording
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.GOVERNANCE_READ)
def show(meeting_id: int) -> ResponseReturnValue:
    actor, found = current_actor(), queries.of_meeting(meeting_id)
    if found is None:
        raise NotFound("There are no minutes of this meeting yet.")
    sealed, body_id = found.approved_at is not None, found.meeting.body_id
    return render_template(
        "governance/minutes/show.html",
        minutes=found,
        meeting=found.meeting,
        parts=[
            (head, list(said)) for head, said in groupby(found.statements, lambda one: one.heading)
        ],
        events={one.id: one for one in meetings.events_of(meeting_id)},
        intact=services.is_intact(found) if sealed else None,
        may_edit=not sealed and runs(actor, body_id, clock.now()),
        readers=queries.readers_of(found),
        sits=bool(meetings.sits_on(actor.person_id, [body_id])),
        actions=agendas.actions_from(meeting_id),
        form=StatementForm(data={"version": found.version}),
        changes=history_of("governance_minutes", found.id),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def edit(minutes_id: int, statement_id: int) -> ResponseReturnValue:
    return _write(minutes_id, statement_id, services.edit_statement)


@allow(Permission.GOVERNANCE_PROPOSE)
def add(minutes_id: int, statement_id: int) -> ResponseReturnValue:
    return _write(minutes_id, statement_id, services.add_statement)


@allow(Permission.GOVERNANCE_PROPOSE)
def remove(minutes_id: int, statement_id: int) -> ResponseReturnValue:
    return _write(minutes_id, statement_id, services.remove_statement)


def _write(minutes_id: int, statement_id: int, act: Callable[..., object]) -> ResponseReturnValue:
    found, form = queries.get(minutes_id), StatementForm()
    meeting_id = found.meeting_id
    if form.validate_on_submit():
        wording = Wording(statement_id, form.version.data, form.text.data or "")
        with form.blamed(), unit_of_work():
            act(found, wording, actor=current_actor(), at=clock.now())
    for sentence in form.form_errors:
        flash(str(sentence), "error")
    anchor = f"statement-{statement_id}"
    return redirect(url_for(".show_minutes", meeting_id=meeting_id, _anchor=anchor), 303)


@allow(Permission.GOVERNANCE_PROPOSE)
def get_ready(minutes_id: int) -> ResponseReturnValue:
    found, form = queries.get(minutes_id), StatementForm()
    meeting_id = found.meeting_id
    if form.validate_on_submit():
        version = form.version.data
        with form.blamed(), unit_of_work():
            services.get_ready(found, actor=current_actor(), at=clock.now(), version=version)
        if not form.errors:
            flash("The minutes are ready. The members find them in their inbox.", "success")
    return redirect(url_for(".show_minutes", meeting_id=meeting_id), 303)


@allow(Permission.GOVERNANCE_READ)
def note_read(minutes_id: int) -> ResponseReturnValue:
    found = queries.get(minutes_id)
    meeting_id = found.meeting_id
    with unit_of_work():
        services.note_read(found, actor=current_actor(), at=clock.now())
    flash("Noted: you have read these minutes.", "success")
    return redirect(url_for(".show_minutes", meeting_id=meeting_id), 303)


@allow(Permission.GOVERNANCE_READ)
def show_action(action_id: int) -> ResponseReturnValue:
    return _action_page(action_id, ReportForm(data=_said(action_id)))


@allow(Permission.GOVERNANCE_READ)
def report(action_id: int) -> ResponseReturnValue:
    action, form = agendas.get_action(action_id), ReportForm()
    if form.validate_on_submit():
        seen = (form.version.data, form.report.data or "")
        with form.blamed(), unit_of_work():
            actions.report(
                action, form.stage.data, actor=current_actor(), at=clock.now(), seen=seen
            )
        if not form.errors:
            flash("Reported.", "success")
            return redirect(url_for(".show_action", action_id=action_id), 303)
    return _action_page(action_id, form)


def _said(action_id: int) -> dict[str, object]:
    action = agendas.get_action(action_id)
    return {"version": action.version, "stage": action.stage, "report": action.report}


def _action_page(action_id: int, form: ReportForm) -> ResponseReturnValue:
    actor, action = current_actor(), agendas.get_action(action_id)
    return render_template(
        "governance/actions/show.html",
        action=action,
        form=form,
        may_report=actor.person_id == action.owner_id or runs(actor, action.body_id, clock.now()),
        changes=history_of("governance_action", action_id),
    ), 422 if form.errors else 200


def add_to(bp: Blueprint) -> None:
    post, one = ["POST"], "/minutes/<int:minutes_id>/statements/<int:statement_id>"
    bp.add_url_rule("/meetings/<int:meeting_id>/minutes", "show_minutes", show)
    bp.add_url_rule("/minutes/<int:minutes_id>/ready", "ready_minutes", get_ready, methods=post)
    bp.add_url_rule("/minutes/<int:minutes_id>/read", "read_minutes", note_read, methods=post)
    bp.add_url_rule(f"{one}/edit", "edit_statement", edit, methods=post)
    bp.add_url_rule(f"{one}/add", "add_statement", add, methods=post)
    bp.add_url_rule(f"{one}/remove", "remove_statement", remove, methods=post)
    bp.add_url_rule("/actions/<int:action_id>", "show_action", show_action)
    bp.add_url_rule("/actions/<int:action_id>/report", "report_action", report, methods=post)
