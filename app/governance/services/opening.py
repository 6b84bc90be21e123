"""Why a ballot is not opened as wanted: its deadline, its terms, the room or the roll."""

from datetime import datetime, timedelta

from app.engine.meetings.meeting import MeetingMove
from app.engine.meetings.motions import MotionKind, MotionStage
from app.engine.voting.ballot import BallotKind, Reasons, contradictions, to_rescind
from app.engine.voting.election import Method
from app.governance import translate
from app.governance.facts import RESCIND
from app.governance.models import Aim, Ballot, Charter, Meeting, Motion, Proposal
from app.governance.models.rules import RuleColumns
from app.governance.queries import agendas, meetings
from app.governance.services.agendas import refuse_without_quorum
from app.governance.services.happenings import held
from app.governance.translate.meetings import before_the_body
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor


def room_of(motion: Motion, proposal: Proposal, *, actor: Actor, at: datetime) -> Meeting:
    """The meeting locked, if the motion at hand puts this proposal to it and it may vote."""
    meeting = held(meetings.get(motion.meeting_id), MeetingMove.CONDUCT, actor=actor, at=at)
    waiting = before_the_body(agendas.motions_of(meeting.id))
    if not waiting or waiting[-1].id != motion.id:
        raise RuleBroken("This motion is not the one before the body now. Decide the other first.")
    now = waiting[-1]
    if now.stage is not MotionStage.PENDING:
        raise RuleBroken("This motion waits for a second.")
    if now.kind is not MotionKind.MAIN or now.proposal_id != proposal.id:
        raise RuleBroken("A ballot in a meeting decides a main motion on a proposal.")
    if proposal.body_id != meeting.body_id:
        raise RuleBroken("This proposal is before another body, so this one cannot vote on it.")
    refuse_without_quorum(meeting, at)
    return meeting


def rule_for(proposal: Proposal, charter: Charter, *, had_notice: bool) -> dict[str, object]:
    """As the charter says; to take back a decision without notice takes two thirds at least."""
    frozen = {name: getattr(charter, name) for name in RuleColumns.__annotations__}
    if all(effect.kind != RESCIND for effect in proposal.effects):
        return frozen
    rule = to_rescind(translate.rule_of(charter), had_notice=had_notice)
    return frozen | translate.columns_of(rule)


def refuse_deadline(
    charter: Charter, meeting: Meeting | None, closes_at: datetime, at: datetime
) -> None:
    if closes_at <= at:
        raise RuleBroken("Choose a deadline that lies ahead.")
    if meeting is not None:
        return
    if not charter.written_procedure:
        raise RuleBroken("Under this charter the body votes at its meetings only.")
    days = charter.least_days_open
    if closes_at - at < timedelta(days=days):
        raise RuleBroken(f"Under this charter a ballot stays open for at least {days} days.")


def refuse_terms(ballot: Ballot, charter: Charter) -> None:
    """The rule with what was said at the opening must still be one that can be applied."""
    if charter.ballot_kind is BallotKind.SECRET and ballot.ballot_kind is not BallotKind.SECRET:
        raise RuleBroken("Under this charter votes are secret, and stay so.")
    if ballot.ballot_kind is BallotKind.SHOW_OF_HANDS:
        if ballot.meeting_id is None:
            raise RuleBroken("Hands are shown at a meeting; a written procedure has none.")
        if ballot.method is not Method.QUESTION:
            raise RuleBroken("A choice among several is not made by a show of hands.")
    if ballot.method is not Method.QUESTION and ballot.aim is not Aim.APPROVE:
        raise RuleBroken("A choice among several cannot be put as a motion to reject.")
    _refuse_reasons(ballot)
    if faults := contradictions(translate.rule_of(ballot)):
        raise RuleBroken(" ".join(faults))


def _refuse_reasons(ballot: Ballot) -> None:
    by_name = ballot.ballot_kind is BallotKind.ROLL_CALL and ballot.method is Method.QUESTION
    if ballot.reasons is Reasons.REQUIRED and not by_name:
        raise RuleBroken("Only a vote by name on a question carries a reason; none is required.")


def refuse_hopeless(ballot: Ballot) -> None:
    """A ballot that could not reach its quorum if every filled seat took part is not opened."""
    everyone = translate.count_if_all_take_part(ballot)
    if not everyone.quorum.met:
        raise RuleBroken(
            f"A quorum is {everyone.quorum.needed} seats and {everyone.quorum.have} are filled. "
            "Fill the seats of this body before it votes."
        )
    if everyone.missing_groups:
        groups = ", ".join(everyone.missing_groups)
        raise RuleBroken(f"The quorum needs a seat of each of these groups, all vacant: {groups}.")
