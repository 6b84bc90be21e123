from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.audit.models import Change
from app.engine.paths.steps import LinkCode, LinkStatus
from app.engine.scoring.answer import AnswerState
from app.inventory.models import Source
from app.inventory.services.links import Said, say_link, take_back_link
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, RuleBroken
from app.scoring.jobs import follow_days
from app.scoring.models import Score
from app.scoring.services.following import path_facts
from app.standards.facts import EvidenceKind, RuleFacts, Subject
from app.standards.models import Answer, Assessment
from app.standards.queries.catalog import get_pack
from app.standards.queries.evidence import answer_for
from app.standards.services import following
from tests.factories.accounts import a_person, an_actor
from tests.factories.imports import a_csv, a_staged_sheet, applied
from tests.factories.inventory import a_source, a_storage, an_interface
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, said, the_shipped_pack

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET
MEASURED = {"scale": "NUM", "unit": "months", "bands": ("0", "6", "12", "24")}
SIGN_IN = (
    RuleFacts(criterion="A-1", when="authentication is sso_mfa", level=4, evidence="tested"),
    RuleFacts(criterion="A-1", when="authentication is known", level=0),
)


def begun(pack):
    """As a planner begins all sheets."""
    actor = an_actor("planner")
    with unit_of_work():
        following.begin_sheets(get_pack(pack.id), actor=actor)
    while follow_days(clock.now()):
        pass


def change(thing, **facts):
    for name, value in facts.items():
        setattr(thing, name, value)
    db.session.commit()


def stored(code="A-1"):
    db.session.expire_all()
    found = db.session.scalars(
        select(Answer).join(Answer.criterion).where(Answer.criterion.has(code=code))
    ).all()
    return found[0] if found else None


def test_an_answer_follows_the_fact_in_the_same_transaction():
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2"), rules=SIGN_IN)
    source = a_source(authentication="sso_mfa")
    answer(pack, ASSET, source.id, A_2=4)
    one = stored()
    assert (one.level, one.evidence_kind, one.answered_by_id) == (4, EvidenceKind.TESTED, None)
    assert one.shown_by == "Sign-in: Single sign-on with second factor"
    score = db.session.scalars(select(Score).where(Score.subject_key == ASSET.key))
    assert score.one().confirmed == 100_000
    change(source, authentication="local_shared")
    assert (stored().level, stored().evidence_kind) == (0, EvidenceKind.SELF_DECLARED)
    score = db.session.scalars(select(Score).where(Score.subject_key == ASSET.key))
    assert score.one().confirmed == 50_000
    change(source, authentication=None)
    assert stored().state is AnswerState.UNKNOWN
    change(source, authentication="sso_mfa")
    assert stored().level == 4


def bring(actor, *rows):
    """Through a sheet, as planners bring many at once."""
    applied(actor, a_staged_sheet(actor, a_csv(*rows)))
    db.session.expire_all()


def score_of(source):
    wanted = (Score.subject_key == ASSET.key) & (Score.subject_id == source.id)
    return db.session.scalars(select(Score).where(wanted)).one()


def test_an_answer_and_its_score_follow_a_sheet_that_is_brought():
    """Rows of a sheet go past the objects; what hangs on them is computed all the same."""
    pack, planner = (
        a_pack(a_criterion("A-1"), a_criterion("A-2"), rules=SIGN_IN),
        an_actor("planner"),
    )
    one, other = a_source(authentication="sso_mfa"), a_source(authentication="sso_mfa")
    for each in (one, other):
        answer(pack, ASSET, each.id, A_2=4)
    before = score_of(other).computed_at
    row = f"{one.code},{one.name},Active,Radiology,Shared local accounts"
    bring(planner, "Code,Name,Life cycle,Modality,Sign-in", row.replace("Radiology", "CT"))
    assert db.session.get(Source, one.id).authentication == "local_shared"
    assert score_of(one).confirmed == 50_000
    assert (score_of(other).confirmed, score_of(other).computed_at) == (100_000, before)


