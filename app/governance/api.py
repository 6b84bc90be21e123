"""Bodies, ballots and decisions as JSON; a vote through the same service as on the page."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel

from app.api.root import blueprint
from app.engine.voting.ballot import Choice, Outcome, Phase
from app.engine.voting.ledger import ledger, rule_in_words
from app.engine.voting.receipt import receipt
from app.governance import translate
from app.governance.facts import BodyKind, ResponsibilityArea
from app.governance.models import Ballot, Body, Decision, DecisionStatus, Participation
from app.governance.queries import ballots, bodies, decisions
from app.governance.services.ballots import cast_vote, give_reason
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor

bp = blueprint("governance", __name__)


class BodyShown(BaseModel):
    id: int
    code: str
    name: str
    kind: BodyKind
    areas: tuple[ResponsibilityArea, ...]
    voting_seats: int
    filled_seats: int

    @classmethod
    def of(cls, row: bodies.BodyRow) -> Self:
        body: Body = row.body
        said = {name: getattr(body, name) for name in ("id", "code", "name", "kind", "areas")}
        return cls(**said, voting_seats=row.voting, filled_seats=row.filled)


class Bodies(BaseModel):
    bodies: list[BodyShown]


class BallotShown(BaseModel):
    """A ballot as anyone may see it who sees it at all: not how seats voted before the close."""

    id: int
    proposal: str
    title: str
    text: str
    phase: Phase
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    rule: tuple[str, ...]
    ledger: tuple[str, ...]

    @classmethod
    def of(cls, ballot: Ballot, at: datetime) -> Self:
        rule, roll = translate.rule_of(ballot), translate.roll_of(ballot)
        phase, counted = translate.phase_at(ballot, at), translate.count_of(ballot)
        lines = ledger(rule, roll, counted, phase, disclosed=False)
        names = ("id", "title", "text", "opens_at", "closes_at", "closed_at", "outcome")
        return cls(
            **{name: getattr(ballot, name) for name in names},
            proposal=ballot.proposal.number,
            phase=phase,
            rule=rule_in_words(rule),
            ledger=tuple(line.text for line in lines),
        )


class Ballots(BaseModel):
    """Open ones first by deadline, then closed ones, the latest first."""

    ballots: list[BallotShown]


class Paper(BaseModel):
    """`seat` is the number of the seat, for someone who may act for several."""

    choice: Choice
    reason: str = ""
    seat: int | None = None


class VoteShown(BaseModel):
    """A vote as it is stored; its receipt stands on the closed roll."""

    seat: int
    choice: Choice
    cast_at: datetime
    receipt: str


class DecisionShown(BaseModel):
    id: int
    number: str
    title: str
    text: str
    rationale: str
    body: str
    decided_at: datetime
    effective_on: date
    review_on: date | None
    expires_on: date | None
    status: DecisionStatus
    is_in_force: bool

    @classmethod
    def of(cls, decision: Decision, on: date) -> Self:
        names = set(cls.model_fields) - {"body", "is_in_force"}
        return cls(
            **{name: getattr(decision, name) for name in names},
            body=decision.body.code,
            is_in_force=decision.is_in_force(on),
        )


class Decisions(BaseModel):
    """Newest first."""

    decisions: list[DecisionShown]


class Wanted(BaseModel):
    """What of the register is asked for; all of it, if nothing is said."""

    text: str = ""
    year: int | None = None
    in_force: bool = False


@bp.get("/bodies")
@allow(Permission.GOVERNANCE_READ)
@bp.output(Bodies)
def list_bodies() -> Bodies:
    return Bodies(bodies=[BodyShown.of(row) for row in bodies.list_on(clock.today())])


@bp.get("/ballots")
@allow(Permission.GOVERNANCE_READ)
@bp.output(Ballots)
def list_ballots() -> Ballots:
    now = clock.now()
    seen = ballots.list_for(current_actor())
    return Ballots(ballots=[BallotShown.of(ballot, now) for ballot in seen])


@bp.get("/ballots/<int:ballot_id>")
@allow(Permission.GOVERNANCE_READ)
@bp.output(BallotShown)
def show_ballot(ballot_id: int) -> BallotShown:
    return BallotShown.of(ballots.get_for(current_actor(), ballot_id), clock.now())


@bp.post("/ballots/<int:ballot_id>/vote")
@allow(Permission.GOVERNANCE_VOTE)
@bp.input(Paper, arg_name="paper")
@bp.output(VoteShown)
def vote(ballot_id: int, paper: Paper) -> VoteShown:
    actor, at = current_actor(), clock.now()
    ballot = ballots.get_for(actor, ballot_id)
    with unit_of_work():
        cast = cast_vote(ballot, actor=actor, choice=paper.choice, at=at, seat_id=paper.seat)
        give_reason(ballot, cast, paper.reason)
        seat = cast.seat_id
        if isinstance(cast, Participation):
            code = cast.receipt
        else:
            code = receipt(ballot_id, seat, paper.choice, at)
    return VoteShown(seat=seat, choice=paper.choice, cast_at=at, receipt=code)


@bp.get("/decisions")
@allow(Permission.GOVERNANCE_READ)
@bp.input(Wanted, location="query", arg_name="wanted")
@bp.output(Decisions)
def list_decisions(wanted: Wanted) -> Decisions:
    today = clock.today()
    found = decisions.list_of(
        decisions.Wanted(
            text=wanted.text, year=wanted.year, in_force_on=today if wanted.in_force else None
        )
    )
    return Decisions(decisions=[DecisionShown.of(one, today) for one in found])


@bp.get("/decisions/<int:decision_id>")
@allow(Permission.GOVERNANCE_READ)
@bp.output(DecisionShown)
def show_decision(decision_id: int) -> DecisionShown:
    return DecisionShown.of(decisions.get(decision_id), clock.today())
