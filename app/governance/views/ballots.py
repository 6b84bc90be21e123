"""Ballots: list, one to follow and to vote on, open, step aside, close."""

from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.chartering.clauses import NUMBER
from app.engine.voting.ballot import BallotKind, Choice
from app.governance import translate
from app.governance.forms.ballots import OpenForm, RecusalForm, VoteForm
from app.governance.models import Aim, Ballot, Participation
from app.governance.queries import ballots as queries
from app.governance.queries import bodies, decisions, papers, proposals, requests
from app.governance.services import ballots as services
from app.governance.services import requests as requesting
from app.governance.services.elections import elects_people
from app.governance.translate.charters import clauses_of
from app.governance.views import shown
from app.governance.views.ballot_page import declared_by, in_words, page_of
from app.governance.views.beforehand import beforehand
from app.governance.views.election_page import election_of
from app.governance.views.reading import reading_of
from app.kernel import clock
from app.kernel.db import own_unit_of_work, unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor, reads_first

USUAL = timedelta(days=7)


@allow(Permission.GOVERNANCE_READ)
def index() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    ballots = queries.list_for(actor)
    waiting = [one for one in ballots if _waits_for(one, actor.person_id)]
    return render_template(
        "governance/ballots/index.html",
        waiting=[(one, in_words(one.closes_at - now)) for one in waiting],
        open_ballots=[(one, _part(one)) for one in ballots if one.closed_at is None],
        closed_ballots=[(one, _part(one)) for one in ballots if one.closed_at is not None],
    )


def _waits_for(ballot: Ballot, person_id: int) -> bool:
    """Whether a seat this person holds could still vote and has not."""
    if not ballot.window.contains(clock.now()) or ballot.closed_at is not None:
        return False
    return any(seat.holder_id == person_id for seat in translate.silent_seats(ballot))


def _part(ballot: Ballot) -> tuple[int, int]:
    """How many seats have taken part, of how many that could."""
    silent = len(translate.silent_seats(ballot))
    taken = len(translate.acted(ballot)) + len(ballot.recusals)
    return taken, taken + silent


@allow(Permission.GOVERNANCE_READ)
def show(ballot_id: int) -> ResponseReturnValue:
    return _page(queries.get_for(current_actor(), ballot_id), VoteForm(), RecusalForm())


