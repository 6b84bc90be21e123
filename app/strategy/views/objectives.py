"""Objectives and where they stand."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.progress import progress
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.strategy.forms import ObjectiveForm
from app.strategy.queries import objectives as queries
from app.strategy.services import objectives as services
from app.web.access import allow, current_actor


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    listed = [
        (one, progress(one.baseline, one.target, one.actual)) for one in queries.list_objectives()
    ]
    return render_template(
        "strategy/objectives/index.html",
        objectives=listed,
        reached=sum(share is not None and share >= 1 for _, share in listed),
        not_known=sum(share is None for _, share in listed),
        may_edit=current_actor().may(Permission.STRATEGY_EDIT),
    )


@allow(Permission.STRATEGY_EDIT)
def new() -> ResponseReturnValue:
    form = ObjectiveForm()
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.set_objective(form.facts())
        if not form.errors:
            flash("The objective is set.", "success")
            return redirect(url_for(".list_objectives"), 303)
    return render_template("strategy/objectives/new.html", form=form), 422 if form.errors else 200


@allow(Permission.STRATEGY_EDIT)
def edit(objective_id: int) -> ResponseReturnValue:
    objective = queries.get_objective(objective_id)
    form = ObjectiveForm(obj=objective)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.change_objective(objective, seen=form.version.data, facts=form.facts())
        if not form.errors:
            flash("The objective is saved.", "success")
            return redirect(url_for(".list_objectives"), 303)
    return render_template(
        "strategy/objectives/edit.html",
        form=form,
        objective=objective,
        history=history_of(objective.__tablename__, objective_id),
    ), 422 if form.errors else 200


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/objectives/", "list_objectives", index)
    bp.add_url_rule("/objectives/new", "new_objective", new, methods=both)
    bp.add_url_rule("/objectives/<int:objective_id>", "edit_objective", edit, methods=both)
