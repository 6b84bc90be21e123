"""What the ballot page shows: the phase, the room, one's own papers, the count in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.audit.models import Action, Change
from app.audit.queries import history_of
from app.engine.chartering.clauses import Numbered
from app.engine.voting.ballot import Disclosure, Outcome, Phase
from app.engine.voting.eligibility import recusal_refusal, refusal
from app.engine.voting.ledger import Line, ledger, what_it_takes
from app.engine.voting.receipt import receipt
from app.engine.voting.roll import Attendance
from app.engine.voting.tally import Tally
from app.governance import translate
from app.governance.facts import RESCIND
from app.governance.models import Ballot, BallotSeat, Channel, Interest, Participation, Vote
from app.governance.policy import Standing, may_see_count, standing
from app.governance.queries import bodies, interests
from app.governance.translate.charters import clauses_of
from app.governance.views.shown import Consequences, ShownEffect, consequences, effects_on
from app.kernel.permissions import Actor

TEMPLATES = {
    Phase.UPCOMING: "governance/ballots/_upcoming.html",
    Phase.OPEN: "governance/ballots/_open.html",
    Phase.OVER: "governance/ballots/_over.html",
    Phase.CLOSED: "governance/ballots/_closed.html",
}
"""What stands in the middle of the page in each phase."""

PROMISES = {
    Disclosure.AT_ONCE: "Roll call: names and votes are shown at once to all who see this ballot.",
    Disclosure.AFTER_VOTING: (
        "Roll call: the count is shown to each member after voting, names and votes to all who "
        "see this ballot when it is closed."
    ),
    Disclosure.AT_CLOSE: (
        "Roll call: until it is closed the page shows who has voted and not how; then names and "
        "votes are shown to all who see this ballot."
    ),
}


UNSEEN = (
    "Secret: until it is closed the page shows how many have voted, and no names. Then it shows "
    "who has voted and the count, never who voted how. With fewer than three papers the box is "
    "emptied unread and there is no valid vote, because a count would tell how somebody voted."
)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat on the roll: who, what they have done, and how they voted where that is shown."""

    seat: BallotSeat
    state: str
    vote: Vote | None = None
    """As given, where names and votes are shown."""
    receipt: str = ""
    by_alternate: bool = False
    entered: str = ""
    """Who entered it for the holder, and what the holder says to that."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot paper of one seat this actor may act for."""

    seat: BallotSeat
    vote: Vote | None
    secret: Participation | None
    receipt: str
    as_alternate: bool
    as_proxy: bool
    warnings: Sequence[Interest]
    why_not: str | None
    why_not_aside: str | None
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class BallotPage:
    ballot: Ballot
    phase: Phase
    left: str
    rule: Sequence[Numbered]
    """Every clause it is held under, as frozen."""
    promise: str
    counted: Tally
    disclosed: bool
    ledger: Sequence[Line]
    beforehand: Sequence[Line]
    """What it takes, as long as it is open."""
    rows: Sequence[SeatRow]
    effects: Sequence[ShownEffect]
    consequences: Consequences | None
    papers: Sequence[Paper]
    silent: int
    received: int
    help: str
    """Who can help someone who may not vote."""
    missing: Sequence[BallotSeat]
    """Those who may still vote; empty where the ballot is secret."""
    is_secret: bool
    warned: Sequence[Interest]
    standing: Standing

    @property
    def template(self) -> str:
        return TEMPLATES[self.phase]

    @property
    def effects_title(self) -> str:
        if self.ballot.outcome is None:
            return "What changes if it carries"
        carried = self.ballot.outcome is Outcome.CARRIED
        return "What changes with it" if carried else "What would have changed"

    @property
    def takes_back(self) -> bool:
        return any(one.effect.kind == RESCIND for one in self.ballot.effects)

    @property
    def may_close(self) -> bool:
        return self.standing.runs and (self.phase is Phase.OVER or not self.silent)


def page_of(ballot: Ballot, actor: Actor, at: datetime) -> BallotPage:
    rule, roll = translate.rule_of(ballot), translate.roll_of(ballot)
    phase, counted = translate.phase_at(ballot, at), translate.count_of(ballot)
    is_secret = translate.is_secret(ballot)
    warned = () if phase is Phase.CLOSED else interests.touching(ballot)
    papers = [_paper(ballot, seat, actor, phase, warned) for seat in _own_seats(ballot, actor)]
    acted = any(paper.vote or _is_recused(ballot, paper.seat) for paper in papers)
    seen = not is_secret and may_see_count(ballot.disclosure, has_taken_part=acted)
    shown = phase is Phase.CLOSED or seen
    named = phase is Phase.CLOSED or (not is_secret and ballot.disclosure is Disclosure.AT_ONCE)
    proposal = ballot.proposal
    chair = bodies.chair_of(proposal.body_id, at.date())
    silent = translate.silent_seats(ballot)
    return BallotPage(
        ballot=ballot,
        phase=phase,
        left=in_words(ballot.closes_at - at),
        rule=clauses_of(ballot),
        promise=UNSEEN if is_secret else PROMISES[ballot.disclosure],
        counted=counted,
        disclosed=shown,
        ledger=ledger(
            rule,
            roll,
            counted,
            phase,
            disclosed=shown,
            in_room=ballot.meeting_id is not None,
        ),
        beforehand=() if phase is Phase.CLOSED else what_it_takes(rule, roll),
        rows=[_row(ballot, seat, named=named) for seat in ballot.seats],
        effects=effects_on(ballot),
        consequences=consequences(ballot.outlook),
        papers=papers,
        silent=len(silent),
        received=len(translate.acted(ballot)) + len(ballot.recusals),
        help=_help(ballot),
        missing=[] if is_secret else silent,
        is_secret=is_secret,
        warned=warned,
        standing=standing(actor, author_id=proposal.author_id, chair_id=chair),
    )


