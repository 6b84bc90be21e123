"""A ballot in the room, from the running page: open it, enter votes or hands, close it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.engine.voting.ballot import BallotKind
from app.governance.forms.ballots import HandsForm, RoomForm
from app.governance.forms.meetings import TextForm
from app.governance.forms.standing import EntryForm
from app.governance.models import Aim, Ballot
from app.governance.queries import agendas, proposals
from app.governance.queries import ballots as queries
from app.governance.services import ballots as services
from app.governance.services import entering
from app.governance.services.ballots import Terms
from app.governance.views.running import conduct
from app.kernel import clock
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.GOVERNANCE_PROPOSE)
def open_on(motion_id: int) -> ResponseReturnValue:
    motion, form = agendas.get_motion(motion_id), RoomForm(prefix="open")
    return conduct(motion.meeting_id, form, lambda: _open(motion_id, form))


def _open(motion_id: int, form: RoomForm) -> Ballot:
    actor, now, motion = current_actor(), clock.now(), agendas.get_motion(motion_id)
    if motion.proposal_id is None:
        raise RuleBroken("Only a motion on a proposal is decided by a ballot.")
    terms = Terms(
        aim=Aim.REJECT if form.to_reject.data else Aim.APPROVE,
        kind=BallotKind.SECRET if form.is_secret.data else None,
        motion=motion,
    )
    proposal = proposals.get_for(actor, motion.proposal_id)
    until = now + form.length
    return services.open_ballot(proposal, actor=actor, closes_at=until, at=now, terms=terms)


@allow(Permission.GOVERNANCE_PROPOSE)
def enter(ballot_id: int) -> ResponseReturnValue:
    """What a member without a device says in the roll call."""
    (ballot, meeting_id), form = _in_room(ballot_id), EntryForm()
    return conduct(
        meeting_id,
        form,
        lambda: entering.enter_vote(
            ballot,
            actor=current_actor(),
            seat_id=form.seat_id.data,
            choice=form.choice.data,
            at=clock.now(),
        ),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def count_hands(ballot_id: int) -> ResponseReturnValue:
    """The hands are counted and the result declared in one act."""
    (ballot, meeting_id), form = _in_room(ballot_id), HandsForm(prefix="hands")

    def declare() -> None:
        counted = entering.enter_hands(ballot, form.hands, actor=current_actor(), at=clock.now())
        services.close(counted, actor=current_actor(), at=clock.now())

    return conduct(meeting_id, form, declare)


@allow(Permission.GOVERNANCE_PROPOSE)
def close(ballot_id: int) -> ResponseReturnValue:
    ballot, meeting_id = _in_room(ballot_id)
    return conduct(
        meeting_id,
        TextForm(),
        lambda: services.close(ballot, actor=current_actor(), at=clock.now()),
    )


def _in_room(ballot_id: int) -> tuple[Ballot, int]:
    ballot = queries.get_for(current_actor(), ballot_id)
    if ballot.meeting_id is None:
        raise NotFound("This ballot is held in writing, not at a meeting.")
    return ballot, ballot.meeting_id


def add_to(bp: Blueprint) -> None:
    one, post = "/ballots/<int:ballot_id>/room", ["POST"]
    opening = "/motions/<int:motion_id>/ballot"
    bp.add_url_rule(opening, "open_ballot_on_motion", open_on, methods=post)
    bp.add_url_rule(f"{one}/enter", "enter_vote_in_room", enter, methods=post)
    bp.add_url_rule(f"{one}/hands", "count_hands", count_hands, methods=post)
    bp.add_url_rule(f"{one}/close", "close_ballot_in_room", close, methods=post)
