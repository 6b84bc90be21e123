"""Seats: add, change, seat a person, leave vacant."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import get_person, people_choices
from app.audit.queries import history_of
from app.engine.meetings.standing import in_words
from app.governance.facts import SeatFacts
from app.governance.forms.bodies import SeatForm, SeatingForm
from app.governance.models import Body, Seat
from app.governance.queries import bodies as queries
from app.governance.queries import records
from app.governance.services import bodies as services
from app.governance.services.standing import standings
from app.governance.translate import facts_of_seat
from app.governance.translate.meetings import attendance_rule_of
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.web.access import allow, current_actor
from app.web.facts import typed


@allow(Permission.GOVERNANCE_READ)
def show(seat_id: int) -> ResponseReturnValue:
    actor, body = current_actor(), _body_of(seat_id)
    seat = next(one for one in body.seats if one.id == seat_id)
    return render_template(
        "governance/seats/show.html",
        seat=seat,
        body=body,
        today=clock.today(),
        record=records.of_body(body.id).get(seat_id, ()),
        standing=standings(body.id).get(seat_id),
        attendance_rule=in_words(attendance_rule_of(body.charter)),
        panels=panels_for(Seat.__tablename__, actor, seat_id),
        changes=history_of(Seat.__tablename__, seat_id),
        may_run=actor.may(Permission.GOVERNANCE_RUN),
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE),
    )


def _body_of(seat_id: int) -> Body:
    return queries.get(queries.get_seat(seat_id).body_id)


@allow(Permission.GOVERNANCE_RUN)
def new(body_id: int) -> ResponseReturnValue:
    body = queries.get(body_id)
    form = SeatForm(data={"is_voting": "yes", "in_quorum": "yes", "is_chair": "no"})
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            seat = services.add_seat(body, form.checked(SeatFacts))
        if not form.errors:
            flash(f"The seat “{seat.title}” is added and vacant.", "success")
            return redirect(url_for(".fill_seat", seat_id=seat.id), 303)
    status = 422 if form.errors else 200
    return render_template("governance/seats/new.html", body=body, form=form), status


@allow(Permission.GOVERNANCE_RUN)
def edit(seat_id: int) -> ResponseReturnValue:
    seat = queries.get_seat(seat_id)
    form = SeatForm(data=typed(facts_of_seat(seat)) | {"version": seat.version})
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            services.change_seat(seat, form.checked(SeatFacts), version=form.version.data)
        if not form.errors:
            flash("Saved.", "success")
            return _to_body(seat)
    status = 422 if form.errors else 200
    seat = queries.get_seat(seat_id)
    return render_template("governance/seats/edit.html", seat=seat, form=form), status


@allow(Permission.GOVERNANCE_RUN)
def fill(seat_id: int) -> ResponseReturnValue:
    seat = queries.get_seat(seat_id)
    form = SeatingForm(obj=seat)
    form.holder_id.offer(people_choices(), none="choose a person")
    form.alternate_id.offer(people_choices(), none="no alternate")
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            alternate = form.alternate_id.data
            services.seat_person(
                seat,
                get_person(form.holder_id.data),
                alternate=get_person(alternate) if alternate else None,
                term=services.Term(form.term_starts_on.data, form.term_ends_on.data),
            )
        if not form.errors:
            flash(f"The seat “{seat.title}” is filled.", "success")
            return _to_body(seat)
    status = 422 if form.errors else 200
    seat = queries.get_seat(seat_id)
    return render_template("governance/seats/fill.html", seat=seat, form=form), status


@allow(Permission.GOVERNANCE_RUN)
def vacate(seat_id: int) -> ResponseReturnValue:
    seat = queries.get_seat(seat_id)
    with unit_of_work():
        services.unseat(seat)
    flash(f"The seat “{seat.title}” is vacant.", "success")
    return _to_body(seat)


def _to_body(seat: Seat) -> ResponseReturnValue:
    return redirect(url_for(".show_body", body_id=seat.body_id, _anchor="seats"), 303)


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/bodies/<int:body_id>/seats/new", "new_seat", new, methods=both)
    bp.add_url_rule("/seats/<int:seat_id>", "show_seat", show)
    bp.add_url_rule("/seats/<int:seat_id>/edit", "edit_seat", edit, methods=both)
    bp.add_url_rule("/seats/<int:seat_id>/fill", "fill_seat", fill, methods=both)
    bp.add_url_rule("/seats/<int:seat_id>/vacate", "vacate_seat", vacate, methods=["POST"])
