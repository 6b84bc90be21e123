"""Awards and releases: the list, one with its releases, awarding, releasing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.values import MoneyKind
from app.funding.facts import Order
from app.funding.forms import AwardForm, ReleaseForm
from app.funding.models import Award
from app.funding.queries import awards
from app.funding.queries.funds import list_funds
from app.funding.queries.requests import request_choices
from app.funding.services import awards as services
from app.funding.views import addresses
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.FUNDING_READ)
def index() -> ResponseReturnValue:
    wanted = addresses.wanted()
    return render_template(
        "funding/awards/index.html",
        awards=awards.list_awards(wanted),
        wanted=wanted,
        funds=list_funds(),
        kinds=MoneyKind,
        may_manage=current_actor().may(Permission.FUNDING_MANAGE),
    )


@allow(Permission.FUNDING_READ)
def show(award_id: int) -> ResponseReturnValue:
    return _page(award_id, ReleaseForm(), status=200)


@allow(Permission.FUNDING_MANAGE)
def new() -> ResponseReturnValue:
    form = AwardForm(
        data={
            "request_id": request.args.get("request", type=int),
            "fiscal_year": request.args.get("year", type=int),
        }
    )
    form.request_id.offer(request_choices())
    form.authority_id.offer(awards.authority_choices())
    if form.validate_on_submit():
        order = Order(
            form.request_id.data,
            form.authority_id.data,
            form.fiscal_year.data,
            form.amount.data or 0,
        )
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            award_id = services.award_money(order, on=clock.today()).id
        if not form.errors:
            flash("The money is awarded.", "success")
            return redirect(url_for(".show_award", award_id=award_id), 303)
    return render_template("funding/awards/new.html", form=form), 422 if form.errors else 200


@allow(Permission.FUNDING_MANAGE)
def release(award_id: int) -> ResponseReturnValue:
    form = ReleaseForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.release_money(
                awards.get_award(award_id),
                form.facts(),
                on=clock.today(),
                first_month=addresses.first_month(),
            )
        if not form.errors:
            flash("The money is released.", "success")
            return redirect(url_for(".show_award", award_id=award_id), 303)
    return _page(award_id, form, status=422)


def _page(award_id: int, form: ReleaseForm, *, status: int) -> ResponseReturnValue:
    award = awards.get_award(award_id)
    decision_id = award.authority.decision_id
    return render_template(
        "funding/awards/show.html",
        award=award,
        released=sum(one.amount for one in award.releases),
        in_force=award.authority.decision.is_in_force(clock.today()),
        superseded_by=awards.superseding([decision_id]).get(decision_id),
        history=history_of(Award.__tablename__, award_id),
        form=form,
        may_manage=current_actor().may(Permission.FUNDING_MANAGE),
    ), status


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/awards/", "list_awards", index)
    bp.add_url_rule("/awards/new", "new_award", new, methods=["GET", "POST"])
    bp.add_url_rule("/awards/<int:award_id>", "show_award", show)
    bp.add_url_rule("/awards/<int:award_id>/release", "release_award", release, methods=["POST"])
