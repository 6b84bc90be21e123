"""Voting straight from a mail: a page that asks once, for one seat and one time; and reminding."""

from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.models import Link
from app.accounts.queries import actor_of, link_with
from app.accounts.services import LINK_SALT, good_link, use_link
from app.engine.voting.ballot import Choice
from app.engine.voting.ledger import rule_in_words
from app.governance import translate
from app.governance.forms.ballots import VoteForm
from app.governance.models import Ballot
from app.governance.queries import ballots as queries
from app.governance.queries.duties import VOTE, answers_by_link
from app.governance.services import ballots, reminders
from app.governance.views.shown import effects_on
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor, public

FRESH = timedelta(minutes=10)


@public
def ask(token: str) -> ResponseReturnValue:
    """Shows the question and three buttons; opening the page does nothing."""
    link_id = _number(token)
    used = link_with(link_id)
    if used is not None and used.act == VOTE and used.used_at is not None:
        return render_template("governance/links/used.html", link=used, target=_target(used))
    link = good_link(link_id, act=VOTE, at=clock.now())
    ballot, seat_id = _ballot(link)
    if ballot.fresh_sign_in and not _is_fresh(link):
        return render_template("governance/links/sign_in.html", ballot=ballot, token=token)
    if seat_id in translate.acted(ballot):
        return render_template("governance/links/used.html", link=link, target=ballot.id)
    return _page(link, ballot, seat_id, VoteForm(formdata=None))


@public
def cast(token: str) -> ResponseReturnValue:
    """The link and the vote in one transaction: both are kept, or neither."""
    link_id, form = _number(token), VoteForm()
    link = good_link(link_id, act=VOTE, at=clock.now())
    ballot, seat_id = _ballot(link)
    if ballot.fresh_sign_in and not _is_fresh(link):
        raise Forbidden("This body asks for a fresh sign-in. Open the link again and sign in.")
    if not form.validate_on_submit():
        return _page(link, ballot, seat_id, form)
    choice = Choice(form.choice.data)
    db.session.rollback()
    with unit_of_work(reason="By a link in a mail"):
        link = use_link(link_id, act=VOTE, at=clock.now())
        actor = db.session.info["actor"] = actor_of(link.person)
        ballot = queries.lock(ballot.id)
        if not answers_by_link(ballot):
            raise RuleBroken("This vote is given on the page of the ballot. Sign in instead.")
        if seat_id in translate.acted(ballot):
            raise RuleBroken("This seat has voted already. Sign in to change the vote.")
        vote = ballots.cast_vote(
            ballot, actor=actor, choice=choice, at=clock.now(), seat_id=seat_id
        )
        ballots.give_reason(ballot, vote, form.comment.data or "")
    flash(f"Your vote is recorded: {choice}.", "success")
    return redirect(url_for(".vote_by_link", token=token), 303)


def _page(link: Link, ballot: Ballot, seat_id: int, form: VoteForm) -> ResponseReturnValue:
    return render_template(
        "governance/links/vote.html",
        person=link.person,
        ballot=ballot,
        seat=next(one for one in ballot.seats if one.seat_id == seat_id),
        rule=rule_in_words(translate.rule_of(ballot)),
        effects=effects_on(ballot),
        form=form,
    ), 422 if form.errors else 200


@public
def sign_in_again(token: str) -> ResponseReturnValue:
    """Whoever is signed in goes out first, so that the sign-in is a new one."""
    _number(token)
    if current_user.is_authenticated:
        logout_user()
    session.clear()
    return redirect(url_for("security.login", next=url_for(".vote_by_link", token=token)), 303)


@allow(Permission.GOVERNANCE_PROPOSE)
def remind(ballot_id: int) -> ResponseReturnValue:
    actor, ballot = current_actor(), queries.get_for(current_actor(), ballot_id)
    with unit_of_work(reason="Reminded those who have not voted"):
        people = reminders.remind(ballot, actor=actor, at=clock.now()).people
    flash(f"A reminder goes to {people} {'person' if people == 1 else 'people'}.", "success")
    return redirect(url_for(".show_ballot", ballot_id=ballot_id), 303)


def _number(token: str) -> int:
    """The number of the link, if it was this site that signed it."""
    try:
        number = URLSafeSerializer(current_app.secret_key or "", salt=LINK_SALT).loads(token)
    except BadSignature as forged:
        raise RuleBroken("This link is not good. Sign in instead.") from forged
    return int(number)


def _target(link: Link) -> int:
    return int(link.target.partition(":")[0])


def _ballot(link: Link) -> tuple[Ballot, int]:
    """Read with the eyes of the person of the link, who may have lost the seat or the right."""
    actor = actor_of(link.person)
    mine = db.session.info.get("actor")
    if mine is not None and mine.person_id != actor.person_id:
        raise Forbidden(f"You are signed in as {mine.name}, and this link is for someone else.")
    if not actor.may(Permission.GOVERNANCE_VOTE):
        raise Forbidden("You may no longer vote. Ask an administrator if you should.")
    return queries.get_for(actor, _target(link)), int(link.target.partition(":")[2])


def _is_fresh(link: Link) -> bool:
    signed_in_at = float(session.get("fs_paa", 0))
    is_same = current_user.is_authenticated and current_user.id == link.person_id
    return is_same and 0 <= clock.now().timestamp() - signed_in_at <= FRESH.total_seconds()


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/vote/<token>", "vote_by_link", ask)
    bp.add_url_rule("/vote/<token>", "cast_by_link", cast, methods=["POST"])
    bp.add_url_rule("/vote/<token>/sign-in", "sign_in_for_link", sign_in_again, methods=["POST"])
    bp.add_url_rule("/ballots/<int:ballot_id>/remind", "remind", remind, methods=["POST"])
