"""Phases of the strategy and their gates."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.strategy.forms import PhaseForm
from app.strategy.queries import objectives as queries
from app.strategy.services import objectives as services
from app.web.access import allow, current_actor


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "strategy/phases/index.html",
        phases=queries.list_phases(),
        may_edit=current_actor().may(Permission.STRATEGY_EDIT),
    )


@allow(Permission.STRATEGY_EDIT)
def new() -> ResponseReturnValue:
    form = PhaseForm()
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.add_phase(form.facts())
        if not form.errors:
            flash("The phase is added.", "success")
            return redirect(url_for(".list_phases"), 303)
    return render_template("strategy/phases/new.html", form=form), 422 if form.errors else 200


@allow(Permission.STRATEGY_EDIT)
def edit(phase_id: int) -> ResponseReturnValue:
    phase = queries.get_phase(phase_id)
    form = PhaseForm(obj=phase)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.change_phase(phase, seen=form.version.data, facts=form.facts())
        if not form.errors:
            flash("The phase is saved, and the dates that follow from it.", "success")
            return redirect(url_for(".list_phases"), 303)
    return render_template(
        "strategy/phases/edit.html", form=form, phase=phase
    ), 422 if form.errors else 200


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/phases/", "list_phases", index)
    bp.add_url_rule("/phases/new", "new_phase", new, methods=both)
    bp.add_url_rule("/phases/<int:phase_id>", "edit_phase", edit, methods=both)
