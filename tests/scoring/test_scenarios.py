"""Scenarios: kept, changed by their owner alone, shown beside now, and turned into proposals."""

from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.governance.queries import decisions
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.scoring.models import ChangeKind, Scenario
from app.scoring.queries import scenarios as queries
from app.scoring.queries.scores import score_of
from app.scoring.services import scenarios as services
from app.scoring.services.comparing import compare
from app.scoring.services.proposing import propose, subjects_of
from app.scoring.services.scenarios import About, Wanted
from app.standards.facts import Applies, Subject
from app.standards.queries import catalog
from app.standards.services.packs import lead
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import a_body, a_decision, a_member
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET


@pytest.fixture
def pack(session):
    made = a_pack(
        a_criterion("PLT-01", weight=5, scale="L5", knock_out=True),
        a_criterion("PLT-02", weight=5),
        a_criterion("GOV-01", applies_to=(Applies.DEPARTMENT,)),
    )
    lead(made)
    db.session.commit()
    return made


@pytest.fixture
def planner():
    return an_actor("planner")


@pytest.fixture
def lens(pack):
    viewer = a_viewer(name="Lens")
    answer(pack, ASSET, viewer.id, PLT_01=1, PLT_02=4)
    return viewer


def begun(pack, actor, **said):
    about = About(**{"name": "All in the archive"} | said)
    made = services.begin(pack, about, actor=actor, at=clock.now())
    db.session.commit()
    return made


def put(scenario, actor, kind, **said):
    db.session.refresh(scenario)
    wanted = Wanted(ChangeKind(kind), **said)
    row = services.put(scenario.id, wanted, actor=actor, at=clock.now(), version=scenario.version)
    db.session.commit()
    return row


def level(number, **said):
    return {"state": AnswerState.ANSWERED, "level": number} | said


def shown(scenario, actor):
    return compare(queries.get_for(actor, scenario.id), on=clock.today())


def test_a_changed_answer_stands_beside_the_live_one(pack, planner, lens):
    scenario = begun(pack, planner)
    assert shown(scenario, planner).sentences == ("No figure differs from what is now.",)
    row = put(scenario, planner, "answer", thing=lens.code.lower(), code="plt-01", **level(4))
    assert row.before == "1 ad hoc, no evidence"
    found = shown(scenario, planner)
    (moved,) = found.moved
    assert (moved.name, moved.now.provisional, moved.then.provisional) == (
        f"{lens.code} Lens",
        62_500,
        100_000,
    )
    assert moved.by == 37_500
    assert "Readiness of the program rises from 62.5 to 100.0" in found.sentences[0]
    assert found.sentences[1] == "Of 1 asset that move: 1 go up, 1 change their standing."
    assert score_of(pack, ASSET, lens.id).provisional == 62_500


def test_the_same_thing_said_again_takes_its_place(pack, planner, lens):
    scenario = begun(pack, planner)
    put(scenario, planner, "weight", code="PLT-01", weight=9)
    put(scenario, planner, "weight", code="PLT-01", weight=2)
    (row,) = queries.get_for(planner, scenario.id).changes
    assert (row.weight, row.before) == (2, "5")
    assert shown(scenario, planner).moved[0].then.provisional == 78_571


