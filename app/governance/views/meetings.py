"""Meetings: the list, one with its agenda, plan, change, call and cancel."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.governance.facts.meetings import MeetingFacts
from app.governance.forms.meetings import MeetingForm, TextForm
from app.governance.queries import agendas, bodies, minutes
from app.governance.queries import meetings as queries
from app.governance.services import meetings as services
from app.governance.services.happenings import runs
from app.governance.translate.meetings import facts_of_meeting
from app.governance.views.meeting_page import call_ahead, page_of, running, voting_at
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.facts import typed


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    body_id = request.args.get("body", type=int)
    return render_template(
        "governance/meetings/index.html",
        ahead=queries.list_ahead(body_id),
        past=queries.list_past(body_id),
        body=bodies.get(body_id) if body_id else None,
        bodies=[one for one in bodies.list_on(clock.today()) if _may_plan(one.body.id)],
    )


def _may_plan(body_id: int) -> bool:
    actor = current_actor()
    if actor.may(Permission.GOVERNANCE_RUN):
        return True
    may = actor.may(Permission.GOVERNANCE_PROPOSE)
    return may and runs(actor, body_id, clock.now())


@allow(Permission.GOVERNANCE_READ)
def show(meeting_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    page = page_of(meeting_id, actor, now)
    return render_template(
        "governance/meetings/show.html",
        page=page,
        meeting=page.meeting,
        now=running(page, now),
        voting=voting_at(page, actor, now),
        call=call_ahead(page.meeting, now),
        backlog=agendas.backlog_of(page.meeting.body_id, now.date()) if page.is_ahead else None,
        minutes=minutes.of_meeting(meeting_id),
        changes=history_of("governance_meeting", meeting_id),
        form=TextForm(),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def new(body_id: int) -> ResponseReturnValue:
    actor, body, now = current_actor(), bodies.get(body_id), clock.now()
    form = MeetingForm(data={"kind": "regular", "length": "60"})
    del form.version, form.reason
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            meeting = services.plan_meeting(body, form.checked(MeetingFacts), actor=actor, at=now)
            meeting_id = meeting.id
        if not form.errors:
            flash("The meeting is planned. Put its agenda together, then call it.", "success")
            return to_meeting(meeting_id)
    status = 422 if form.errors else 200
    return render_template(
        "governance/meetings/new.html", body=bodies.get(body_id), form=form
    ), status


@allow(Permission.GOVERNANCE_PROPOSE)
def edit(meeting_id: int) -> ResponseReturnValue:
    actor, meeting = current_actor(), queries.get(meeting_id)
    form = MeetingForm(data=typed(facts_of_meeting(meeting)) | {"version": meeting.version})
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            services.change_meeting(
                meeting,
                form.checked(MeetingFacts),
                actor=actor,
                at=clock.now(),
                version=form.version.data,
            )
        if not form.errors:
            flash("Saved.", "success")
            return to_meeting(meeting_id)
    status = 422 if form.errors else 200
    page = "governance/meetings/edit.html"
    return render_template(page, meeting=queries.get(meeting_id), form=form), status


@allow(Permission.GOVERNANCE_PROPOSE)
def call(meeting_id: int) -> ResponseReturnValue:
    actor, meeting, form = current_actor(), queries.get(meeting_id), TextForm()
    with unit_of_work():
        services.call_meeting(
            meeting, actor=actor, at=clock.now(), short_notice=form.text.data or ""
        )
    flash("The meeting is called. Its members find it in their calendar.", "success")
    return to_meeting(meeting_id)


@allow(Permission.GOVERNANCE_PROPOSE)
def cancel(meeting_id: int) -> ResponseReturnValue:
    actor, meeting, form = current_actor(), queries.get(meeting_id), TextForm()
    with unit_of_work():
        services.cancel_meeting(meeting, actor=actor, at=clock.now(), why=form.text.data or "")
    flash("The meeting is canceled. Its items went back to the backlog.", "success")
    return to_meeting(meeting_id)


def to_meeting(meeting_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_meeting", meeting_id=meeting_id), 303)


def add_to(bp: Blueprint) -> None:
    one, both, post = "/meetings/<int:meeting_id>", ["GET", "POST"], ["POST"]
    bp.add_url_rule("/meetings/", "list_meetings", index)
    bp.add_url_rule(one, "show_meeting", show)
    bp.add_url_rule("/bodies/<int:body_id>/meetings/new", "new_meeting", new, methods=both)
    bp.add_url_rule(f"{one}/edit", "edit_meeting", edit, methods=both)
    bp.add_url_rule(f"{one}/call", "call_meeting", call, methods=post)
    bp.add_url_rule(f"{one}/cancel", "cancel_meeting", cancel, methods=post)
