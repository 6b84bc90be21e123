"""Proxies and interests: who votes for whom, who has an interest in what, giving and declaring."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from app.governance.forms.standing import InterestForm, ProxyForm
from app.governance.queries import bodies, interests, proxies
from app.governance.services import interests as interest_services
from app.governance.services import proxies as services
from app.governance.services.proxies import Days
from app.governance.views import shown
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import kinds
from app.web.access import allow, current_actor


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    return _page(_proxy_form(data=True), _interest_form(data=True))


def _page(proxy: ProxyForm, interest: InterestForm) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    return render_template(
        "governance/standing/index.html",
        mine=proxies.of_person(actor.person_id, today),
        interests=[
            (one, shown.named(one.subject_key, one.subject_id)) for one in interests.list_standing()
        ],
        proxy_form=proxy,
        interest_form=interest,
        may_vote=actor.may(Permission.GOVERNANCE_VOTE),
        may_run=actor.may(Permission.GOVERNANCE_RUN),
        today=today,
    ), 422 if proxy.errors or interest.errors else 200


def _proxy_form(*, data: bool = False) -> ProxyForm:
    form = ProxyForm(formdata=None, data={"starts_on": clock.today()}) if data else ProxyForm()
    seats = proxies.seats_held_by(current_actor().person_id)
    form.seat_id.offer([(str(one.id), f"{one.title}, {one.body.name}") for one in seats])
    form.holder_id.offer(proxies.fellows_of(current_actor().person_id))
    return form


def _interest_form(*, data: bool = False) -> InterestForm:
    chosen = {"subject": request.args.get("subject", "")}
    form = InterestForm(formdata=None, data=chosen) if data else InterestForm()
    offered = [
        (f"{kind.key}:{number}", f"{kind.noun.capitalize()}: {name}")
        for kind in kinds()
        for number, name in kind.choices()
    ]
    form.subject.choices = [SelectChoice(value, label) for value, label in offered]
    return form


@allow(Permission.GOVERNANCE_VOTE)
def give() -> ResponseReturnValue:
    form = _proxy_form()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason="Proxy given"):
            services.give_proxy(
                bodies.get_seat(form.seat_id.data),
                holder_id=form.holder_id.data,
                days=Days(form.starts_on.data, form.ends_on.data),
                actor=current_actor(),
                at=clock.now(),
            )
        if not form.errors:
            flash("The proxy is given. It holds on open ballots at once.", "success")
            return _back()
    return _page(form, _interest_form(data=True))


@allow(Permission.GOVERNANCE_VOTE)
def revoke(proxy_id: int) -> ResponseReturnValue:
    with unit_of_work(reason="Proxy taken back"):
        services.revoke_proxy(proxies.get(proxy_id), actor=current_actor(), at=clock.now())
    flash("The proxy is taken back. You vote yourself again.", "success")
    return _back()


@allow(Permission.GOVERNANCE_VOTE)
def declare() -> ResponseReturnValue:
    form = _interest_form()
    if form.validate_on_submit():
        key, _, number = form.subject.data.partition(":")
        with form.blamed(), unit_of_work(reason="Interest declared"):
            interest_services.declare_interest(
                (key, int(number)), text=form.text.data, actor=current_actor(), at=clock.now()
            )
        if not form.errors:
            flash("The interest is in the register. Ballots it touches will say so.", "success")
            return _back()
    return _page(_proxy_form(data=True), form)


@allow(Permission.GOVERNANCE_VOTE)
def end(interest_id: int) -> ResponseReturnValue:
    with unit_of_work(reason="Interest ended"):
        interest_services.end_interest(
            interests.get(interest_id), actor=current_actor(), at=clock.now()
        )
    flash("The interest is ended. The register keeps that it was declared.", "success")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for(".list_standing"), 303)


def add_to(bp: Blueprint) -> None:
    post = ["POST"]
    bp.add_url_rule("/standing/", "list_standing", index)
    bp.add_url_rule("/proxies", "give_proxy", give, methods=post)
    bp.add_url_rule("/proxies/<int:proxy_id>/revoke", "revoke_proxy", revoke, methods=post)
    bp.add_url_rule("/interests", "declare_interest", declare, methods=post)
    bp.add_url_rule("/interests/<int:interest_id>/end", "end_interest", end, methods=post)
