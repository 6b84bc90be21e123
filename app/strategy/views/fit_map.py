"""The fit map: functional by technical fit, with what its quarters are called."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.engine.fit.axes import MIDDLE
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.strategy.charts import fit_map_answer, fit_map_chart
from app.strategy.forms import QuartersForm
from app.strategy.queries import fit_map as queries
from app.strategy.services.fit_map import call_quarters, quarters_of
from app.web.access import allow, current_actor


@allow(Permission.STRATEGY_READ)
def show() -> ResponseReturnValue:
    history = queries.settings()
    quarters, placed = quarters_of(history), queries.placed()
    rows = [(one, one.axes.quarter_by(quarters)) for one in placed]
    drawn = [(one, quarter) for one, quarter in rows if quarter is not None]
    return render_template(
        "strategy/fit_map/show.html",
        drawn=drawn,
        missing=[one for one, quarter in rows if quarter is None],
        chart=fit_map_chart(drawn, MIDDLE),
        answer=fit_map_answer(drawn),
        quarters=quarters,
        middle=MIDDLE,
        history=history,
        may_change=current_actor().may(Permission.STRATEGY_EDIT),
    )


@allow(Permission.STRATEGY_EDIT)
def edit() -> ResponseReturnValue:
    form = QuartersForm()
    if not form.is_submitted():
        form.begin_with(quarters_of(queries.settings()))
    elif form.validate():
        with form.blamed(), unit_of_work(reason=form.reason.data):
            call_quarters(
                form.quarters(), reason=form.reason.data, actor=current_actor(), at=clock.now()
            )
        if not form.errors:
            flash("The quarters are called so from now on.", "success")
            return redirect(url_for(".show_fit_map"), 303)
    status = 422 if form.errors else 200
    return render_template("strategy/fit_map/edit.html", form=form), status


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/map", "show_fit_map", show)
    bp.add_url_rule("/map/quarters", "edit_quarters", edit, methods=["GET", "POST"])
