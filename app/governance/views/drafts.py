"""Drafts: write a proposal, alone or about a thing, and say what it would change."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.engine.voting.election import Method
from app.governance.facts import ProposalFacts
from app.governance.forms.effects import EffectForm, effect_form
from app.governance.forms.proposals import NewProposalForm
from app.governance.models import Proposal
from app.governance.queries import bodies
from app.governance.queries import proposals as queries
from app.governance.services import proposals as services
from app.governance.views import shown
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import EffectKind, effect_of
from app.web.access import allow, current_actor
from app.web.forms import Form


@dataclass(frozen=True, slots=True)
class Start:
    """What the address of the form names: the effect and the thing it is about, if any."""

    effect: EffectKind | None
    subject: tuple[str, int] | None
    named: shown.Named | None

    @property
    def title(self) -> str:
        said = [self.effect.label] if self.effect else []
        return ": ".join([*said, self.named.title] if self.named else said)


def _start() -> Start:
    """Raises NotFound for an effect, a kind or a thing that does not exist."""
    word, subject_id = request.args.get("effect"), request.args.get("subject_id", type=int)
    effect = effect_of(word) if word else None
    key = (effect and effect.subject_key) or request.args.get("subject_key")
    if key is None:
        return Start(effect, None, None)
    if subject_id is None:
        raise NotFound("Start this proposal from the page of the thing it is about.")
    return Start(effect, (key, subject_id), shown.named(key, subject_id))


@allow(Permission.GOVERNANCE_PROPOSE)
def new() -> ResponseReturnValue:
    start, body_id = _start(), request.args.get("body_id", type=int)
    form = NewProposalForm(data=_begun(start, body_id))
    form.body_id.offer(bodies.choices(), none="choose a body")
    del form.version
    suggested = request.args if request.method == "GET" else None
    effect = effect_form(start.effect, suggested) if start.effect else None
    parts: list[Form] = [form, effect] if effect else [form]
    valid = [one.validate_on_submit() for one in parts]
    if all(valid):
        with form.blamed(), unit_of_work():
            proposal = _write(form, effect, start, current_actor())
            proposal_id, number = proposal.id, proposal.number
        if not form.errors:
            flash(f"{number} is {'submitted' if form.submit_now.data else 'a draft'}.", "success")
            return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)
    status = 422 if any(one.errors for one in parts) else 200
    page = "governance/proposals/new.html"
    return render_template(page, form=form, effect=effect, start=start), status


def _begun(start: Start, body_id: int | None) -> dict[str, Any]:
    """A question unless the address names another way to put it."""
    method = request.args.get("method", default=Method.QUESTION, type=Method)
    numbers = {"places": "1", "points": "10"}
    return {"title": start.title, "body_id": body_id, "method": method.value, **numbers}


def _write(
    form: NewProposalForm, effect: EffectForm | None, start: Start, actor: Actor
) -> Proposal:
    """All of it or nothing: the draft, its effect and, if asked, its submission."""
    body, at = bodies.get(form.body_id.data), clock.now()
    facts = form.checked(ProposalFacts)
    proposal = services.draft(body, facts, author=actor, at=at, subject=start.subject)
    if effect is not None:
        payload = effect.payload()
        services.add_effect(proposal, effect.effect_kind.key, payload, actor=actor, at=at)
    if form.submit_now.data:
        services.submit(proposal, actor=actor, at=at)
    return proposal


@allow(Permission.GOVERNANCE_PROPOSE)
def add_effect(proposal_id: int, kind: str) -> ResponseReturnValue:
    actor, proposal = current_actor(), queries.get_for(current_actor(), proposal_id)
    form = effect_form(effect_of(kind))
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.add_effect(proposal, kind, form.payload(), actor=actor, at=clock.now())
        if not form.errors:
            flash("Added to the proposal.", "success")
            return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)
    page, status = "governance/proposals/add_effect.html", 422 if form.errors else 200
    proposal = queries.get_for(actor, proposal_id)
    return render_template(page, proposal=proposal, form=form), status


@allow(Permission.GOVERNANCE_PROPOSE)
def remove_effect(proposal_id: int, effect_id: int) -> ResponseReturnValue:
    actor, proposal = current_actor(), queries.get_for(current_actor(), proposal_id)
    with unit_of_work():
        services.remove_effect(proposal, effect_id, actor=actor, at=clock.now())
    flash("Taken out of the proposal.", "success")
    return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)


def add_to(bp: Blueprint) -> None:
    one, both = "/proposals/<int:proposal_id>", ["GET", "POST"]
    bp.add_url_rule("/proposals/new", "new_proposal", new, methods=both)
    bp.add_url_rule(f"{one}/effects/<kind>", "add_effect", add_effect, methods=both)
    rule = f"{one}/effects/<int:effect_id>/remove"
    bp.add_url_rule(rule, "remove_effect", remove_effect, methods=["POST"])
