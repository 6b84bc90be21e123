"""Oneself: name, roles, password, tokens, a calendar to follow, light or dark."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries, services
from app.accounts.forms import TokenForm
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor, public
from app.web.theme import COOKIE, Theme


@allow(Permission.ACCOUNTS_SELF)
def show() -> ResponseReturnValue:
    return _page(TokenForm())


def _page(form: TokenForm, *, secret: str | None = None, feed: str | None = None) -> str:
    """`secret` and `feed` are shown on the answer to the request that made them, never again."""
    me = current_actor()
    return render_template(
        "accounts/profile/show.html",
        person=queries.get_person(me.person_id),
        tokens=queries.tokens_of(me.person_id),
        followed=queries.feed_of(me.person_id),
        form=form,
        secret=secret,
        feed=feed,
    )


@allow(Permission.ACCOUNTS_SELF)
def make_token() -> ResponseReturnValue:
    me, form, secret = current_actor(), TokenForm(), None
    if form.validate_on_submit():
        with unit_of_work():
            secret = services.issue_token(me.person_id, label=form.label.data, today=clock.today())
    return _page(form, secret=secret), 200 if secret else 422


@allow(Permission.ACCOUNTS_SELF)
def revoke_token(token_id: int) -> ResponseReturnValue:
    with unit_of_work():
        services.revoke_token(current_actor().person_id, token_id, at=clock.now())
    flash("The token is revoked.")
    return redirect(url_for(".show_profile"), 303)


@allow(Permission.ACCOUNTS_SELF)
def renew_feed() -> ResponseReturnValue:
    with unit_of_work():
        feed = services.renew_feed(current_actor().person_id, at=clock.now())
    return _page(TokenForm(formdata=None), feed=feed)


@allow(Permission.ACCOUNTS_SELF)
def end_feed() -> ResponseReturnValue:
    with unit_of_work():
        services.end_feed(current_actor().person_id)
    flash("The calendar address is taken back.")
    return redirect(url_for(".show_profile"), 303)


@public
def choose_theme(theme: Theme) -> ResponseReturnValue:
    answer = redirect(request.referrer if _ours(request.referrer) else "/", 303)
    answer.set_cookie(
        COOKIE, theme.value, max_age=timedelta(days=365), samesite="Lax", httponly=True
    )
    return answer


def _ours(address: str | None) -> bool:
    return bool(address and address.startswith(request.host_url))


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/", "show_profile", show)
    bp.add_url_rule("/tokens", "make_token", make_token, methods=["POST"])
    bp.add_url_rule("/tokens/<int:token_id>/revoke", "revoke_token", revoke_token, methods=["POST"])
    bp.add_url_rule("/calendar", "renew_feed", renew_feed, methods=["POST"])
    bp.add_url_rule("/calendar/end", "end_feed", end_feed, methods=["POST"])
    bp.add_url_rule("/theme/<theme:theme>", "choose_theme", choose_theme, methods=["POST"])
