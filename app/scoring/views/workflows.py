"""The chooser: a few questions, and what they recommend for how capture begins."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.engine.paths.chooser import REASONS
from app.inventory.models import Source
from app.inventory.queries.assets import get_for
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.scoring.forms import WorkflowForm, workflow_form
from app.scoring.queries.workflows import choices_of
from app.scoring.services.workflows import advice_for, begin_with, keep_choice
from app.scoring.subject.workflows import proposal_of
from app.web.access import allow, current_actor


@allow(Permission.STANDARDS_READ)
def choose(source_id: int) -> ResponseReturnValue:
    """Answering shows the advice; keeping it is a second button."""
    source = _source(source_id)
    form = workflow_form(begin_with(source_id))
    if form.validate_on_submit() and form.keep.data:
        with form.blamed(), unit_of_work(reason="How capture begins was chosen"):
            keep_choice(source, form.answers(), actor=current_actor(), at=clock.now())
        if not form.errors:
            flash("Kept. A proposal can be made of it.", "success")
            return redirect(url_for(".choose_workflow", source_id=source_id), 303)
    return _page(source, form), 422 if form.errors else 200


def _page(source: Source, form: WorkflowForm) -> str:
    actor, kept = current_actor(), choices_of(source.id)
    advice = advice_for(source.id, form.answers(), on=clock.today())
    may_propose = actor.may(Permission.GOVERNANCE_PROPOSE)
    return render_template(
        "scoring/paths/choose.html",
        source=source,
        form=form,
        first=[form[one.value] for one in REASONS],
        advice=advice if form.is_submitted() or kept else None,
        kept=kept,
        proposal=proposal_of(source.id, kept[0]) if kept and may_propose else None,
        may_keep=actor.may_in(Permission.INVENTORY_EDIT, source.department_id),
    )


def _source(source_id: int) -> Source:
    source = get_for(current_actor(), source_id)
    if not isinstance(source, Source):
        raise NotFound("Only a source has a way of images.")
    return source


def add_to(bp: Blueprint) -> None:
    rule = "/paths/<int:source_id>/choose"
    bp.add_url_rule(rule, "choose_workflow", choose, methods=["GET", "POST"])
