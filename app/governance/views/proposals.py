"""Proposals: list by stage, one with its story, draft, edit, and move along."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.chartering.clauses import NUMBER
from app.engine.voting.proposal import PROPOSAL, Move, Stage
from app.governance import translate
from app.governance.facts import ProposalFacts
from app.governance.forms.proposals import ProposalForm, ReturnForm
from app.governance.models import Proposal
from app.governance.policy import standing
from app.governance.queries import ballots, bodies, decisions, papers
from app.governance.queries import proposals as queries
from app.governance.services import papers as handing
from app.governance.services import proposals as services
from app.governance.services import routing
from app.governance.views import shown
from app.governance.views.beforehand import beforehand
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.permissions import Permission
from app.kernel.subjects import EffectKind, effects
from app.kernel.words import label_of
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, compare, typed


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    actor, stage = current_actor(), request.args.get("stage", type=Stage)
    body_id = request.args.get("body", type=int)
    counts = queries.stages_for(actor)
    return render_template(
        "governance/proposals/index.html",
        proposals=queries.list_for(actor, stage=stage, body_id=body_id),
        counts=counts,
        views=_views(counts, stage),
        stage=stage,
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE),
    )


def _views(counts: Mapping[Stage, int], chosen: Stage | None) -> list[tuple[str, str, bool]]:
    """All, and each stage that holds something: words, address, whether it is shown now."""
    shown_stages = [one for one in Stage if counts[one] or one is chosen]
    everything = (f"All ({sum(counts.values())})", url_for(".list_proposals"), chosen is None)
    return [
        everything,
        *(
            (
                f"{label_of(one)} ({counts[one]})",
                url_for(".list_proposals", stage=one.value),
                one is chosen,
            )
            for one in shown_stages
        ),
    ]


@allow(Permission.GOVERNANCE_READ)
def show(proposal_id: int) -> ResponseReturnValue:
    proposal = queries.get_for(current_actor(), proposal_id)
    return _page(proposal, ReturnForm())


def _page(proposal: Proposal, form: ReturnForm) -> ResponseReturnValue:
    actor = current_actor()
    chair = bodies.chair_of(proposal.body_id, clock.today())
    mine = standing(actor, author_id=proposal.author_id, chair_id=chair)
    moves = {move for move in PROPOSAL.open_to(proposal.stage) if mine.may(move)}
    put = queries.ballots_of(proposal.id)
    visible = {ballot.id for ballot in ballots.list_of(actor, proposal.id)}
    held = routing.book()
    return render_template(
        "governance/proposals/show.html",
        proposal=proposal,
        routed=routing.routed(proposal, held),
        asked=routing.asked_about(proposal, held),
        subject=shown.subject_of(proposal),
        effects=shown.effects_now(proposal),
        consequences=shown.consequences(proposal.outlook),
        may_work_out="open" in {move.name.lower() for move in PROPOSAL.open_to(proposal.stage)}
        and (mine.runs or mine.may(Move.SUBMIT)),
        takes=beforehand(proposal, clock.today()),
        numbers=NUMBER,
        kinds=_kinds_to_add(proposal),
        moves={move.name.lower() for move in moves},
        ballots=[(ballot, ballot.id in visible) for ballot in put],
        decision=decisions.of_proposal(proposal.id),
        papers=papers.of_proposal(proposal.id)
        if handing.may_read_of(proposal, actor, clock.now())
        else None,
        form=form,
        changes=history_of("governance_proposal", proposal.id),
    ), 422 if form.errors else 200


def _kinds_to_add(proposal: Proposal) -> list[EffectKind]:
    """On the thing it is about once each, on nothing in particular as often as one likes."""
    there = {effect.kind for effect in proposal.effects}
    return [
        kind
        for kind in effects()
        if kind.subject_key is None
        or (kind.subject_key == proposal.subject_key and kind.key not in there)
    ]


@allow(Permission.GOVERNANCE_PROPOSE)
def edit(proposal_id: int) -> ResponseReturnValue:
    actor, proposal = current_actor(), queries.get_for(current_actor(), proposal_id)
    now = typed(translate.facts_of_proposal(proposal)) | {"version": proposal.version}
    form = ProposalForm(data=now)
    if form.validate_on_submit():
        try:
            with form.blamed(), unit_of_work():
                facts, seen = form.checked(ProposalFacts), form.version.data
                services.edit(proposal, facts, actor=actor, at=clock.now(), version=seen)
        except Conflict:
            return _stale(proposal_id, form)
        if not form.errors:
            flash("Saved.", "success")
            return _to(proposal_id)
    page, status = "governance/proposals/edit.html", 422 if form.errors else 200
    return render_template(page, proposal=proposal, form=form, clashes=None), status


def _stale(proposal_id: int, form: FactsForm) -> ResponseReturnValue:
    """Both versions side by side; what was typed stays."""
    db.session.expire_all()
    proposal = queries.get_for(current_actor(), proposal_id)
    return render_template(
        "governance/proposals/edit.html",
        proposal=proposal,
        form=form,
        clashes=compare(form, translate.facts_of_proposal(proposal), proposal.version),
        last=history_of("governance_proposal", proposal_id, limit=1),
    ), 409


@allow(Permission.GOVERNANCE_PROPOSE)
def give_back(proposal_id: int) -> ResponseReturnValue:
    actor, proposal = current_actor(), queries.get_for(current_actor(), proposal_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(proposal, form)
    with unit_of_work():
        services.give_back(proposal, actor=actor, why=form.why.data, at=clock.now())
    flash("Returned to its author.", "success")
    return _to(proposal_id)


@allow(Permission.GOVERNANCE_PROPOSE)
def submit(proposal_id: int) -> ResponseReturnValue:
    return _moved(proposal_id, services.submit, "Submitted. The chair or secretary opens the vote.")


@allow(Permission.GOVERNANCE_PROPOSE)
def work_out(proposal_id: int) -> ResponseReturnValue:
    return _moved(proposal_id, services.work_out_anew, "Worked out as things stand now.")


@allow(Permission.GOVERNANCE_PROPOSE)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    return _moved(proposal_id, services.withdraw, "Withdrawn.")


def _moved(proposal_id: int, act: Callable[..., Proposal], said: str) -> ResponseReturnValue:
    actor, proposal = current_actor(), queries.get_for(current_actor(), proposal_id)
    with unit_of_work():
        act(proposal, actor=actor, at=clock.now())
    flash(said, "success")
    return _to(proposal_id)


def _to(proposal_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)


def add_to(bp: Blueprint) -> None:
    one, both, post = "/proposals/<int:proposal_id>", ["GET", "POST"], ["POST"]
    bp.add_url_rule("/proposals/", "list_proposals", index)
    bp.add_url_rule(one, "show_proposal", show)
    bp.add_url_rule(f"{one}/edit", "edit_proposal", edit, methods=both)
    bp.add_url_rule(f"{one}/submit", "submit_proposal", submit, methods=post)
    bp.add_url_rule(f"{one}/outlook", "work_out_proposal", work_out, methods=post)
    bp.add_url_rule(f"{one}/return", "return_proposal", give_back, methods=post)
    bp.add_url_rule(f"{one}/withdraw", "withdraw_proposal", withdraw, methods=post)
