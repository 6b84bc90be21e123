"""What a ballot leaves in its meeting: the motion settled, and lines for the minutes."""

from datetime import datetime

from app.engine.meetings.events import EventKind
from app.engine.voting.ballot import BallotKind, Choice, Outcome
from app.engine.voting.election import Method
from app.engine.voting.tally import Tally
from app.governance.models import Aim, Ballot, BallotSeat, Decision, Recusal
from app.governance.queries import meetings
from app.governance.services import motions
from app.governance.services.happenings import note
from app.governance.services.motions import Numbers
from app.kernel.permissions import Actor

KINDS = {
    BallotKind.ROLL_CALL: "roll call",
    BallotKind.SECRET: "secret ballot",
    BallotKind.SHOW_OF_HANDS: "show of hands",
}
SIDES = {Choice.APPROVE: "For", Choice.REJECT: "Against", Choice.ABSTAIN: "Abstained"}


def note_opening(ballot: Ballot, counted: Tally, *, actor: Actor) -> None:
    """How the vote is taken, and the quorum it is taken with."""
    reject = ", to reject the proposal," if ballot.aim is Aim.REJECT else ""
    text = (
        f"Voting on motion {_number(ballot)}{reject} by {KINDS[ballot.ballot_kind]} began at "
        f"{ballot.opens_at:%H:%M} UTC. {counted.quorum.have} of {counted.quorum.base} seats were "
        f"present and {counted.quorum.needed} were needed for a quorum."
    )
    _note(ballot, text, actor=actor, at=ballot.opens_at)


def note_recusal(ballot: Ballot, seat: BallotSeat, recusal: Recusal, *, actor: Actor) -> None:
    """In a written procedure there is no meeting whose minutes would tell it."""
    if ballot.meeting_id is None:
        return
    said = {
        "name": seat.holder_name or "",
        "seat": seat.title,
        "from": f"the vote on motion {_number(ballot)}",
        "why": recusal.reason,
    }
    meeting = meetings.get(ballot.meeting_id)
    at, motion = recusal.recused_at, ballot.motion
    note(meeting, EventKind.RECUSED, said, actor=actor, at=at, motion=motion)


def settle(ballot: Ballot, counted: Tally, decision: Decision | None, *, at: datetime) -> None:
    """Whether the motion carried and what becomes of the proposal are two facts, so two lines.

    Without a valid vote nothing is decided: the motion stays before the body.
    """
    if ballot.meeting_id is None:
        return
    if counted.outcome is Outcome.INQUORATE:
        _note(ballot, _without_a_vote(ballot, counted), at=at)
        return
    numbers = Numbers(counted.approve, counted.reject, counted.abstain, counted.passage.needed)
    carried = counted.outcome is Outcome.CARRIED
    motions.settle_by_ballot(ballot, carried=carried, numbers=numbers, at=at)
    if ballot.ballot_kind is BallotKind.ROLL_CALL and ballot.method is Method.QUESTION:
        _note(ballot, _by_name(ballot), at=at)
    _note(ballot, _meaning(ballot, decision), at=at)


def _number(ballot: Ballot) -> int:
    assert ballot.motion is not None
    return ballot.motion.number


def _note(ballot: Ballot, text: str, *, at: datetime, actor: Actor | None = None) -> None:
    assert ballot.meeting_id is not None
    meeting = meetings.get(ballot.meeting_id)
    note(meeting, EventKind.NOTED, {"text": text}, actor=actor, at=at, motion=ballot.motion)


def _without_a_vote(ballot: Ballot, counted: Tally) -> str:
    start = f"The vote on motion {_number(ballot)} was not valid:"
    if counted.is_unopened:
        return f"{start} with so few secret papers a count would tell how somebody voted."
    return (
        f"{start} {counted.quorum.have} of {counted.quorum.base} seats took part and "
        f"{counted.quorum.needed} were needed for a quorum. The motion is still before the body."
    )


def _by_name(ballot: Ballot) -> str:
    aside = {one.seat_id for one in ballot.recusals}
    names = {one.seat_id: one.holder_name or one.title for one in ballot.seats}
    votes = [one for one in ballot.votes if one.seat_id not in aside]
    sides = {
        label: [names[one.seat_id] for one in votes if one.choice is choice]
        for choice, label in SIDES.items()
    } | {"Stepped aside": [names[one] for one in names if one in aside]}
    return " ".join(f"{label}: {', '.join(who)}." for label, who in sides.items() if who)


def _meaning(ballot: Ballot, decision: Decision | None) -> str:
    proposal = f"Proposal {ballot.proposal.number}"
    if decision is not None:
        chosen = f" Chosen: {', '.join(ballot.chosen)}." if ballot.chosen else ""
        return f"{proposal} is approved, recorded as decision {decision.number}.{chosen}"
    if ballot.aim is Aim.REJECT and ballot.outcome is Outcome.REJECTED:
        return f"{proposal} is not rejected; it is not approved either and stands as it was."
    return f"{proposal} is rejected."
