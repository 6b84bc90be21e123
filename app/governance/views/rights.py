"""Who decides what: the matrix of rights, asking it, keeping the rights of a draft, advice."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.engine.chartering.rights import Right, RightPart, doubles, steps
from app.governance.facts import DecisionClass
from app.governance.forms.rights import AdviceForm, RightForm, WhoForm
from app.governance.models import CharterStage
from app.governance.queries import bodies, charters
from app.governance.queries import proposals as proposal_queries
from app.governance.services import routing
from app.governance.translate.rights import Book, Demand
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of decision: who decides it from the narrowest right up, and who is asked."""

    kind: DecisionClass
    steps: tuple[tuple[Right, str], ...]
    asked: tuple[str, ...]
    is_bounded: bool
    """Beyond the last step nobody decides."""


@allow(Permission.GOVERNANCE_READ)
def matrix() -> ResponseReturnValue:
    held = routing.book()
    form = WhoForm(formdata=request.args if request.args else None)
    answer = None
    if request.args and form.validate():
        answer = held.because(Demand(form.decision_class.data, form.amount.data or 0))
    rows = [_row(kind, held) for kind in DecisionClass]
    return render_template(
        "governance/rights/matrix.html",
        rows=rows,
        silent=[row for row in rows if not row.steps],
        doubles=[
            (DecisionClass(one.decision_class), held.name(one.place), held.name(other.place))
            for one, other in doubles(held.rights)
        ],
        form=form,
        answer=answer,
    ), 422 if form.errors else 200


def _row(kind: DecisionClass, held: Book) -> Row:
    found = steps(kind, held.rights, held.tree)
    asked = held.route(Demand(kind)).asked
    return Row(
        kind,
        tuple((one, _short(one, held)) for one in found),
        tuple(held.names[one.place.body_id] for one in asked),
        bool(found) and found[-1].up_to is not None,
    )


def _short(right: Right, held: Book) -> str:
    body = held.names[right.place.body_id]
    seat = right.place.seat_id
    return body if seat is None else f"{held.seats[seat]} alone, {body}"


@allow(Permission.GOVERNANCE_RUN)
def edit(charter_id: int) -> ResponseReturnValue:
    charter = charters.get(charter_id)
    if charter.stage is not CharterStage.DRAFT:
        raise RuleBroken("Only a draft can be changed. Draft the next edition.")
    form = RightForm()
    seats = [(str(seat.id), seat.title) for seat in bodies.get(charter.body_id).seats]
    form.seat_id.offer(seats, none="the body, by a vote")
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason="Rights of the draft"):
            routing.grant(
                charter,
                routing.Granted(
                    form.decision_class.data,
                    RightPart(form.part.data),
                    form.up_to.data,
                    form.seat_id.data,
                ),
            )
        if not form.errors:
            flash("Added to the draft.", "success")
            return redirect(url_for(".edit_rights", charter_id=charter_id), 303)
    status, charter = 422 if form.errors else 200, charters.get(charter_id)
    return render_template("governance/rights/edit.html", charter=charter, form=form), status


@allow(Permission.GOVERNANCE_RUN)
def take_out(charter_id: int, right_id: int) -> ResponseReturnValue:
    with unit_of_work(reason="Rights of the draft"):
        routing.take_out(charters.get(charter_id), right_id)
    flash("Taken out of the draft.", "success")
    return redirect(url_for(".edit_rights", charter_id=charter_id), 303)


@allow(Permission.GOVERNANCE_READ)
def advise(proposal_id: int, body_id: int) -> ResponseReturnValue:
    actor = current_actor()
    proposal = proposal_queries.get_for(actor, proposal_id)
    body, form = bodies.get(body_id), AdviceForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            routing.advise(proposal, body_id, form.text.data, actor=actor, at=clock.now())
        if not form.errors:
            flash(f"Recorded what the {body.name} says.", "success")
            return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)
    page, status = "governance/rights/advise.html", 422 if form.errors else 200
    return render_template(page, proposal=proposal, body=body, form=form), status


def add_to(bp: Blueprint) -> None:
    both, draft = ["GET", "POST"], "/charters/<int:charter_id>/rights"
    bp.add_url_rule("/rights", "show_rights", matrix)
    bp.add_url_rule(draft, "edit_rights", edit, methods=both)
    bp.add_url_rule(f"{draft}/<int:right_id>/remove", "remove_right", take_out, methods=["POST"])
    rule = "/proposals/<int:proposal_id>/advice/<int:body_id>"
    bp.add_url_rule(rule, "give_advice", advise, methods=both)
