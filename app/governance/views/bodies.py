"""Bodies: list, one with charter and seats, charter a new one, revise."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.chartering.checklist import silent
from app.governance.facts import BodyFacts, CharterFacts
from app.governance.facts.articles import TITLES
from app.governance.facts.patterns import Pattern, patterns
from app.governance.forms.bodies import BodyForm, CharterForm, NewBodyForm
from app.governance.models import Body, CharterStage
from app.governance.queries import bodies as queries
from app.governance.queries import decisions, proposals
from app.governance.services import bodies as services
from app.governance.subject.quorums import threatened
from app.governance.translate import facts_of_body
from app.governance.translate.charters import checklist_of, clauses_of
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.permissions import Permission
from app.kernel.words import label_of
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, compare, typed

NO_PARENT = "nobody"


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "governance/bodies/index.html",
        rows=queries.list_on(clock.today()),
        may_run=current_actor().may(Permission.GOVERNANCE_RUN),
    )


@allow(Permission.GOVERNANCE_READ)
def show(body_id: int) -> ResponseReturnValue:
    actor, body, today = current_actor(), queries.get(body_id), clock.today()
    return render_template(
        "governance/bodies/show.html",
        body=body,
        clauses=clauses_of(body.charter),
        silent=[TITLES[one] for one in silent(checklist_of(body, body.charter))],
        threats=threatened(body.charter, body.seats, today),
        voices=queries.voices(body, today),
        proposals=proposals.list_for(actor, body_id=body_id)[:10],
        decisions=decisions.list_of(decisions.Wanted(body_id=body_id))[:10],
        changes=history_of("governance_body", body_id),
        today=today,
        may_run=actor.may(Permission.GOVERNANCE_RUN),
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE),
    )


@allow(Permission.GOVERNANCE_RUN)
def new() -> ResponseReturnValue:
    pattern = patterns().get(request.args.get("pattern", ""))
    form = _offered(NewBodyForm(prefix="body", data=_begun(pattern)))
    charter = CharterForm(prefix="charter", data=_charter_begun(pattern))
    del form.version, charter.version, charter.adopted_on
    if pattern is None:
        del form.as_pattern
    valid = [one.validate_on_submit() for one in (form, charter)]
    if all(valid):
        with form.blamed(), charter.blamed(), unit_of_work(reason=form.reason.data or None):
            body = _charter(form, charter, pattern)
        if not form.errors and not charter.errors:
            flash(
                f"{body.name} is set up. Its charter is {label_of(body.charter.stage).lower()}.",
                "success",
            )
            return redirect(url_for(".show_body", body_id=body.id), 303)
    status = 422 if form.errors or charter.errors else 200
    return render_template(
        "governance/bodies/new.html",
        form=form,
        charter=charter,
        pattern=pattern,
        patterns=patterns().values(),
    ), status


def _charter(form: NewBodyForm, charter: CharterForm, pattern: Pattern | None) -> Body:
    """Under an authority outside it is in force today; else it is a draft until decided."""
    authority = (form.authority.data or "").strip()
    facts = form.checked(BodyFacts)
    rule = charter.checked(CharterFacts, adopted_on=clock.today() if authority else None)
    body = services.charter_body(
        facts,
        rule,
        parent_id=form.parent_id.data,
        stage=CharterStage.IN_FORCE if authority else CharterStage.DRAFT,
        authority=authority,
    )
    if pattern is not None and form.as_pattern.data:
        services.set_up_as(body, pattern)
    return queries.get(body.id)


def _begun(pattern: Pattern | None) -> dict[str, Any]:
    if pattern is None:
        return {"kind": "standing"}
    above = next((pk for pk, code in queries.codes() if code == pattern.reports_to), None)
    return typed(pattern.body) | {"parent_id": above, "as_pattern": True}


def _charter_begun(pattern: Pattern | None) -> dict[str, str | list[str]]:
    """A form that begins with a simple majority of votes cast."""
    if pattern is not None:
        return typed(pattern.charter)
    return typed(CharterFacts(text="To be written.")) | {"text": ""}


@allow(Permission.GOVERNANCE_RUN)
def edit(body_id: int) -> ResponseReturnValue:
    body = queries.get(body_id)
    now = typed(facts_of_body(body)) | {"version": body.version, "parent_id": body.parent_id}
    form = _offered(BodyForm(data=now), without=body.id)
    if form.validate_on_submit():
        try:
            with form.blamed(), unit_of_work(reason=form.reason.data or None):
                facts, parent_id = form.checked(BodyFacts), form.parent_id.data
                services.revise_body(body, facts, parent_id=parent_id, version=form.version.data)
        except Conflict:
            return _stale(body_id, form)
        if not form.errors:
            flash("Saved.", "success")
            return redirect(url_for(".show_body", body_id=body_id), 303)
    page, status = "governance/bodies/edit.html", 422 if form.errors else 200
    return render_template(page, body=body, form=form, clashes=None), status


def _stale(body_id: int, form: FactsForm) -> ResponseReturnValue:
    """Both versions side by side; what was typed stays."""
    db.session.expire_all()
    body = queries.get(body_id)
    return render_template(
        "governance/bodies/edit.html",
        body=body,
        form=form,
        clashes=compare(form, facts_of_body(body), body.version),
        last=history_of(Body.__tablename__, body_id, limit=1),
    ), 409


def _offered(form: BodyForm, *, without: int | None = None) -> BodyForm:
    others = [pair for pair in queries.choices() if pair[0] != str(without)]
    form.parent_id.offer(others, none=NO_PARENT)
    return form


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/bodies/", "list_bodies", index)
    bp.add_url_rule("/bodies/new", "new_body", new, methods=both)
    bp.add_url_rule("/bodies/<int:body_id>", "show_body", show)
    bp.add_url_rule("/bodies/<int:body_id>/edit", "edit_body", edit, methods=both)
