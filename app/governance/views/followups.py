"""What is done to a decision afterwards: conditions, who answers for it, reviews, dissent."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.governance.forms.decisions import ChargeForm, DissentForm, MetForm, ReviewForm
from app.governance.models import Decision
from app.governance.queries import decisions as queries
from app.governance.services import followups as services
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor, Permission
from app.web.access import allow, current_actor
from app.web.forms import Form, errors_of

SomeForm = TypeVar("SomeForm", bound=Form)
Act = Callable[[Decision, Actor, datetime], object]


@allow(Permission.GOVERNANCE_PROPOSE)
def appoint(decision_id: int) -> ResponseReturnValue:
    form = _read(ChargeForm())

    def act(decision: Decision, actor: Actor, at: datetime) -> object:
        return services.appoint(decision, form.owner_id.data, actor=actor, at=at)

    return _done(decision_id, act, "Saved who answers for it.", "care")


@allow(Permission.GOVERNANCE_PROPOSE)
def charge(decision_id: int, condition_id: int) -> ResponseReturnValue:
    form = _read(ChargeForm())
    charged = services.Charge(form.owner_id.data, form.due_on.data)

    def act(decision: Decision, actor: Actor, at: datetime) -> object:
        return services.charge(decision, condition_id, charged, actor=actor, at=at)

    return _done(decision_id, act, "Saved who sees to the condition.", "conditions")


@allow(Permission.GOVERNANCE_READ)
def meet(decision_id: int, condition_id: int) -> ResponseReturnValue:
    how = _read(MetForm()).how.data or ""

    def act(decision: Decision, actor: Actor, at: datetime) -> object:
        return services.meet(decision, condition_id, how, actor=actor, at=at)

    return _done(decision_id, act, "Recorded: the condition is met.", "conditions")


@allow(Permission.GOVERNANCE_PROPOSE)
def review(decision_id: int) -> ResponseReturnValue:
    form = _read(ReviewForm())
    note, next_on = form.note.data or "", form.next_on.data

    def act(decision: Decision, actor: Actor, at: datetime) -> object:
        return services.review(decision, note, next_on, actor=actor, at=at)

    return _done(decision_id, act, "The review is recorded.", "care")


@allow(Permission.GOVERNANCE_VOTE)
def dissent(decision_id: int) -> ResponseReturnValue:
    text = _read(DissentForm()).text.data or ""

    def act(decision: Decision, actor: Actor, at: datetime) -> object:
        return services.dissent(decision, text, actor=actor, at=at)

    return _done(decision_id, act, "Your dissent stands in the register.", "dissent")


def _read(form: SomeForm) -> SomeForm:
    """The form as sent; what cannot be read is refused in a sentence."""
    if not form.validate_on_submit():
        raise RuleBroken(" ".join(sentence for _, _, sentence in errors_of(form)))
    return form


def _done(decision_id: int, act: Act, said: str, part: str) -> ResponseReturnValue:
    with unit_of_work(reason=request.form.get("reason") or None):
        act(queries.get(decision_id), current_actor(), clock.now())
    flash(said, "success")
    return redirect(url_for(".show_decision", decision_id=decision_id, _anchor=part), 303)


def add_to(bp: Blueprint) -> None:
    one, post = "/decisions/<int:decision_id>", ["POST"]
    condition = f"{one}/conditions/<int:condition_id>"
    bp.add_url_rule(f"{one}/owner", "appoint_owner", appoint, methods=post)
    bp.add_url_rule(f"{one}/review", "review_decision", review, methods=post)
    bp.add_url_rule(f"{one}/dissent", "record_dissent", dissent, methods=post)
    bp.add_url_rule(condition, "charge_condition", charge, methods=post)
    bp.add_url_rule(f"{condition}/met", "meet_condition", meet, methods=post)
