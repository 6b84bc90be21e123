"""Funds: what each holds, what is asked, awarded, released and left."""

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.values import MoneyKind
from app.funding import charts
from app.funding.forms import FundForm, LineForm
from app.funding.queries import awards, funds
from app.funding.queries.balances import asked_by_year, balances, unfunded_tails
from app.funding.services import funds as services
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.FUNDING_READ)
def index() -> ResponseReturnValue:
    shown = balances(funds.list_funds())
    tails = unfunded_tails()
    tail_years = sorted({year for tail in tails for year in tail.missing})
    asked = asked_by_year(shown)
    return render_template(
        "funding/funds/index.html",
        funds=shown,
        kinds=MoneyKind,
        tails=tails,
        tail_years=tail_years,
        tail_heads=[
            "Request",
            *(_amount_head(f"FY{year}") for year in tail_years),
            _amount_head("In all"),
        ],
        short=sum(one.is_short for fund in shown for one in fund.balances),
        asked=asked,
        asked_sentence=_what_is_asked(asked),
        figure=charts.by_year(asked, current_app.config["ISOCENTER"].currency),
        may_manage=current_actor().may(Permission.FUNDING_MANAGE),
    )


@allow(Permission.FUNDING_READ)
def show(fund_id: int) -> ResponseReturnValue:
    fund = funds.get_fund(fund_id)
    authorities = awards.authorities_on(fund_id)
    return render_template(
        "funding/funds/show.html",
        fund=fund,
        balance=balances([fund])[0],
        kinds=MoneyKind,
        authorities=authorities,
        awarded=awards.awarded_under(one.id for one in authorities),
        history=history_of(fund.__tablename__, fund_id),
        form=LineForm(),
        may_manage=current_actor().may(Permission.FUNDING_MANAGE),
    )


@allow(Permission.FUNDING_MANAGE)
def new() -> ResponseReturnValue:
    form = FundForm()
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            fund_id = services.open_fund(form.facts()).id
        if not form.errors:
            flash("The fund is open. Say now what it holds.", "success")
            return redirect(url_for(".show_fund", fund_id=fund_id), 303)
    return render_template("funding/funds/new.html", form=form), 422 if form.errors else 200


@allow(Permission.FUNDING_MANAGE)
def edit(fund_id: int) -> ResponseReturnValue:
    fund = funds.get_fund(fund_id)
    form = FundForm(obj=fund)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.change_fund(fund, seen=form.version.data, facts=form.facts())
        if not form.errors:
            flash("The fund is saved.", "success")
            return redirect(url_for(".show_fund", fund_id=fund_id), 303)
    return render_template(
        "funding/funds/edit.html", form=form, fund=fund
    ), 422 if form.errors else 200


@allow(Permission.FUNDING_MANAGE)
def set_line(fund_id: int) -> ResponseReturnValue:
    form = LineForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.set_line(funds.get_fund(fund_id), form.facts())
        if not form.errors:
            flash("The line is saved.", "success")
            return redirect(url_for(".show_fund", fund_id=fund_id), 303)
    return render_template(
        "funding/funds/line.html", form=form, fund=funds.get_fund(fund_id)
    ), 422 if form.errors else 200


def _amount_head(label: str) -> dict[str, object]:
    return {"label": label, "is_number": True}


def _what_is_asked(asked: Mapping[int, Mapping[MoneyKind, int]]) -> str:
    if not asked:
        return "Nothing is asked yet."
    most = max(asked, key=lambda year: (sum(asked[year].values()), -year))
    return f"Most is asked in FY{most}, of {len(asked)} fiscal years with requests or lines."


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/funds/", "list_funds", index)
    bp.add_url_rule("/funds/new", "new_fund", new, methods=both)
    bp.add_url_rule("/funds/<int:fund_id>", "show_fund", show)
    bp.add_url_rule("/funds/<int:fund_id>/edit", "edit_fund", edit, methods=both)
    bp.add_url_rule("/funds/<int:fund_id>/lines", "set_line", set_line, methods=both)
