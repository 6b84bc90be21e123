"""The register of decisions: list with filters, one with what it led to, held effects."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_choices
from app.audit.queries import history_of
from app.engine.chartering.clauses import NUMBER
from app.engine.voting.ballot import Phase
from app.engine.voting.ledger import ledger
from app.governance import translate
from app.governance.forms.decisions import register_form
from app.governance.models import Decision
from app.governance.policy import standing
from app.governance.queries import ballots, bodies
from app.governance.queries import decisions as queries
from app.governance.services import decisions as services
from app.governance.services import followups
from app.governance.views import shown
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.web.access import allow, current_actor


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    form, today = register_form(request.args, bodies.choices(), queries.years()), clock.today()
    wanted = form.wanted(today)
    return render_template(
        "governance/decisions/index.html",
        decisions=queries.list_of(wanted),
        form=form,
        is_filtered=wanted != queries.Wanted(today=today),
        shown={one.name: request.args[one.name] for one in form if one.name in request.args},
        today=today,
    )


@allow(Permission.GOVERNANCE_READ)
def show(decision_id: int) -> ResponseReturnValue:
    actor, decision, today = current_actor(), queries.get(decision_id), clock.today()
    chair = bodies.chair_of(decision.body_id, today)
    ballot = decision.ballot
    rule, roll = translate.rule_of(ballot), translate.roll_of(ballot)
    counted = translate.count_of(ballot)
    sees_ballot = bool(ballots.list_of(actor, decision.proposal_id))
    runs = standing(actor, author_id=decision.proposal.author_id, chair_id=chair).runs
    return render_template(
        "governance/decisions/show.html",
        decision=decision,
        subject=shown.subject_of(decision.proposal),
        effects=shown.effects_on(ballot),
        ledger=ledger(rule, roll, counted, Phase.CLOSED, disclosed=True),
        numbers=NUMBER,
        sees_ballot=sees_ballot,
        has_packet=sees_ballot and ballots.has_packet(ballot.id),
        chain=queries.chain_of(decision),
        people=people_choices() if runs else (),
        may_dissent=followups.may_dissent(ballot, actor),
        panels=panels_for(Decision.__tablename__, actor, decision_id),
        changes=history_of(Decision.__tablename__, decision_id),
        today=today,
        runs=runs,
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def apply_held(decision_id: int) -> ResponseReturnValue:
    actor, decision = current_actor(), queries.get(decision_id)
    with unit_of_work():
        done = services.apply_held(decision, actor=actor, at=clock.now())
    if done:
        flash("Everything this decision changes is applied.", "success")
    else:
        flash("It still cannot be applied; the reason stands beside each effect.", "warning")
    return redirect(url_for(".show_decision", decision_id=decision_id), 303)


def add_to(bp: Blueprint) -> None:
    one = "/decisions/<int:decision_id>"
    bp.add_url_rule("/decisions/", "list_decisions", index)
    bp.add_url_rule(one, "show_decision", show)
    bp.add_url_rule(f"{one}/apply", "apply_held_effects", apply_held, methods=["POST"])
