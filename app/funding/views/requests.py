"""Requests for money: the list, one, asking, changing, withdrawing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.funding.cashflow import asked
from app.engine.values import FiscalYear, MoneyKind, amount_in_words
from app.funding.forms import RequestForm
from app.funding.models import Request
from app.funding.queries import awards, requests
from app.funding.queries.funds import fund_choices, list_funds
from app.funding.services import requests as services
from app.funding.subject.requests import REQUEST
from app.funding.subject.spending import AUTHORIZE_SPENDING
from app.funding.views import addresses
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.strategy.queries.initiatives import initiative_choices
from app.web.access import allow, current_actor


@allow(Permission.FUNDING_READ)
def index() -> ResponseReturnValue:
    wanted = addresses.wanted()
    listed = requests.list_requests(wanted)
    return render_template(
        "funding/requests/index.html",
        requests=listed,
        awarded=awards.awarded_to(one.id for one in listed),
        wanted=wanted,
        funds=list_funds(),
        kinds=MoneyKind,
        may_request=current_actor().may(Permission.FUNDING_REQUEST),
    )


@allow(Permission.FUNDING_READ)
def show(request_id: int) -> ResponseReturnValue:
    asking = requests.get_request(request_id)
    actor = current_actor()
    return render_template(
        "funding/requests/show.html",
        asking=asking,
        slots=asked(asking.ask),
        awarded=awards.awarded_to([request_id]).get(request_id, {}),
        awards=awards.of_requests([request_id]),
        panels=panels_for(REQUEST.key, actor, request_id),
        history=history_of(REQUEST.key, request_id),
        may_request=actor.may(Permission.FUNDING_REQUEST) and not asking.is_withdrawn,
        may_manage=actor.may(Permission.FUNDING_MANAGE) and not asking.is_withdrawn,
        proposal=_proposal_of(asking),
        may_propose=actor.may(Permission.GOVERNANCE_PROPOSE) and not asking.is_withdrawn,
    )


@allow(Permission.FUNDING_REQUEST)
def new() -> ResponseReturnValue:
    form = _form(
        fiscal_year=FiscalYear.of(clock.today(), addresses.first_month()).number + 1,
        initiative_id=request.args.get("initiative", type=int),
    )
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            asking = services.ask_for_money(
                form.facts(), fund_id=form.fund_id.data, initiative_id=form.initiative_id.data
            )
            request_id = asking.id
        if not form.errors:
            flash("The money is asked for. A decision must now allow it.", "success")
            return redirect(url_for(".show_request", request_id=request_id), 303)
    return render_template("funding/requests/new.html", form=form), 422 if form.errors else 200


@allow(Permission.FUNDING_REQUEST)
def edit(request_id: int) -> ResponseReturnValue:
    asking = requests.get_request(request_id)
    form = _form(obj=asking)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.change_request(
                asking,
                seen=form.version.data,
                facts=form.facts(),
                fund_id=form.fund_id.data,
                initiative_id=form.initiative_id.data,
            )
        if not form.errors:
            flash("The request is saved.", "success")
            return redirect(url_for(".show_request", request_id=request_id), 303)
    return render_template(
        "funding/requests/edit.html", form=form, asking=requests.get_request(request_id)
    ), 422 if form.errors else 200


@allow(Permission.FUNDING_REQUEST)
def withdraw(request_id: int) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()
    with unit_of_work(reason=reason or None):
        services.withdraw_request(requests.get_request(request_id))
    flash("The request is withdrawn.", "success")
    return redirect(url_for(".show_request", request_id=request_id), 303)


def _proposal_of(asking: Request) -> dict[str, object]:
    """What the form of a proposal that allows this money is filled in with."""
    return {
        "effect": AUTHORIZE_SPENDING.key,
        "subject_key": REQUEST.key,
        "subject_id": asking.id,
        "fund": asking.fund.code,
        "kind": asking.kind.value,
        "first_year": asking.fiscal_year,
        "last_year": asking.fiscal_year,
        "amount": amount_in_words(asking.amount),
    }


def _form(obj: Request | None = None, **given: object) -> RequestForm:
    form = RequestForm(obj=obj, data=given)
    form.fund_id.offer(fund_choices())
    form.initiative_id.offer(initiative_choices(), none="no initiative")
    return form


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    one = "/requests/<int:request_id>"
    bp.add_url_rule("/requests/", "list_requests", index)
    bp.add_url_rule("/requests/new", "new_request", new, methods=both)
    bp.add_url_rule(one, "show_request", show)
    bp.add_url_rule(f"{one}/edit", "edit_request", edit, methods=both)
    bp.add_url_rule(f"{one}/withdraw", "withdraw_request", withdraw, methods=["POST"])
