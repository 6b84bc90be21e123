"""Elections: call one to a seat, and mark a paper; works without script and by keyboard."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import get_person, people_choices
from app.engine.voting.election import Method
from app.governance.forms.elections import ElectionForm, MarksForm, marks_in
from app.governance.models import Ballot, Participation
from app.governance.queries import ballots, bodies
from app.governance.services import ballots as services
from app.governance.services import elections
from app.governance.translate import seats_of, vote_on
from app.governance.views.election_page import election_of
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.GOVERNANCE_PROPOSE)
def call(seat_id: int) -> ResponseReturnValue:
    seat = bodies.get_seat(seat_id)
    form = ElectionForm(people_choices(), data={"method": Method.RANKED})
    if form.validate_on_submit():
        wanted = elections.Call(
            [get_person(one) for one in form.candidates.data],
            form.method.data,
            form.reason.data or "",
            form.starts_on.data,
            form.ends_on.data,
        )
        with form.blamed(), unit_of_work():
            proposal = elections.call_election(seat, wanted, actor=current_actor(), at=clock.now())
            proposal_id = proposal.id
        if not form.errors:
            flash("The election is called. The chair or secretary opens the vote.", "success")
            return redirect(url_for(".show_proposal", proposal_id=proposal_id), 303)
    status, seat = 422 if form.errors else 200, bodies.get_seat(seat_id)
    return render_template("governance/elections/call.html", seat=seat, form=form), status


@allow(Permission.GOVERNANCE_VOTE)
def mark(ballot_id: int, seat_id: int) -> ResponseReturnValue:
    """The paper of one seat; sent empty it abstains."""
    actor, form = current_actor(), MarksForm()
    ballot = ballots.get_for(actor, ballot_id)
    if ballot.method is Method.QUESTION or seat_id not in _own(ballot, actor.person_id):
        raise NotFound("There is no such paper for you.")
    wrong = ""
    if form.validate_on_submit():
        try:
            sent = {} if "abstain" in request.form else request.form
            marks = marks_in(sent, len(ballot.options), ballot.method)
            with unit_of_work():
                cast = services.cast_paper(
                    ballot, actor=actor, marks=marks, at=clock.now(), seat_id=seat_id
                )
                is_secret = isinstance(cast, Participation)
        except RuleBroken as refusal:
            wrong, ballot = str(refusal), ballots.get_for(actor, ballot_id)
        else:
            flash(_recorded(is_secret=is_secret), "success")
            return redirect(url_for(".show_ballot", ballot_id=ballot_id), 303)
    return render_template(
        "governance/elections/paper.html",
        ballot=ballot,
        seat=_own(ballot, actor.person_id)[seat_id],
        election=election_of(ballot),
        typed=_typed(ballot, seat_id),
        wrong=wrong,
        form=form,
    ), 422 if wrong or form.errors else 200


def _own(ballot: Ballot, person_id: int) -> dict[int, str]:
    return {one.seat_id: one.title for one in seats_of(ballot, person_id)}


def _typed(ballot: Ballot, seat_id: int) -> Mapping[int, str]:
    """What was sent just now, or else what is recorded."""
    if request.method == "POST":
        return {
            place: request.form.get(f"mark-{place}", "") for place in range(len(ballot.options))
        }
    seat = next(one for one in ballot.seats if one.seat_id == seat_id)
    vote = vote_on(ballot, seat)
    return {int(place): str(mark) for place, mark in ((vote and vote.marks) or {}).items()}


def _recorded(*, is_secret: bool) -> str:
    if is_secret:
        return "Your paper is recorded. It is in the box and cannot be changed."
    return "Your paper is recorded. You may change it until the ballot closes."


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/seats/<int:seat_id>/election", "call_election", call, methods=both)
    rule = "/ballots/<int:ballot_id>/paper/<int:seat_id>"
    bp.add_url_rule(rule, "mark_paper", mark, methods=both)
