"""The sample is made once for all these tests: it takes a while, and they only look."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from app import create_app
from app.accounts.forms import password_faults
from app.accounts.queries import find_by_email
from app.audit.services import verify
from app.config import Settings
from app.engine.meetings.meeting import Manner, MeetingStage
from app.engine.voting.ballot import BallotKind, Outcome
from app.engine.voting.election import Method
from app.engine.voting.proposal import Stage
from app.funding.models import Award, Release, Request
from app.governance.models import (
    Ballot,
    BallotSeat,
    Body,
    Condition,
    Decision,
    DecisionStatus,
    Dissent,
    Effect,
    Interest,
    Meeting,
    Minutes,
    Proposal,
    Seat,
    Vote,
)
from app.inventory.models import Asset, Standing, Vendor
from app.kernel.db import Base, db
from app.kernel.errors import DomainError
from app.organization.models import Department
from app.reports.document import Letterhead
from app.scoring.models import Score
from app.seeding.cli import ACCOUNTS, PASSWORD
from app.seeding.sample import DOMAIN, build_sample
from app.standards.models import Answer
from app.strategy.models import Initiative, Objective
from tests import database
from tests.conftest import OwnContextClient, enter

NOW = datetime(2026, 2, 3, 7, 30, tzinfo=UTC)
"""Early in a year and on a morning: much of what lies behind is then of another fiscal year."""
LETTERHEAD = Letterhead("Quillwater Health", "USD", 1)
OPENED = (200, 302, 303, 403)


@pytest.fixture(scope="module")
def sample(app, database_address):
    with database.another(database_address) as address:
        made = create_app(Settings(mode="test", database=address))
        made.test_client_class = OwnContextClient
        with made.app_context():
            Base.metadata.create_all(db.engine)
            counts = dict(build_sample(NOW, password_hash="none", letterhead=LETTERHEAD))
            made.config["COUNTS"] = counts
            db.session.remove()
        yield made
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def inside(sample):
    with sample.app_context():
        yield sample
        db.session.remove()


def count(model, *conditions) -> int:
    return db.session.scalar(select(func.count(model.id)).where(*conditions))


def test_the_estate_is_as_large_as_promised(inside):
    assert count(Asset) == 206
    assert count(Department) == 71
    assert count(Vendor) < count(Asset)
    given = count(Answer, Answer.rule_id.is_(None), Answer.derived_from_id.is_(None))
    assert given == inside.config["COUNTS"]["answers"] > 3_500
    assert count(Answer, Answer.rule_id.is_not(None)) > 150
    assert count(Answer, Answer.derived_from_id.is_not(None)) > 150


def test_there_are_gaps_and_there_is_every_kind_of_fit(inside):
    fits = set(db.session.scalars(select(Score.fit).where(Score.subject_key == "inventory_asset")))
    assert len(fits) == 5
    assert count(Asset, Asset.vendor_name.is_(None)) > 5


def test_one_ballot_is_open_and_waits_for_people(inside):
    held = select(Ballot).where(Ballot.closed_at.is_(None), Ballot.method == Method.QUESTION)
    ballot = db.session.scalars(held).one()
    assert ballot.opens_at < NOW < ballot.closes_at
    votes = set(db.session.scalars(select(Vote.cast_by_id).where(Vote.ballot_id == ballot.id)))
    assert find_by_email(f"member@{DOMAIN}").id not in votes
    assert len(votes) == 6


def test_ballots_ended_in_every_way(inside):
    outcomes = set(db.session.scalars(select(Ballot.outcome)))
    assert outcomes == {None, *Outcome}
    stages = set(db.session.scalars(select(Proposal.stage)))
    assert stages == set(Stage) - {Stage.INQUORATE}


def test_decisions_did_what_they_said(inside):
    assert count(Decision) == 34
    assert count(Decision, Decision.status == DecisionStatus.RESCINDED) == 1
    assert count(Decision, Decision.status == DecisionStatus.SUPERSEDED) == 1
    assert count(Condition) == 4
    assert count(Dissent) >= 3
    assert count(Effect, Effect.held_because.is_not(None)) == 0
    assert count(Standing, Standing.decided.is_not(None)) == 6
    assert count(Initiative, Initiative.decision_id.is_not(None)) == 14


def test_decisions_are_numbered_in_the_order_they_were_taken(inside):
    taken = db.session.execute(select(Decision.number, Decision.decided_at)).all()
    assert [one.number for one in sorted(taken)] == [
        one.number for one in sorted(taken, key=lambda one: one.decided_at)
    ]


def test_money_was_awarded_and_released(inside):
    assert count(Award) == 10
    assert count(Release) == 11
    assert count(Request, Request.is_withdrawn) == 1


def test_the_roadmap_reaches_over_five_years(inside):
    last = db.session.scalar(select(func.max(Initiative.ends_on)))
    first = db.session.scalar(select(func.min(Initiative.starts_on)))
    assert first < date(2025, 1, 1)
    assert last > date(2029, 6, 1)
    assert count(Objective) == 17


def test_bodies_have_seats_and_one_that_a_charter_wants_is_vacant(inside):
    assert count(Body) == 7
    vacant = select(Seat).join(Seat.body).where(Body.code == "STEER", Seat.holder_id.is_(None))
    assert [seat.title for seat in db.session.scalars(vacant)] == ["Compliance and privacy"]


def test_meetings_were_held_with_a_secret_vote_and_one_lies_ahead(inside):
    assert count(Meeting, Meeting.stage == MeetingStage.ADJOURNED) == 2
    assert count(Meeting, Meeting.stage == MeetingStage.CALLED, Meeting.starts_at > NOW) == 1
    assert count(Minutes, Minutes.approved_at.is_not(None)) == 1
    in_room = db.session.scalars(select(Ballot).where(Ballot.meeting_id.is_not(None))).one()
    assert (in_room.ballot_kind, in_room.outcome) == (BallotKind.SECRET, Outcome.CARRIED)
    assert count(BallotSeat, BallotSeat.manner == Manner.BY_PROXY) == 1
    assert count(Interest) == 1


def test_history_is_one_chain(inside):
    assert verify().fault is None


def test_the_password_of_the_sample_satisfies_the_rules():
    assert password_faults(PASSWORD, ("Priya Raman MD", f"member@{DOMAIN}")) == []


def test_a_second_sample_is_refused(inside):
    with pytest.raises(DomainError):
        list(build_sample(NOW, password_hash="none", letterhead=LETTERHEAD))


def pages_of(app) -> list[str]:
    """The pages that need nothing to be named in their address."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and not rule.rule.startswith("/api/")
    ]


@pytest.mark.parametrize("key", ACCOUNTS)
def test_every_page_opens_or_says_who_may(key, sample):
    with sample.app_context():
        client = enter(sample.test_client(), find_by_email(f"{key}@{DOMAIN}"))
        answers = {page: client.get(page).status_code for page in pages_of(sample)}
        strange = {page: code for page, code in answers.items() if code not in OPENED}
        assert strange == {}
        assert list(answers.values()).count(200) > 10
        db.session.remove()