def _help(ballot: Ballot) -> str:
    """The chair by name; there is always a secretary."""
    names = [one.holder_name for one in ballot.seats if one.is_chair and one.holder_name]
    chair = f"{names[0]}, who chairs the body, or the" if names else "The"
    return f"{chair} secretary can help."


def declared_by(changes: Sequence[Change]) -> str | None:
    """Who closed the ballot by hand; None where its deadline did."""
    closings = (one for one in changes if "closed_at" in one.fields and one.actor_id)
    return next((one.actor_name for one in closings if one.action is Action.CHANGED), None)


def in_words(left: timedelta) -> str:
    """How long there is, in the two largest units."""
    minutes = max(0, int(left.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    units = [(days, "day"), (hours, "hour"), (rest, "minute")]
    said = [f"{many} {unit}{'' if many == 1 else 's'}" for many, unit in units if many]
    return " ".join(said[:2]) or "less than a minute"


def _own_seats(ballot: Ballot, actor: Actor) -> list[BallotSeat]:
    return translate.seats_of(ballot, actor.person_id)


def _is_recused(ballot: Ballot, seat: BallotSeat) -> bool:
    return any(one.seat_id == seat.seat_id for one in ballot.recusals)


def _paper(
    ballot: Ballot, seat: BallotSeat, actor: Actor, phase: Phase, warned: Sequence[Interest]
) -> Paper:
    rule, claim = translate.rule_of(ballot), translate.claim_of(ballot, seat, actor.person_id)
    vote = translate.vote_on(ballot, seat)
    given = (one for one in ballot.participations if one.seat_id == seat.seat_id)
    secret = next((one for one in given if one.cast_by_id == actor.person_id), None)
    room = translate.room_of(ballot, seat, actor.person_id)
    return Paper(
        seat=seat,
        vote=vote,
        secret=secret,
        receipt=secret.receipt if secret else _receipt(vote),
        as_alternate=claim.as_alternate,
        as_proxy=claim.as_proxy,
        warnings=[one for one in warned if one.person_id == actor.person_id],
        why_not=refusal(rule, claim, phase, room),
        why_not_aside=recusal_refusal(rule, claim, phase, room),
        changes=history_of("governance_vote", vote.id) if vote else (),
    )


def _row(ballot: Ballot, seat: BallotSeat, *, named: bool) -> SeatRow:
    vote = translate.vote_on(ballot, seat)
    if vote is None:
        return SeatRow(seat, _state(ballot, seat))
    by_alternate = vote.channel is Channel.ALTERNATE
    entered = _entered(vote)
    if not named:
        return SeatRow(seat, "Has voted", by_alternate=by_alternate, entered=entered)
    return SeatRow(
        seat,
        "Has voted",
        vote,
        _receipt(vote),
        by_alternate=by_alternate,
        entered=entered,
    )


def _entered(vote: Vote) -> str:
    if vote.channel is Channel.PROXY:
        return f"by proxy, {vote.cast_by.name}"
    if vote.channel is not Channel.SECRETARY:
        return ""
    if vote.disputed_at:
        return f"entered by {vote.cast_by.name}; the member disputes it: {vote.dispute}"
    said = "confirmed by the member" if vote.confirmed_at else "not yet confirmed by the member"
    return f"entered by {vote.cast_by.name}; {said}"


def _state(ballot: Ballot, seat: BallotSeat) -> str:
    if _is_recused(ballot, seat):
        return "Stepped aside"
    if seat.seat_id not in translate.voting_seats(ballot):
        return "No vote"
    if seat.holder_id is None:
        return "Vacant"
    if ballot.meeting_id is not None and seat.attendance is Attendance.ABSENT:
        return "Absent"
    return _done(ballot, seat)


def _done(ballot: Ballot, seat: BallotSeat) -> str:
    if translate.is_secret(ballot) and ballot.closed_at is None:
        return "Secret"
    if seat.seat_id in translate.acted(ballot):
        return "Has voted"
    return "Has not voted" if ballot.closed_at is None else "Did not vote"


def _receipt(vote: Vote | None) -> str:
    return receipt(vote.ballot_id, vote.seat_id, vote.choice, vote.cast_at) if vote else ""