def test_a_persons_answer_stands_above_and_can_be_taken_back():
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2"), rules=SIGN_IN)
    source, planner = a_source(authentication="sso_mfa"), an_actor("planner")
    answer(pack, ASSET, source.id, A_1=2)
    assert (stored().level, stored().rule_id, stored().answered_by_id is None) == (2, None, False)
    change(source, authentication="none")
    assert stored().level == 2
    served = answer_for(planner, stored().id)
    assert following.preview(served, {}, clock.today()).level == 0
    with pytest.raises(Forbidden):
        following.take_back(served, {}, actor=an_actor("viewer"), on=clock.today(), at=clock.now())
    served = answer_for(planner, stored().id)
    with unit_of_work():
        following.take_back(served, {}, actor=planner, on=clock.today(), at=clock.now())
    assert (stored().level, stored().rule_id is None) == (0, False)
    answer(pack, ASSET, source.id, A_1=said(0, evidence_kind=EvidenceKind.SELF_DECLARED))
    assert stored().rule_id is not None, "saying the same leaves it to the inventory"
    answer(pack, ASSET, source.id, A_1=4)
    assert (stored().level, stored().rule_id, stored().shown_by) == (4, None, "")
    change(source, authentication=None)
    with pytest.raises(RuleBroken, match="does not say anything"):
        following.take_back(
            answer_for(planner, stored().id), {}, actor=planner, on=clock.today(), at=clock.now()
        )


def test_all_sheets_are_begun_and_filled_by_rule():
    pack = a_pack(a_criterion("A-1"), rules=SIGN_IN)
    for how in ("sso_mfa", "none", None):
        a_source(authentication=how)
    begun(pack)
    assert len(db.session.scalars(select(Assessment)).all()) == 3
    assert sorted(one.level for one in db.session.scalars(select(Answer))) == [0, 4]
    assert follow_days(clock.now()) == 0
    lead, planner = an_actor("department_lead"), an_actor("planner")
    with pytest.raises(Forbidden):
        following.begin_sheets(get_pack(pack.id), actor=lead)
    with pytest.raises(RuleBroken, match="no rules"):
        following.begin_sheets(a_pack(a_criterion("B-1")), actor=planner)


def test_a_measure_moves_with_the_days():
    rules = [RuleFacts(criterion="A-1", measure="support_months_left")]
    pack = a_pack(a_criterion("A-1", **MEASURED), rules=rules)
    a_source(support_ends_on=(clock.today() + timedelta(200)).isoformat())
    begun(pack)
    assert (stored().level, stored().measure) == (2, 6)
    assert follow_days(clock.now() + timedelta(100)) == 1
    assert (stored().level, stored().measure) == (1, 3)
    assert stored().shown_by == "Months of vendor support left: 3"
    assert follow_days(clock.now() + timedelta(300)) == 1
    assert stored().level == 0


def test_an_answer_follows_the_path_when_something_on_its_way_changes():
    rules = [
        RuleFacts(criterion="A-1", when=f"path_by_order is {verdict}", level=level)
        for verdict, level in (("supported", 4), ("conditional", 2), ("unsupported", 0))
    ]
    pack = a_pack(a_criterion("A-1"), rules=rules)
    store = a_storage()
    source = a_source(
        workflow="order",
        destination_kind="storage",
        destination=store.code,
        patient_id_entry="worklist",
    )
    begun(pack)
    assert stored() is None
    wire = an_interface(source, store, carries="sends_images", status="none")
    db.session.commit()
    verdict = {"path_by_order": "unsupported"}
    assert path_facts([source.id], on=clock.today()) == {source.id: verdict}
    assert (stored().level, stored().shown_by) == (
        0,
        "Path that starts with an order: Unsupported",
    )
    change(wire, status="live")
    assert stored().state is AnswerState.UNKNOWN


def test_an_answer_follows_what_a_person_says_of_a_link_and_takes_back():
    rule = RuleFacts(criterion="A-1", when="path_by_order is unsupported", level=0)
    pack = a_pack(a_criterion("A-1"), rules=[rule])
    source = a_source(workflow="order", patient_id_entry="worklist")
    begun(pack)
    assert stored() is None
    planner = an_actor("planner")
    with unit_of_work():
        said_so = Said(status=LinkStatus.NONE)
        say_link(source, LinkCode.STORED, said_so, actor=planner, at=clock.now())
    assert (stored().level, stored().rule_id is None) == (0, False)
    with unit_of_work():
        take_back_link(source, LinkCode.STORED, actor=planner)
    assert stored().state is AnswerState.UNKNOWN


def test_paths_of_many_cost_no_more_queries_than_those_of_one(query_budget):
    store, department = a_storage(), a_department()
    sources = [
        a_source(workflow="order", destination=store.code, department=department).id
        for _ in range(5)
    ]
    db.session.commit()
    db.session.expunge_all()
    with query_budget(6):
        assert len(path_facts(sources, on=clock.today())) == 5


