"""From the page of an asset to its new disposition: proposal, ballot, decision, by six people."""

import re

import pytest

from app.accounts.roles import Role
from app.audit.services import verify
from app.engine.fit.disposition import Disposition
from app.governance.models import Ballot, Decision, Proposal
from app.governance.queries import ballots
from app.inventory.facts import AssetKind
from app.kernel.db import db
from app.strategy.queries.dispositions import decided_for
from app.tasks import SWEEPS
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member
from tests.factories.inventory import an_asset

pytestmark = pytest.mark.usefixtures("session")

RETIRE = {
    "title": "Retire Lens",
    "text": "Lens is retired.",
    "areas": ["technology"],
    "effect-disposition": "retire",
    "effect-target_on": "2099-12-31",
    "submit_now": "Save and submit",
}
DEADLINE = {"closes_on": "2099-01-01", "closes_time": "17:00"}


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def only(model):
    return db.session.query(model).one()


def propose(planner, asset, body):
    """From the page of the asset, by the link that stands there."""
    page = planner.get("inventory.show_asset", asset_id=asset.id)
    link = page.find("a", string=re.compile("Propose: decide what becomes"))["href"]
    planner.client.post(link, data=RETIRE | {"body_id": body.id})
    return only(Proposal).id


def vote(browser, person, choice):
    ballot = ballots.lock(only(Ballot).id)
    seat = next(one for one in ballot.seats if one.holder_id == person.id)
    data = {"choice": choice, "seat_id": seat.seat_id}
    page = browser.post("governance.vote_on_ballot", data, ballot_id=ballot.id)
    assert "Your vote is recorded" in text_of(page)


def test_a_viewer_is_retired_by_a_vote(browse):
    lens = an_asset(AssetKind.VIEWER, name="Lens", lifecycle="active")
    db.session.commit()
    voters, planner = [a_member() for _ in range(4)], browse(a_person(Role.PLANNER))
    body = a_body(*voters[:3], chair=voters[3], quorum_basis="count", quorum_count=3)

    proposal_id = propose(planner, lens, body)
    chair = browse(voters[3])
    page = chair.post("governance.open_ballot", DEADLINE, proposal_id=proposal_id)
    assert "Retire" in text_of(page, "#effects")
    for person, choice in zip(voters, ["approve", "approve", "reject", "abstain"], strict=True):
        vote(browse(person), person, choice)
    assert decided_for(lens.id) is None

    deadline = only(Ballot).closes_at
    db.session.commit()
    assert SWEEPS["ballots closed"](deadline) == 1
    decision = only(Decision)
    settled = decided_for(lens.id)
    assert (settled.disposition, settled.decision_id) == (Disposition.RETIRE, decision.id)
    page = planner.get("governance.show_decision", decision_id=decision.id)
    assert "2 for, 1 against, 1 abstained, 0 stepped aside." in text_of(page)
    assert "Applied" in text_of(page)
    page = planner.get("inventory.show_asset", asset_id=lens.id)
    assert decision.number in text_of(page)
    assert verify().fault is None
