"""Charters: one edition with its checklist, clauses and rights; draft, change, compare, drop."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.chartering.checklist import Compared, compared, silent
from app.governance.facts import CharterFacts
from app.governance.facts.articles import TITLES, ArticleFacts
from app.governance.forms.bodies import ArticleForm, CharterForm
from app.governance.models import Charter, CharterStage
from app.governance.queries import bodies
from app.governance.queries import charters as queries
from app.governance.services import charters as services
from app.governance.translate import facts_of_charter
from app.governance.translate.charters import checklist_of
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, typed


@allow(Permission.GOVERNANCE_READ)
def show(charter_id: int) -> ResponseReturnValue:
    actor, charter = current_actor(), queries.get(charter_id)
    body = bodies.get(charter.body_id)
    findings = checklist_of(body, charter)
    return render_template(
        "governance/charters/show.html",
        charter=charter,
        body=body,
        findings=findings,
        silent=silent(findings),
        titles=TITLES,
        under=queries.under_decision(charter_id),
        is_draft=charter.stage is CharterStage.DRAFT,
        others=[one for one in body.charters if one.id != charter_id],
        panels=panels_for(queries.CHARTER, actor, charter_id),
        changes=history_of(queries.CHARTER, charter_id),
        may_run=actor.may(Permission.GOVERNANCE_RUN),
    )


@allow(Permission.GOVERNANCE_READ)
def compare(charter_id: int) -> ResponseReturnValue:
    """With another edition of the same body: the one named, or else the one before."""
    charter = queries.get(charter_id)
    body = bodies.get(charter.body_id)
    others = [one for one in body.charters if one.id != charter_id]
    wanted = request.args.get("with", type=int)
    before = [one for one in others if one.edition < charter.edition]
    usual = before[-1] if before else next(iter(others), None)
    other = next((one for one in others if one.id == wanted), usual)
    found: Sequence[Compared] = ()
    if other is not None:
        older, newer = sorted((charter, other), key=lambda one: one.edition)
        found = compared(checklist_of(body, older), checklist_of(body, newer))
    return render_template(
        "governance/charters/compare.html",
        charter=charter,
        other=other,
        others=others,
        body=body,
        found=found,
        titles=TITLES,
    )


@allow(Permission.GOVERNANCE_RUN)
def draft(body_id: int) -> ResponseReturnValue:
    """The next edition, begun from the one in force."""
    body = bodies.get(body_id)
    if body.draft is not None:
        return redirect(url_for(".show_charter", charter_id=body.draft.id), 303)
    form = _without_days(CharterForm(data=typed(facts_of_charter(body.charter))))
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            charter = services.draft_edition(body, form.checked(CharterFacts))
        if not form.errors:
            flash(f"Edition {charter.edition} is a draft. It holds once it is decided.", "success")
            return _to(charter)
    status = 422 if form.errors else 200
    return render_template("governance/charters/draft.html", body=body, form=form), status


@allow(Permission.GOVERNANCE_RUN)
def edit(charter_id: int) -> ResponseReturnValue:
    charter = queries.get(charter_id)
    now = typed(facts_of_charter(charter)) | {"version": charter.version}
    form = _without_days(CharterForm(data=now))
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            facts, seen = form.checked(CharterFacts), form.version.data
            services.change_draft(charter, facts, version=seen)
        if not form.errors:
            flash("Saved.", "success")
            return _to(charter)
    return _form_page(charter_id, form, "Change the rules of the draft")


@allow(Permission.GOVERNANCE_RUN)
def write(charter_id: int) -> ResponseReturnValue:
    charter = queries.get(charter_id)
    form = ArticleForm(data=charter.articles | {"version": charter.version})
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            facts, seen = form.checked(ArticleFacts), form.version.data
            services.write_articles(charter, facts, version=seen)
        if not form.errors:
            flash("Saved.", "success")
            return _to(charter)
    return _form_page(charter_id, form, "Write the articles of the draft")


def _form_page(charter_id: int, form: FactsForm, title: str) -> ResponseReturnValue:
    status, charter = 422 if form.errors else 200, queries.get(charter_id)
    page = "governance/charters/edit.html"
    return render_template(page, charter=charter, form=form, heading=title), status


@allow(Permission.GOVERNANCE_RUN)
def drop(charter_id: int) -> ResponseReturnValue:
    charter = queries.get(charter_id)
    body_id = charter.body_id
    with unit_of_work():
        services.drop_draft(charter)
    flash("The draft is dropped.", "success")
    return redirect(url_for(".show_body", body_id=body_id), 303)


def _without_days(form: CharterForm) -> CharterForm:
    """The day of adoption is that of the decision."""
    del form.adopted_on
    return form


def _to(charter: Charter) -> ResponseReturnValue:
    return redirect(url_for(".show_charter", charter_id=charter.id), 303)


def add_to(bp: Blueprint) -> None:
    one, both = "/charters/<int:charter_id>", ["GET", "POST"]
    bp.add_url_rule("/bodies/<int:body_id>/charter", "draft_charter", draft, methods=both)
    bp.add_url_rule(one, "show_charter", show)
    bp.add_url_rule(f"{one}/compare", "compare_charters", compare)
    bp.add_url_rule(f"{one}/edit", "edit_charter", edit, methods=both)
    bp.add_url_rule(f"{one}/articles", "write_articles", write, methods=both)
    bp.add_url_rule(f"{one}/drop", "drop_charter", drop, methods=["POST"])
