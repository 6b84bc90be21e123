from datetime import date

import pytest

from app.accounts.queries import actor_of
from app.engine.fit.disposition import Disposition
from app.inventory.models import Standing
from app.inventory.services.standing import set_standing
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.permissions import Actor
from app.kernel.subjects import Difference, effect_of, kind_of, panels_for
from app.strategy.facts import InitiativeStatus
from app.strategy.queries import dispositions as queries
from app.strategy.queries.dispositions import Divergence
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_storage, a_viewer
from tests.factories.strategy import an_initiative

pytestmark = pytest.mark.usefixtures("session")

DECIDE = "decide_disposition"


def decided(asset, disposition: str, **payload):
    """Through a proposal, a ballot and a decision, as people do it."""
    return a_decision(
        subject=("inventory_asset", asset.id),
        effects=[(DECIDE, {"disposition": disposition} | payload)],
    )


def test_a_decision_settles_a_disposition():
    old, new = a_storage(), a_storage()
    decision = decided(old, "retire", target_asset=new.code.lower(), target_on="2028-06-30")
    settled = queries.decided_for(old.id)
    assert (settled.disposition, settled.target_on) == (Disposition.RETIRE, date(2028, 6, 30))
    assert (settled.target_asset.id, settled.decision_id) == (new.id, decision.id)
    assert db.session.get(Standing, old.id).decided is Disposition.RETIRE
    assert queries.under(decision.id) == [settled]


def test_a_later_decision_takes_the_place_of_an_earlier():
    old = a_storage()
    decided(old, "contain")
    decided(old, "retire")
    assert queries.decided_for(old.id).disposition is Disposition.RETIRE
    assert db.session.get(Standing, old.id).decided is Disposition.RETIRE


def test_voters_see_before_and_after():
    old, new = a_storage(name="Old"), a_storage(name="New")
    payload = {"disposition": "consolidate", "target_asset": new.code, "target_on": "2028-06-30"}
    effect = effect_of(DECIDE)
    assert effect.sentence(old.id, payload) == (
        f"{old.code} Old: consolidate, into {new.code} New, by 2028-06-30."
    )
    assert effect.preview(old.id, payload) == (
        Difference("Disposition", "not decided", "Consolidate"),
        Difference("Moves to", "not decided", f"{new.code} New"),
        Difference("Done by", "not decided", "2028-06-30"),
    )
    decided(old, "contain")
    assert [one.before for one in effect.preview(old.id, payload)] == ["Contain", "none", "none"]


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ({"disposition": "burn"}, "Choose a disposition"),
        ({}, "Choose a disposition"),
        ({"disposition": "retire", "target_on": "soon"}, "write the day as 2026-11-24"),
        ({"disposition": "undecided"}, "Undecided is no decision"),
        ({"disposition": "consolidate"}, "Name the asset it is consolidated into"),
        ({"disposition": "retire", "target_asset": "APP-9999"}, "There is no asset APP-9999"),
    ],
)
def test_what_cannot_be_decided_is_refused(payload, why):
    with pytest.raises(RuleBroken, match=why):
        effect_of(DECIDE).check(a_viewer().id, payload)


def test_an_asset_does_not_move_to_itself():
    old = a_storage()
    with pytest.raises(RuleBroken, match="cannot move to itself"):
        effect_of(DECIDE).check(old.id, {"disposition": "retire", "target_asset": old.code})


def test_only_an_asset_has_a_disposition():
    with pytest.raises(NotFound):
        effect_of(DECIDE).check(0, {"disposition": "retire"})


def test_undecided_is_not_offered():
    offered = {value for value, _ in effect_of(DECIDE).fields[0].choices()}
    assert offered == {one.value for one in Disposition} - {"undecided"}


def test_a_decision_approves_an_initiative():
    one = an_initiative(title="One viewer")
    effect = effect_of("approve_initiative")
    assert effect.sentence(one.id, {}) == f"Approve initiative {one.code}, One viewer."
    assert effect.preview(one.id, {})[0] == Difference("Status", "Proposed", "Approved")
    decision = a_decision(
        subject=("strategy_initiative", one.id), effects=[("approve_initiative", {})]
    )
    assert (one.status, one.decision_id) == (InitiativeStatus.APPROVED, decision.id)
    assert kind_of("strategy_initiative").title(one.id) == f"{one.code} One viewer"
    with pytest.raises(RuleBroken, match="only a proposed one can be approved"):
        effect.check(one.id, {})
    with pytest.raises(NotFound):
        effect.check(0, {})


def test_suggestions_stand_against_decisions():
    agreed, different, open_one, unknown = (a_viewer() for _ in range(4))
    for asset in (agreed, different, open_one):
        set_standing(asset.id, suggested=Disposition.RETIRE)
    set_standing(unknown.id, suggested=Disposition.UNDECIDED)
    decided(agreed, "retire")
    decided(different, "retain")
    shown = {which: [row.asset_id for row in queries.page_of(which, 1)] for which in Divergence}
    assert shown == {
        Divergence.AGREED: [agreed.id],
        Divergence.DIFFERENT: [different.id],
        Divergence.UNDECIDED: [open_one.id],
    }
    assert queries.counts() == dict.fromkeys(Divergence, 1)


def test_the_page_shows_each_view(browse):
    asset = a_viewer(name="Lens")
    set_standing(asset.id, suggested=Disposition.RETIRE)
    reader = browse(a_person())
    page = reader.get("strategy.list_dispositions")
    assert "Lens" in page.text
    assert "Propose" not in page.table.tbody.text
    decision = decided(asset, "retain")
    page = reader.get("strategy.list_dispositions", show="different")
    assert decision.number in page.text
    assert "Retain" in page.table.text
    assert "No asset here" in reader.get("strategy.list_dispositions", show="agreed").text
    assert (
        "Lens"
        in browse(a_person("member"))
        .get("strategy.list_dispositions", show="different", page=99)
        .text
    )


def test_the_page_takes_few_queries(browse, query_budget):
    for _ in range(3):
        asset = a_viewer()
        set_standing(asset.id, suggested=Disposition.RETIRE)
        decided(asset, "retain")
    reader = browse(a_person())
    with query_budget(6):
        reader.get("strategy.list_dispositions", show="different")


def test_an_asset_shows_what_becomes_of_it_and_what_changes_it():
    asset = a_viewer()
    one = an_initiative(assets=(asset.code,))
    decision = decided(asset, "retire")
    reader = actor_of(a_person())
    panel = next(
        panel
        for panel in panels_for("inventory_asset", reader, asset.id)
        if panel.template == "strategy/dispositions/_panel.html"
    )
    assert panel.values["initiatives"] == [one]
    assert panel.values["decided"].decision_id == decision.id
    assert not panel.values["may_propose"]
    shown = panels_for("governance_decision", reader, decision.id)
    assert [panel.title for panel in shown] == ["What it changed in the roadmap"]
    nobody = Actor(0, "Nobody")
    assert panels_for("governance_decision", nobody, decision.id) == []
    assert all(
        "Disposition" not in one.title for one in panels_for("inventory_asset", nobody, asset.id)
    )
