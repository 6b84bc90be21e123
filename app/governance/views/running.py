"""The running page: one page for the meeting in progress; each act is a POST and comes back."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_choices
from app.engine.meetings.meeting import Manner, MeetingStage
from app.governance.facts.meetings import ActionFacts
from app.governance.forms.ballots import HandsForm, RoomForm
from app.governance.forms.meetings import (
    ActionForm,
    ArrivalForm,
    DecideForm,
    MoveForm,
    SecondForm,
    TextForm,
)
from app.governance.queries import agendas, bodies
from app.governance.queries import meetings as queries
from app.governance.services import actions, attendance, motions
from app.governance.services import agendas as items
from app.governance.services import meetings as services
from app.governance.services.attendance import Arrival
from app.governance.services.happenings import refuse_unless_running
from app.governance.services.motions import Count, Motioned
from app.governance.views.meeting_page import Running, page_of, running, voting_at
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.forms import Form, errors_of


@allow(Permission.GOVERNANCE_PROPOSE)
def run(meeting_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    page = page_of(meeting_id, actor, now)
    refuse_unless_running(actor, page.meeting.body_id, now)
    if page.meeting.stage is not MeetingStage.IN_PROGRESS:
        return _opening(meeting_id)
    room, voting = running(page, now), voting_at(page, actor, now)
    mover, seconder, action = MoveForm(prefix="move"), SecondForm(prefix="second"), ActionForm()
    mover.mover_seat_id.offer(room.speakers)
    seconder.seat_id.offer(room.speakers)
    action.owner_id.offer(people_choices(), none="choose a person")
    mover.text.data = _words_at_hand(room)
    return render_template(
        "governance/meetings/run.html",
        page=page,
        meeting=page.meeting,
        now=room,
        mover=mover,
        seconder=seconder,
        action=action,
        decider=DecideForm(prefix="decide"),
        voting=voting,
        opener=RoomForm(prefix="open"),
        hands=HandsForm(prefix="hands"),
        form=TextForm(),
    )


def _words_at_hand(room: Running) -> str | None:
    """What an amendment begins from: the motion at hand; and a motion on a proposal, its text."""
    if room.at_hand is not None:
        return room.at_hand.text
    proposal = room.under_way.proposal if room.under_way else None
    return proposal.text if proposal else None


def _opening(meeting_id: int) -> ResponseReturnValue:
    meeting = queries.get(meeting_id)
    if meeting.stage is not MeetingStage.CALLED:
        return redirect(url_for(".show_meeting", meeting_id=meeting_id), 303)
    body, today = bodies.get(meeting.body_id), clock.today()
    return render_template(
        "governance/meetings/open.html",
        meeting=meeting,
        seats=[one for one in body.seats if one.is_filled(today)],
        form=TextForm(),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def begin(meeting_id: int) -> ResponseReturnValue:
    known = {one.value: one for one in Manner}
    said = {name: value for name, value in request.form.items() if name.startswith("seat-")}
    present = {
        int(name.removeprefix("seat-")): known[value]
        for name, value in said.items()
        if value in known and name.removeprefix("seat-").isdecimal()
    }
    return conduct(
        meeting_id,
        TextForm(),
        lambda: services.open_meeting(
            queries.get(meeting_id), actor=current_actor(), at=clock.now(), present=present
        ),
    )


@allow(Permission.GOVERNANCE_VOTE)
def arrive(meeting_id: int) -> ResponseReturnValue:
    form = ArrivalForm()
    return conduct(
        meeting_id,
        form,
        lambda: attendance.arrive(
            queries.get(meeting_id),
            Arrival(
                form.seat_id.data, form.manner.data, form.as_alternate.data, form.proxy_id.data
            ),
            actor=current_actor(),
            at=clock.now(),
        ),
    )


@allow(Permission.GOVERNANCE_VOTE)
def depart(meeting_id: int, attendance_id: int) -> ResponseReturnValue:
    return conduct(
        meeting_id,
        TextForm(),
        lambda: attendance.depart(
            queries.get(meeting_id), attendance_id, actor=current_actor(), at=clock.now()
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def welcome(meeting_id: int) -> ResponseReturnValue:
    return _said(meeting_id, attendance.welcome)


@allow(Permission.GOVERNANCE_PROPOSE)
def remark(meeting_id: int) -> ResponseReturnValue:
    return _said(meeting_id, items.remark)


def _said(meeting_id: int, act: Callable[..., object]) -> ResponseReturnValue:
    form = TextForm()
    return conduct(
        meeting_id,
        form,
        lambda: act(
            queries.get(meeting_id), form.text.data or "", actor=current_actor(), at=clock.now()
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def adopt_consent(meeting_id: int) -> ResponseReturnValue:
    return conduct(
        meeting_id,
        TextForm(),
        lambda: items.adopt_consent(queries.get(meeting_id), actor=current_actor(), at=clock.now()),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def take_up(item_id: int) -> ResponseReturnValue:
    item = agendas.get_item(item_id)
    return conduct(
        item.meeting_id,
        TextForm(),
        lambda: items.take_up(item, actor=current_actor(), at=clock.now()),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def finish(item_id: int) -> ResponseReturnValue:
    """Closed, or deferred if that button was pressed."""
    item, form = agendas.get_item(item_id), TextForm()
    text, now = form.text.data or "", clock.now()
    if request.form.get("way") == "defer":
        return conduct(
            item.meeting_id,
            form,
            lambda: items.defer_item(item, actor=current_actor(), at=now, why=text),
        )
    return conduct(
        item.meeting_id,
        form,
        lambda: items.close_item(item, actor=current_actor(), at=now, outcome=text),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def move(meeting_id: int) -> ResponseReturnValue:
    form = MoveForm(prefix="move")
    page = page_of(meeting_id, current_actor(), clock.now())
    room = running(page, clock.now())
    form.mover_seat_id.offer(room.speakers)
    return conduct(
        meeting_id,
        form,
        lambda: motions.move(
            queries.get(meeting_id),
            Motioned(
                kind=form.kind.data,
                text=form.text.data,
                mover_seat_id=form.mover_seat_id.data,
                item_id=room.under_way.id if room.under_way else None,
                had_notice=form.had_notice.data,
            ),
            actor=current_actor(),
            at=clock.now(),
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def second(motion_id: int) -> ResponseReturnValue:
    motion, form = agendas.get_motion(motion_id), SecondForm(prefix="second")
    page = page_of(motion.meeting_id, current_actor(), clock.now())
    form.seat_id.offer(running(page, clock.now()).speakers)
    return conduct(
        motion.meeting_id,
        form,
        lambda: motions.second(motion, form.seat_id.data, actor=current_actor(), at=clock.now()),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def drop(motion_id: int) -> ResponseReturnValue:
    motion = agendas.get_motion(motion_id)
    return conduct(
        motion.meeting_id,
        TextForm(),
        lambda: motions.drop(motion, actor=current_actor(), at=clock.now()),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def decide(motion_id: int) -> ResponseReturnValue:
    motion, form = agendas.get_motion(motion_id), DecideForm(prefix="decide")
    return conduct(
        motion.meeting_id,
        form,
        lambda: motions.decide(
            motion,
            Count(
                form.method.data,
                form.votes_for.data or 0,
                form.votes_against.data or 0,
                form.abstained.data or 0,
                form.ruling.data or "",
            ),
            actor=current_actor(),
            at=clock.now(),
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def assign(meeting_id: int) -> ResponseReturnValue:
    form = ActionForm()
    del form.version, form.reason
    form.owner_id.offer(people_choices(), none="choose a person")
    return conduct(
        meeting_id,
        form,
        lambda: actions.assign(
            queries.get(meeting_id),
            form.checked(ActionFacts),
            owner_id=form.owner_id.data,
            actor=current_actor(),
            at=clock.now(),
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def adjourn(meeting_id: int) -> ResponseReturnValue:
    return conduct(
        meeting_id,
        TextForm(),
        lambda: services.adjourn_meeting(
            queries.get(meeting_id), actor=current_actor(), at=clock.now()
        ),
    )


def conduct(meeting_id: int, form: Form, act: Callable[[], object]) -> ResponseReturnValue:
    """Do it and come back to where it was asked; what is in the way is said at the top."""
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            act()
    for _, label, sentence in errors_of(form):
        flash(f"{label}: {sentence}" if label else sentence, "error")
    wanted = "show_meeting" if request.form.get("back") == "meeting" else "run_meeting"
    return redirect(url_for(f".{wanted}", meeting_id=meeting_id), 303)


def add_to(bp: Blueprint) -> None:
    one, post = "/meetings/<int:meeting_id>", ["POST"]
    item, motion = "/agenda/<int:item_id>", "/motions/<int:motion_id>"
    bp.add_url_rule(f"{one}/run", "run_meeting", run)
    bp.add_url_rule(f"{one}/open", "open_meeting", begin, methods=post)
    bp.add_url_rule(f"{one}/arrive", "arrive_at_meeting", arrive, methods=post)
    leaving = f"{one}/attendances/<int:attendance_id>/depart"
    bp.add_url_rule(leaving, "depart_from_meeting", depart, methods=post)
    bp.add_url_rule(f"{one}/welcome", "welcome_guest", welcome, methods=post)
    bp.add_url_rule(f"{one}/remark", "remark_at_meeting", remark, methods=post)
    bp.add_url_rule(f"{one}/consent", "adopt_consent", adopt_consent, methods=post)
    bp.add_url_rule(f"{one}/move", "move_motion", move, methods=post)
    bp.add_url_rule(f"{one}/assign", "assign_action", assign, methods=post)
    bp.add_url_rule(f"{one}/adjourn", "adjourn_meeting", adjourn, methods=post)
    bp.add_url_rule(f"{item}/take-up", "take_up_item", take_up, methods=post)
    bp.add_url_rule(f"{item}/finish", "finish_item", finish, methods=post)
    bp.add_url_rule(f"{motion}/second", "second_motion", second, methods=post)
    bp.add_url_rule(f"{motion}/drop", "drop_motion", drop, methods=post)
    bp.add_url_rule(f"{motion}/decide", "decide_motion", decide, methods=post)