@pytest.mark.parametrize(
    "case",
    [
        ("answer", {"thing": "NO-1", "code": "PLT-01"} | level(4), "no asset or department"),
        ("answer", {"thing": "program", "code": "GOV-01"} | level(4), "is not asked of Program"),
        ("answer", {"code": "PLT-02"} | level(3), "0 no, 2 partial, 4 yes"),
        ("answer", {"code": "X-9"} | level(4), "has no criterion 'X-9'"),
        ("weight", {"code": "PLT-01", "weight": 0}, "from 1 to 100"),
        ("element_weight", {"code": "PLT"}, "from 1 to 100"),
        ("waiver", {"thing": "program", "code": "PLT-01"}, "not for the program"),
        ("waiver", {"code": "PLT-02"}, "forbids nothing"),
        ("waiver_ends", {"code": "PLT-01"}, "is not waived"),
        ("disposition", {}, "Choose what becomes"),
        ("disposition", {"disposition": Disposition.CONSOLIDATE}, "Name the asset"),
        ("disposition", {"thing": "program", "disposition": Disposition.RETIRE}, "Only an asset"),
        ("disposition", {"disposition": Disposition.REPLACE, "target": "lens"}, "another asset"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(pack, planner, lens, case):
    kind, said, why = case
    scenario = begun(pack, planner)
    said = {"thing": lens.code} | said
    if said.get("target") == "lens":
        said["target"] = lens.code
    with pytest.raises(RuleBroken, match=why):
        put(scenario, planner, kind, **said)


def test_others_see_what_is_shared_and_change_none_of_it(pack, planner, lens):
    other = an_actor("planner")
    private, shared = begun(pack, planner), begun(pack, planner, is_shared=True)
    assert [one.scenario.id for one in queries.list_for(other)] == [shared.id]
    with pytest.raises(NotFound):
        queries.get_for(other, private.id)
    with pytest.raises(Forbidden, match="copy of your own"):
        put(shared, other, "weight", code="PLT-01", weight=3)
    put(shared, planner, "weight", code="PLT-01", weight=3)
    copied = services.copy(queries.get_for(other, shared.id), actor=other, at=clock.now())
    db.session.commit()
    assert [one.code for one in queries.get_for(other, copied.id).changes] == ["PLT-01"]
    put(copied, other, "weight", code="PLT-02", weight=3)
    assert len(queries.get_for(planner, shared.id).changes) == 1


def test_a_stale_change_is_refused_and_history_is_kept(pack, planner, lens):
    scenario = begun(pack, planner)
    stale = scenario.version
    put(scenario, planner, "weight", code="PLT-01", weight=3)
    with pytest.raises(Conflict, match="after you opened it"):
        services.edit(scenario.id, About("Other"), actor=planner, version=stale)
    db.session.rollback()
    services.edit(scenario.id, About("Other", is_shared=True), actor=planner, version=stale + 1)
    db.session.commit()
    row = history_of("scoring_scenario", scenario.id)[0]
    assert row.fields["name"] == ["All in the archive", "Other"]
    (change,) = queries.get_for(planner, scenario.id).changes
    assert history_of("scoring_scenario_change", change.id)


def test_it_says_how_many_live_scores_have_moved_since(pack, planner, lens):
    scenario = begun(pack, planner)
    put(scenario, planner, "weight", code="PLT-01", weight=3)
    assert queries.moved_since(scenario) == 0
    answer(pack, ASSET, lens.id, PLT_01=3)
    assert queries.moved_since(scenario) == 2


def test_what_a_vote_can_change_goes_into_the_proposal(pack, planner, lens):
    body, source = a_body(a_member()), a_source(name="Fundus")
    answer(pack, ASSET, source.id, PLT_01=2, PLT_02=4)
    scenario = begun(pack, planner, question="What does it give?")
    put(
        scenario,
        planner,
        "waiver",
        thing=lens.code,
        code="PLT-01",
        control="Exported every night.",
        ends_on=clock.today() + timedelta(days=100),
        owner_email=a_person(name="Nathan Cole").email,
    )
    put(scenario, planner, "disposition", thing=lens.code, disposition=Disposition.CONTAIN)
    put(scenario, planner, "disposition", thing=source.code, disposition=Disposition.RETIRE)
    put(scenario, planner, "answer", thing=source.code, code="PLT-01", **level(4))
    scenario = queries.get_for(planner, scenario.id)
    assert [label for _, label in subjects_of(scenario)] == [
        f"{lens.code} Lens (2 of its changes)",
        f"{source.code} Fundus (1 of its changes)",
    ]
    about = ("inventory_asset", lens.id)
    made = propose(scenario, body, about, actor=planner, at=clock.now())
    db.session.commit()
    db.session.refresh(made, ["effects"])
    assert {one.kind for one in made.effects} == {"waive_for_asset", "decide_disposition"}
    what, _, rest = made.text.partition("What else belongs to it")
    assert "PLT-01 is waived" in what
    assert f"{source.code} Fundus: retire" in rest
    assert "(takes a proposal of its own)" in rest
    assert "answered on its sheet" in rest
    assert made.reason.startswith("What does it give? As reckoned on")
    assert queries.get_for(planner, scenario.id).proposal.number == made.number


def test_without_terms_a_waiver_is_named_and_not_carried(pack, planner, lens):
    body, scenario = a_body(a_member()), begun(pack, planner)
    put(scenario, planner, "waiver", thing=lens.code, code="PLT-01")
    scenario = queries.get_for(planner, scenario.id)
    assert subjects_of(scenario) == []
    made = propose(scenario, body, None, actor=planner, at=clock.now())
    assert "takes a proposal of its own" in made.text
    empty = queries.get_for(planner, begun(pack, planner).id)
    with pytest.raises(RuleBroken, match="changes nothing yet"):
        propose(empty, body, None, actor=planner, at=clock.now())


def test_a_waiver_in_force_may_be_ended_by_the_proposal(pack, planner, lens):
    terms = {
        "criterion": str(criterion(catalog.get_pack(pack.id), "PLT-01").id),
        "ends_on": (clock.today() + timedelta(days=200)).isoformat(),
        "control": "Exported every night.",
        "owner": a_person().email,
    }
    decision = a_decision(
        subject=("inventory_asset", lens.id), effects=[("waive_for_asset", terms)]
    )
    assert decisions.get(decision.id).number
    scenario = begun(pack, planner)
    put(scenario, planner, "waiver_ends", thing=lens.code, code="PLT-01")
    scenario = queries.get_for(planner, scenario.id)
    ((value, label),) = subjects_of(scenario)
    assert label == f"Waiver of PLT-01 for {lens.code} Lens (1 of its changes)"
    key, _, number = value.partition(":")
    thing = (key, int(number))
    made = propose(scenario, a_body(a_member()), thing, actor=planner, at=clock.now())
    db.session.refresh(made, ["effects"])
    assert [one.kind for one in made.effects] == ["revoke_waiver"]


class Pages:
    """One person at the pages of one scenario."""

    def __init__(self, me):
        self.me = me
        me.post("scoring.new_scenario", {"name": "Lens mended", "question": "Is it enough?"})
        self.scenario = db.session.query(Scenario).one()

    def add(self, kind, status=303, **said):
        db.session.refresh(self.scenario)
        given = {"version": self.scenario.version} | said
        there = {"scenario_id": self.scenario.id, "kind": kind}
        return self.me.post("scoring.add_to_scenario", given, status=status, **there)

    def get(self):
        return self.me.get("scoring.show_scenario", scenario_id=self.scenario.id)


def test_a_scenario_is_made_and_filled_by_forms(pack, lens, browse, query_budget):
    me = browse(a_person(Role.PLANNER))
    assert "No scenario yet" in me.get("scoring.list_scenarios").text
    me.post("scoring.new_scenario", {"name": ""}, status=422)
    pages = Pages(me)
    said = {"thing": lens.code, "code": "PLT-01", "state": "4", "evidence_kind": "tested"}
    assert "no asset or department" in pages.add("answer", 422, **said | {"thing": "X"}).text
    page = pages.add("answer", **said)
    assert "rises from 62.5 to 100.0" in page.text
    assert "4 optimized, tested" in page.text
    pages.add("element_weight", code="PLT", weight="50")
    page = pages.add("disposition", thing=lens.code, disposition="contain", target="")
    assert "No score moves by that alone" in page.text
    number = pages.scenario.id
    me.get("scoring.add_to_scenario", status=404, scenario_id=number, kind="nothing")
    for kind in ChangeKind:
        me.get("scoring.add_to_scenario", scenario_id=number, kind=kind.value)
    answer(pack, ASSET, lens.id, PLT_01=2)
    assert "2 live scores have moved" in pages.get().text
    assert "Has changed" in pages.get().text
    with query_budget(45):
        pages.get()


def test_a_scenario_is_shared_and_proposed_by_forms(pack, lens, browse):
    me, body = browse(a_person(Role.PLANNER)), a_body(a_member())
    pages = Pages(me)
    pages.add("disposition", thing=lens.code, disposition="contain", target="")
    db.session.refresh(pages.scenario)
    there = {"scenario_id": pages.scenario.id}
    shared = {"name": "Lens", "is_shared": "y", "version": pages.scenario.version}
    me.post("scoring.edit_scenario", shared, **there)
    assert "Lens" in browse(a_person()).get("scoring.list_scenarios").main.text
    me.post("scoring.propose_scenario", {"about": "", "body_id": ""}, status=422, **there)
    given = {"about": f"inventory_asset:{lens.id}", "body_id": body.id}
    page = me.post("scoring.propose_scenario", given, **there)
    assert "is a draft of yours" in page.text
    assert "Decide what becomes of an asset" in page.text or "contain" in page.text.lower()
    assert "Proposed as" in pages.get().text


def test_buttons_take_out_copy_and_remove(pack, lens, browse):
    person = a_person(Role.PLANNER)
    actor, me = actor_of(person), browse(person)
    scenario = begun(pack, actor, is_shared=True)
    row, scenario_id = put(scenario, actor, "weight", code="PLT-01", weight=3), scenario.id
    db.session.refresh(scenario)
    me.post(
        "scoring.drop_from_scenario",
        {"version": scenario.version - 1},
        status=409,
        scenario_id=scenario.id,
        change_id=row.id,
    )
    me.post(
        "scoring.drop_from_scenario",
        {"version": scenario.version},
        scenario_id=scenario.id,
        change_id=row.id,
    )
    assert queries.get_for(actor, scenario.id).changes == []
    reader = browse(a_person())
    assert "Copy" not in reader.get("scoring.show_scenario", scenario_id=scenario.id).main.text
    reader.post("scoring.copy_scenario", status=403, scenario_id=scenario.id)
    member = browse(a_person(Role.MEMBER))
    assert (
        "All in the archive, copy"
        in member.post("scoring.copy_scenario", scenario_id=scenario.id).text
    )
    member.post("scoring.remove_scenario", {"version": 1}, status=403, scenario_id=scenario_id)
    left = queries.get_for(actor, scenario_id)
    me.post("scoring.remove_scenario", {"version": left.version}, scenario_id=scenario_id)
    with pytest.raises(NotFound):
        queries.get_for(actor, scenario_id)


def test_a_department_of_its_own_answers(pack, planner):
    skin = a_department(name="Skin")
    source = a_source(department=skin)
    answer(pack, ASSET, source.id, PLT_01=4, PLT_02=4)
    scenario = begun(pack, planner)
    put(scenario, planner, "answer", thing=skin.code, code="GOV-01", **level(4))
    (moved,) = shown(scenario, planner).moved
    assert (moved.now.confirmed, moved.then.confirmed) == (60_000, 63_636)
    assert (moved.now.provisional, moved.by) == (100_000, 0)
