"""What chair and secretary do to an open ballot, and members to what was entered for them."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.governance.forms.meetings import TextForm
from app.governance.forms.standing import DisputeForm, EntryForm, ExtendForm, PromiseForm
from app.governance.models import Ballot
from app.governance.queries import ballots as queries
from app.governance.services import entering as services
from app.governance.services import requests
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.forms import Form, errors_of

SomeForm = TypeVar("SomeForm", bound=Form)


@allow(Permission.GOVERNANCE_PROPOSE)
def enter(ballot_id: int) -> ResponseReturnValue:
    form = _checked(EntryForm())
    return _done(
        ballot_id,
        lambda ballot: services.enter_vote(
            ballot,
            actor=current_actor(),
            seat_id=form.seat_id.data,
            choice=form.choice.data,
            at=clock.now(),
        ),
        "Entered. It is marked as yours, and the member is asked to confirm it.",
    )


@allow(Permission.GOVERNANCE_VOTE)
def confirm(ballot_id: int) -> ResponseReturnValue:
    return _done(
        ballot_id,
        lambda ballot: services.confirm_entry(ballot, actor=current_actor(), at=clock.now()),
        "Confirmed: that is how you voted.",
    )


@allow(Permission.GOVERNANCE_VOTE)
def dispute(ballot_id: int) -> ResponseReturnValue:
    form = _checked(DisputeForm())
    return _done(
        ballot_id,
        lambda ballot: services.dispute_entry(
            ballot, actor=current_actor(), why=form.why.data, at=clock.now()
        ),
        "Your objection stands beside the entry. While voting is open, cast your own vote too.",
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def tighten(ballot_id: int) -> ResponseReturnValue:
    form = _checked(PromiseForm())
    return _done(
        ballot_id,
        lambda ballot: services.tighten_promise(
            ballot, actor=current_actor(), disclosure=form.disclosure.data, at=clock.now()
        ),
        "The promise is tightened.",
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def extend(ballot_id: int) -> ResponseReturnValue:
    form = _checked(ExtendForm())
    return _done(
        ballot_id,
        lambda ballot: services.extend(
            ballot, actor=current_actor(), closes_at=form.closes_at, at=clock.now()
        ),
        "Everyone has more time.",
    )


@allow(Permission.GOVERNANCE_VOTE)
def ask(ballot_id: int) -> ResponseReturnValue:
    form = _checked(TextForm())
    return _done(
        ballot_id,
        lambda ballot: requests.ask_for_meeting(
            ballot, actor=current_actor(), why=form.text.data or "", at=clock.now()
        ),
        "Your request stands on the page, and the chair is asked to answer it.",
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def answer(ballot_id: int, request_id: int) -> ResponseReturnValue:
    form = _checked(TextForm())
    return _done(
        ballot_id,
        lambda ballot: requests.answer_request(
            ballot,
            request_id,
            actor=current_actor(),
            answer=form.text.data or "",
            at=clock.now(),
        ),
        "Your answer stands on the page.",
    )


def _checked(form: SomeForm) -> SomeForm:
    if not form.validate_on_submit():
        raise RuleBroken(" ".join(text for *_, text in errors_of(form)) or "Fill in the form.")
    return form


def _done(ballot_id: int, act: Callable[[Ballot], object], said: str) -> ResponseReturnValue:
    ballot = queries.get_for(current_actor(), ballot_id)
    with unit_of_work():
        act(ballot)
    flash(said, "success")
    return redirect(url_for(".show_ballot", ballot_id=ballot_id), 303)


def add_to(bp: Blueprint) -> None:
    one, post = "/ballots/<int:ballot_id>", ["POST"]
    bp.add_url_rule(f"{one}/enter", "enter_vote", enter, methods=post)
    bp.add_url_rule(f"{one}/confirm", "confirm_entry", confirm, methods=post)
    bp.add_url_rule(f"{one}/dispute", "dispute_entry", dispute, methods=post)
    bp.add_url_rule(f"{one}/promise", "tighten_promise", tighten, methods=post)
    bp.add_url_rule(f"{one}/requests", "ask_for_meeting", ask, methods=post)
    reply = f"{one}/requests/<int:request_id>"
    bp.add_url_rule(reply, "answer_request", answer, methods=post)
    bp.add_url_rule(f"{one}/extend", "extend_ballot", extend, methods=post)