def _page(ballot: Ballot, vote_form: VoteForm, aside: RecusalForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    page, changes = page_of(ballot, actor, now), history_of("governance_ballot", ballot.id)
    return render_template(
        "governance/ballots/show.html",
        page=page,
        numbers=NUMBER,
        reading=None if ballot.closed_at else reading_of(ballot, actor, now),
        asked=requests.of_ballot(ballot.id),
        may_ask=requesting.why_not_ask(ballot, actor, now) is None,
        ballot=ballot,
        proposal=ballot.proposal,
        subject=shown.subject_of(ballot.proposal),
        decision=decisions.of_proposal(ballot.proposal_id) if ballot.closed_at else None,
        packet=queries.packet_of(ballot.id) if ballot.closed_at else None,
        papers=papers.before(ballot) if ballot.closed_at else (),
        election=election_of(ballot),
        vote_form=vote_form,
        aside=aside,
        changes=changes,
        declared_by=declared_by(changes),
        reminders=queries.reminders_of(ballot.id),
    ), 422 if vote_form.errors or aside.errors else 200


@allow(Permission.GOVERNANCE_READ)
def packet(ballot_id: int) -> ResponseReturnValue:
    """The sealed packet, exactly as it was written when the ballot closed."""
    ballot = queries.get_for(current_actor(), ballot_id)
    sealed = queries.packet_of(ballot.id)
    if sealed is None:
        raise NotFound("There is no packet of this ballot: it is written when a ballot closes.")
    name = f"{ballot.proposal.number}-ballot-{ballot.id}.packet"
    return Response(
        sealed.content,
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@allow(Permission.GOVERNANCE_VOTE)
@reads_first
def vote(ballot_id: int) -> ResponseReturnValue:
    """Reads as little as decides; the page that follows shows what was recorded."""
    actor, form = current_actor(), VoteForm()
    if not form.validate_on_submit():
        return _page(queries.get_for(actor, ballot_id), form, RecusalForm(formdata=None))
    seen = form.seen.data if form.seen.raw_data else None
    choice, comment = Choice(form.choice.data), form.comment.data or ""
    said = services.Said(choice, form.seat_id.data, seen, comment)
    with own_unit_of_work():
        cast = services.cast_as_said(ballot_id, said, actor=actor, at=clock.now())
        is_secret = isinstance(cast, Participation)
    flash(_recorded(choice, is_secret=is_secret), "success")
    return _to(ballot_id)


def _recorded(choice: Choice, *, is_secret: bool) -> str:
    if is_secret:
        return "Your vote is recorded. It is in the box and cannot be changed."
    return f"Your vote is recorded: {choice}. You may change it until the ballot closes."


@allow(Permission.GOVERNANCE_VOTE)
def step_aside(ballot_id: int) -> ResponseReturnValue:
    actor, ballot = current_actor(), queries.get_for(current_actor(), ballot_id)
    form = RecusalForm()
    if not form.validate_on_submit():
        return _page(ballot, VoteForm(formdata=None), form)
    reason, seat_id = form.reason.data, form.seat_id.data
    with unit_of_work():
        services.recuse(ballot, actor=actor, reason=reason, at=clock.now(), seat_id=seat_id)
    flash("It is recorded that you step aside. Your seat does not vote on this.", "success")
    return _to(ballot_id)


@allow(Permission.GOVERNANCE_PROPOSE)
def open_on(proposal_id: int) -> ResponseReturnValue:
    actor, proposal = current_actor(), proposals.get_for(current_actor(), proposal_id)
    form = OpenForm(data={"closes_on": clock.today() + USUAL, "is_secret": elects_people(proposal)})
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            ballot = services.open_ballot(
                proposal,
                actor=actor,
                closes_at=form.closes_at,
                at=clock.now(),
                terms=_terms(form),
            )
            ballot_id = ballot.id
        if not form.errors:
            flash("The ballot is open. Rule and roll are frozen as they are now.", "success")
            return _to(ballot_id)
    proposal = proposals.get_for(actor, proposal_id)
    charter = bodies.charter_in_force(proposal.body_id)
    return render_template(
        "governance/ballots/open.html",
        proposal=proposal,
        form=form,
        charter=charter,
        rule=clauses_of(charter),
        takes=beforehand(proposal, clock.today()),
        numbers=NUMBER,
    ), 422 if form.errors else 200


def _terms(form: OpenForm) -> services.Terms:
    return services.Terms(
        aim=Aim.REJECT if form.to_reject.data else Aim.APPROVE,
        kind=BallotKind.SECRET if form.is_secret.data else None,
        reasons=form.reasons.data,
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def close(ballot_id: int) -> ResponseReturnValue:
    actor, ballot = current_actor(), queries.get_for(current_actor(), ballot_id)
    with unit_of_work():
        counted = services.close(ballot, actor=actor, at=clock.now())
    flash(f"The ballot is closed: {counted.outcome}.", "success")
    return _to(ballot_id)


def _to(ballot_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_ballot", ballot_id=ballot_id), 303)


def add_to(bp: Blueprint) -> None:
    one, post = "/ballots/<int:ballot_id>", ["POST"]
    bp.add_url_rule("/ballots/", "list_ballots", index)
    bp.add_url_rule(one, "show_ballot", show)
    bp.add_url_rule(f"{one}/packet", "download_packet", packet)
    bp.add_url_rule(f"{one}/vote", "vote_on_ballot", vote, methods=post)
    bp.add_url_rule(f"{one}/recuse", "recuse_from_ballot", step_aside, methods=post)
    bp.add_url_rule(f"{one}/close", "close_ballot", close, methods=post)
    rule = "/proposals/<int:proposal_id>/ballot"
    bp.add_url_rule(rule, "open_ballot", open_on, methods=["GET", "POST"])
