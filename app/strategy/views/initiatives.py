"""Initiatives: the list, one, planning, changing, moving along."""

from collections import Counter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_choices
from app.audit.queries import history_of
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.strategy import policy
from app.strategy.facts import InitiativeMove, InitiativeStatus
from app.strategy.forms import InitiativeForm, MoveForm
from app.strategy.models import Initiative
from app.strategy.queries import initiatives as queries
from app.strategy.queries.objectives import phase_choices
from app.strategy.services import initiatives as services
from app.web.access import allow, current_actor

KEY = Initiative.__tablename__


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    listed = queries.roadmap()
    status = request.args.get("show", type=InitiativeStatus)
    return render_template(
        "strategy/initiatives/index.html",
        initiatives=[one for one in listed if status in {None, one.status}],
        total=len(listed),
        counts=Counter(one.status for one in listed),
        statuses=InitiativeStatus,
        views=_views(Counter(one.status for one in listed), status),
        may_edit=current_actor().may(Permission.STRATEGY_EDIT),
        today=clock.today(),
    )


@allow(Permission.STRATEGY_READ)
def show(initiative_id: int) -> ResponseReturnValue:
    initiative = queries.get_initiative(initiative_id)
    actor = current_actor()
    return render_template(
        "strategy/initiatives/show.html",
        initiative=initiative,
        waiting=queries.held_up_by(initiative_id),
        panels=panels_for(KEY, actor, initiative_id),
        history=history_of(KEY, initiative_id),
        moves=policy.moves_by_hand(initiative.status),
        form=MoveForm(on=clock.today()),
        may_edit=actor.may(Permission.STRATEGY_EDIT),
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE)
        and initiative.status is InitiativeStatus.PROPOSED,
        today=clock.today(),
    )


@allow(Permission.STRATEGY_EDIT)
def new() -> ResponseReturnValue:
    form = _form(code=queries.next_code())
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            initiative = services.plan_initiative(form.facts(), form.links())
            initiative_id = initiative.id
        if not form.errors:
            flash("The initiative is planned.", "success")
            return redirect(url_for(".show_initiative", initiative_id=initiative_id), 303)
    return render_template("strategy/initiatives/new.html", form=form), 422 if form.errors else 200


@allow(Permission.STRATEGY_EDIT)
def edit(initiative_id: int) -> ResponseReturnValue:
    initiative = queries.get_initiative(initiative_id)
    form = _form(obj=initiative)
    if not form.is_submitted():
        form.show(initiative)
    elif form.validate():
        with form.blamed(), unit_of_work():
            services.change_initiative(
                initiative, seen=form.version.data, facts=form.facts(), links=form.links()
            )
        if not form.errors:
            flash("The initiative is saved, and the dates that follow from it.", "success")
            return redirect(url_for(".show_initiative", initiative_id=initiative_id), 303)
    return render_template(
        "strategy/initiatives/edit.html", form=form, initiative=initiative
    ), 422 if form.errors else 200


@allow(Permission.STRATEGY_EDIT)
def move(initiative_id: int, move: InitiativeMove) -> ResponseReturnValue:
    initiative = queries.get_initiative(initiative_id)
    form = MoveForm()
    if not form.validate_on_submit():
        raise RuleBroken("Say on which day, as 2026-11-24.")
    with unit_of_work(reason=form.reason.data or None):
        services.move_initiative(initiative, move, on=form.on.data)
    flash(f"{initiative.code} is {move.value}.", "success")
    return redirect(url_for(".show_initiative", initiative_id=initiative_id), 303)


def _views(
    counts: Counter[InitiativeStatus], shown: InitiativeStatus | None
) -> list[tuple[str, str, bool]]:
    """The list cut by status: words, address, whether it is shown."""
    every = (f"All ({counts.total()})", url_for(".list_initiatives"), shown is None)
    return [every] + [
        (f"{one.label} ({counts[one]})", url_for(".list_initiatives", show=one), one is shown)
        for one in InitiativeStatus
        if counts[one]
    ]


def _form(obj: Initiative | None = None, **given: object) -> InitiativeForm:
    form = InitiativeForm(obj=obj, data=given)
    form.phase_id.offer(phase_choices(), none="no phase yet")
    form.owner_id.offer(people_choices(), none="not known")
    return form


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    one = "/initiatives/<int:initiative_id>"
    bp.add_url_rule("/initiatives/", "list_initiatives", index)
    bp.add_url_rule("/initiatives/new", "new_initiative", new, methods=both)
    bp.add_url_rule(one, "show_initiative", show)
    bp.add_url_rule(f"{one}/edit", "edit_initiative", edit, methods=both)
    bp.add_url_rule(f"{one}/<initiative_move:move>", "move_initiative", move, methods=["POST"])