FACTS = {
    "authentication": ["none", "sso_mfa", None],
    "hosting": ["public_cloud", "device_local", None],
    "mpps": ["used", "none", None],
    "notes": ["Words.", None],
    "product": ["Lens", None],
    "annual_studies": [10, 20, None],
}


@settings(max_examples=25)
@given(
    st.sampled_from(sorted(FACTS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(FACTS[name]))
    )
)
def test_a_change_of_an_unrelated_fact_changes_no_answer(changed):
    name, value = changed
    rules = [*SIGN_IN, RuleFacts(criterion="A-2", when="mpps is used", level=4)]
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2"), a_criterion("A-3"), rules=rules)
    source = a_source(authentication="sso_mfa", mpps="used", annual_studies=5)
    answer(pack, ASSET, source.id, A_3=4)
    looks_at = {"authentication": "A-1", "mpps": "A-2"}
    told = select(Change.id).where(Change.subject_type == "standards_answer")

    def state():
        db.session.expire_all()
        sheet = Answer.assessment.has(pack_id=pack.id)
        return {
            one.criterion_id: (one.version, one.level, one.state, one.shown_by)
            for one in db.session.scalars(select(Answer).where(sheet))
        }

    before, told_before = state(), len(db.session.scalars(told).all())
    change(db.session.get(Source, source.id), **{name: value})
    codes = {one.id: one.code for one in get_pack(pack.id).criteria}
    moved = {codes[key] for key, said in state().items() if said != before[key]}
    assert moved <= {looks_at.get(name)}
    if name not in looks_at:
        assert len(db.session.scalars(told).all()) == told_before


def test_pages_say_what_is_from_the_inventory_with_the_fact_one_click_away(browse):
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2"), rules=SIGN_IN)
    source = a_source(authentication="sso_mfa")
    answer(pack, ASSET, source.id, A_2=4)
    browser = browse(a_person("planner"))
    sheet = {"pack_id": pack.id, "subject": ASSET, "subject_id": source.id}
    for endpoint in ("standards.show_sheet", "scoring.show_score"):
        row = browser.get(endpoint, **sheet).select_one("#A-1")
        assert "From the inventory" in row.text
        link = row.find("a", string="Sign-in: Single sign-on with second factor")
        assert link["href"].startswith(f"/inventory/assets/{source.id}")
    page = browser.get("standards.answer_sheet", element="A", **sheet)
    assert "What you choose here stands above it." in page.text
    answer(pack, ASSET, source.id, A_1=0)
    page = browser.get("standards.show_answer_evidence", answer_id=stored().id)
    assert "yes" in page.select_one("#inventory").text
    page = browser.post("scoring.take_back_answer", answer_id=stored().id)
    assert "follows the inventory again" in page.text
    assert stored().level == 4


def test_sheets_are_begun_on_the_page(browse):
    pack = a_pack(a_criterion("A-1"), rules=SIGN_IN)
    a_source(authentication="sso_mfa")
    browser = browse(a_person("planner"))
    assert "Begin sheets" in browser.get("standards.list_assessments").text
    page = browser.post("standards.begin_sheets", pack_id=pack.id)
    assert "1 sheets are begun" in page.text
    page = browser.post("standards.begin_sheets", pack_id=pack.id)
    assert "has its sheet already" in page.text
    assert "Begin sheets" not in browse(a_person("viewer")).get("standards.list_assessments").text


def test_the_shipped_rules_answer_a_store_from_its_facts():
    pack = the_shipped_pack()
    store = a_storage(
        capacity_tb="100",
        used_tb="80",
        annual_growth_tb="20",
        copies=2,
        geo_separated=True,
        immutability="compliance",
        restore_tested_on=(clock.today() - timedelta(90)).isoformat(),
        encryption_at_rest="yes",
        encryption_in_transit="partial",
        access_interfaces="dimse;dicomweb",
        retention_years=10,
    )
    begun(pack)
    rows = db.session.execute(
        select(Answer).join(Answer.assessment).where(Assessment.subject_id == store.id)
    ).scalars()
    codes = {one.id: one.code for one in get_pack(pack.id).criteria}
    levels = {codes[one.criterion_id]: one.level for one in rows}
    expected = {"PLT-24": 3, "PLT-12": 3, "PLT-19": 2, "PLT-09": 3, "PLT-02": 4, "CON-15": 4}
    assert {code: levels.get(code) for code in expected} == expected
