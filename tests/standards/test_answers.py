from decimal import Decimal

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.audit.models import Action, Change
from app.engine.scoring.answer import AnswerState
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused, check
from app.organization.facts import Sensitivity
from app.standards.facts import AnswerFacts, Applies, EvidenceKind, Subject, When
from app.standards.models import Answer, Assessment
from app.standards.policy import may_answer
from app.standards.queries.assessments import answers_of
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.services.answers import Given, StaleAnswers, save_answers, save_many, settled
from app.standards.translate import asked_of, knocks_out
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source, a_storage, a_viewer, an_application, an_interface
from tests.factories.organization import a_department, a_service_line
from tests.factories.standards import a_criterion, a_pack, answer, criterion, said, the_shipped_pack

pytestmark = pytest.mark.usefixtures("session")
ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM
MEASURED = {"scale": "NUM", "unit": "%", "bands": ("25", "50", "80", "98")}


def only_answer():
    db.session.expire_all()
    return db.session.scalars(select(Answer)).one()


def test_an_answer_keeps_who_when_and_how_it_is_known():
    pack, source, planner = a_pack(a_criterion("A-1")), a_source(), an_actor("planner")
    tested = said(4, evidence_kind=EvidenceKind.TESTED, evidence_note="Log of 3 May")
    assert answer(pack, ASSET, source.id, planner, A_1=tested) == 1
    kept = only_answer()
    assert (kept.level, kept.state, kept.answered_by_id) == (4, "answered", planner.person_id)
    assert (kept.evidence_kind, kept.evidence_note) == (EvidenceKind.TESTED, "Log of 3 May")
    assert kept.answered_at is not None


@pytest.mark.parametrize(
    ("measured", "level"), [("24.999", 0), ("25", 1), ("80", 3), ("97.5", 3), ("100", 4)]
)
def test_a_measure_is_kept_with_its_level(measured, level):
    pack, source = a_pack(a_criterion("A-1", **MEASURED)), a_source()
    answer(pack, ASSET, source.id, A_1=said(measured=measured))
    assert (only_answer().measure, only_answer().level) == (Decimal(measured), level)


def test_a_lower_measure_can_be_better():
    falling = MEASURED | {"bands": ("2", "0.99", "0.49", "0.1"), "rising": False}
    pack, source = a_pack(a_criterion("A-1", **falling)), a_source()
    answer(pack, ASSET, source.id, A_1=said(measured="0.1"))
    assert only_answer().level == 4


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (said(state=AnswerState.NOT_APPLICABLE), "reason"),
        (said(), "level"),
        (said(3), "level"),
        (said(1), "level"),
    ],
)
def test_what_is_not_on_the_scale_is_refused(facts, name):
    pack = get_pack(a_pack(a_criterion("A-1")).id)
    one = criterion(pack, "A-1")
    with pytest.raises(Refused) as refused:
        settled(one, facts)
    assert set(refused.value.problems) == {name}


def test_a_measured_criterion_needs_its_measure():
    one = criterion(get_pack(a_pack(a_criterion("A-1", **MEASURED)).id), "A-1")
    with pytest.raises(Refused, match="in %"):
        settled(one, said(4))
    with pytest.raises(ValidationError):
        AnswerFacts(state=AnswerState.ANSWERED, measured="1.2345")


def test_what_is_typed_is_read_as_people_type_it():
    facts = check(AnswerFacts, {"state": "Not applicable", "reason": " No  device ", "level": ""})
    assert (facts.state, facts.reason, facts.level) == ("not_applicable", "No device", None)


def test_what_does_not_apply_or_is_not_known_has_no_level():
    pack, source = a_pack(a_criterion("A-1"), a_criterion("A-2")), a_source()
    gone = said(4, state=AnswerState.NOT_APPLICABLE, reason="No plates.")
    answer(pack, ASSET, source.id, A_1=gone, A_2=said(4, state=AnswerState.UNKNOWN))
    kept = db.session.scalars(select(Answer).order_by(Answer.criterion_id)).all()
    assert [(one.level, one.reason) for one in kept] == [(None, "No plates."), (None, "")]


def test_a_change_is_told_to_history_and_no_change_is_not():
    pack, source = a_pack(a_criterion("A-1")), a_source()
    answer(pack, ASSET, source.id, A_1=2)
    assert answer(pack, ASSET, source.id, A_1=2) == 0
    assert answer(pack, ASSET, source.id, A_1=4) == 1
    changes = db.session.scalars(
        select(Change).where(Change.subject_type == "standards_answer").order_by(Change.id)
    ).all()
    assert [change.action for change in changes] == [Action.CREATED, Action.CHANGED]
    assert changes[1].fields["level"] == [2, 4]


def test_a_stale_answer_is_refused_and_nothing_is_kept():
    pack, source = a_pack(a_criterion("A-1"), a_criterion("A-2")), a_source()
    answer(pack, ASSET, source.id, A_1=2)
    planner = an_actor("planner")
    fresh = get_pack(pack.id)
    given = [Given(criterion(fresh, "A-1"), said(4), 0), Given(criterion(fresh, "A-2"), said(4), 0)]
    with pytest.raises(StaleAnswers, match="A-1") as stale:
        save_answers(fresh, profile_of(ASSET, source.id), given, actor=planner, at=clock.now())
    assert stale.value.criterion_ids == {criterion(fresh, "A-1").id}
    assert only_answer().level == 2


def test_the_same_answer_from_two_people_is_no_conflict():
    pack, source = a_pack(a_criterion("A-1")), a_source()
    answer(pack, ASSET, source.id, A_1=2)
    planner, fresh = an_actor("planner"), get_pack(pack.id)
    given = [Given(criterion(get_pack(pack.id), "A-1"), said(2), 0)]
    profile = profile_of(ASSET, source.id)
    assert save_answers(fresh, profile, given, actor=planner, at=clock.now()) == 0


def test_what_is_not_asked_cannot_be_answered():
    pack, source = a_pack(a_criterion("A-1", applies_to=(Applies.VIEWER,))), a_source()
    with pytest.raises(RuleBroken, match="A-1 is not asked"):
        answer(pack, ASSET, source.id, A_1=4)


def test_a_lead_answers_for_the_led_department_alone():
    lead = a_person("department_lead")
    own, other = a_department(lead=lead), a_department()
    from_own, from_other = a_source(department=own), a_source(department=other)
    actor = actor_of(lead)
    pack = a_pack(a_criterion("A-1"))
    assert answer(pack, ASSET, from_own.id, actor, A_1=4) == 1
    assert answer(pack, DEPARTMENT, own.id, actor, A_1=4) == 1
    for subject, subject_id in ((ASSET, from_other.id), (DEPARTMENT, other.id), (PROGRAM, 0)):
        with pytest.raises(Forbidden):
            answer(pack, subject, subject_id, actor, A_1=4)


def test_who_may_answer_at_all():
    assert may_answer(an_actor("planner"), PROGRAM, None)
    assert may_answer(an_actor("planner"), ASSET, None)
    assert not may_answer(an_actor("viewer"), PROGRAM, None)
    assert not may_answer(an_actor("executive"), ASSET, 1)


def test_many_blank_sheets_are_filled_at_once_with_their_history():
    pack = a_pack(a_criterion("A-1"), a_criterion("A-2"))
    sources, planner = [a_source().id for _ in range(3)], an_actor("planner")
    fresh = get_pack(pack.id)
    first, second = (one.id for one in fresh.criteria)
    filled = {one: {first: said(4), second: said(0)} for one in sources}
    assert save_many(fresh, ASSET, filled, actor=planner, at=clock.now()) == 6
    db.session.commit()
    assert len(db.session.scalars(select(Assessment)).all()) == 3
    told = select(Change).where(Change.subject_type == "standards_answer")
    assert [one.fields["level"] for one in db.session.scalars(told.order_by(Change.id))] == [
        [None, 4],
        [None, 0],
    ] * 3
    assert answers_of(fresh, profile_of(ASSET, sources[2]))[first].level == 4
    again = get_pack(pack.id)
    with pytest.raises(Conflict, match="1 of these sheets"):
        save_many(again, ASSET, {sources[0]: {first: said(0)}}, actor=planner, at=clock.now())
    assert save_many(again, ASSET, {}, actor=planner, at=clock.now()) == 0
    with pytest.raises(Forbidden, match="whole estate"):
        save_many(again, ASSET, {}, actor=an_actor("department_lead"), at=clock.now())


def test_each_kind_is_asked_its_own():
    pack = get_pack(a_pack(*(a_criterion(f"A-{one}", applies_to=(one,)) for one in Applies)).id)
    source, store = a_source(), a_storage()
    things = {
        Applies.SOURCE: source,
        Applies.APPLICATION: an_application(),
        Applies.AI_MODEL: an_application(category="ai_model"),
        Applies.VIEWER: a_viewer(),
        Applies.STORAGE: store,
        Applies.INTERFACE: an_interface(source, store),
    }
    for kind, thing in things.items():
        asked = asked_of(pack.criteria, profile_of(ASSET, thing.id))
        assert [one.code for one in asked] == [f"A-{kind}"]
    for subject, subject_id, kind in ((PROGRAM, 0, "PRG"), (DEPARTMENT, a_department().id, "DEP")):
        asked = asked_of(pack.criteria, profile_of(subject, subject_id))
        assert [one.code for one in asked] == [f"A-{kind}"]


@pytest.mark.parametrize(
    ("facts", "when", "holds"),
    [
        ({}, When.ORDER, None),
        ({"workflow": "order"}, When.ORDER, True),
        ({"workflow": "order"}, When.ENCOUNTER, False),
        ({"workflow": "mixed"}, When.ENCOUNTER, True),
        ({"sensitivity_class": "none"}, When.SENSITIVE, False),
        ({"sensitivity_class": "minor"}, When.SENSITIVE, True),
        ({"sensitivity_class": "minor"}, When.FORENSIC, False),
        ({"sensitivity_class": "abuse_forensic"}, When.FORENSIC, True),
        ({"phi_level": "forensic"}, When.FORENSIC, True),
        ({"mobility": "phone_tablet"}, When.MOBILE, True),
        ({"mobility": "fixed"}, When.MOBILE, False),
        ({"billable": "potential"}, When.BILLABLE, False),
        ({"billable": "yes_global"}, When.BILLABLE, True),
        ({"content_intent": "diagnostic"}, When.DIAGNOSTIC, True),
        ({"modality": "CT"}, When.POCUS, False),
        ({"modality": "US"}, When.POCUS, None),
        ({"modality": "US", "mobility": "cart"}, When.POCUS, True),
        ({"modality": "US", "mobility": "fixed"}, When.POCUS, False),
    ],
)
def test_the_circumstances_of_a_source(facts, when, holds):
    assert profile_of(ASSET, a_source(**facts).id).known.get(when) is holds


def test_a_department_is_as_its_sources_and_its_service_line():
    line = a_service_line(sensitivity=(Sensitivity.FORENSIC,))
    department = a_department(service_line=line.code)
    known = profile_of(DEPARTMENT, department.id).known
    assert known == {When.FORENSIC: True}
    a_source(department=department, billable="no", modality="CT")
    assert profile_of(DEPARTMENT, department.id).known[When.BILLABLE] is False
    a_source(department=department, billable="yes_global")
    known = profile_of(DEPARTMENT, department.id).known
    assert known[When.BILLABLE] is True
    assert When.POCUS not in known


def test_the_program_knows_whether_any_ai_is_live():
    assert profile_of(PROGRAM, 0).known[When.AI_LIVE] is False
    an_application(category="ai_model", lifecycle="active")
    assert profile_of(PROGRAM, 0).known[When.AI_LIVE] is True


def test_a_knock_out_may_be_one_for_a_kind_or_a_circumstance_alone():
    pack = get_pack(the_shipped_pack().id)
    read_only, sensitive = criterion(pack, "PLT-09"), criterion(pack, "CON-11")
    assert knocks_out(read_only, Applies.STORAGE, {})
    assert not knocks_out(read_only, Applies.APPLICATION, {})
    assert knocks_out(sensitive, Applies.SOURCE, {When.SENSITIVE: True})
    assert not knocks_out(sensitive, Applies.SOURCE, {})
    assert not knocks_out(criterion(pack, "GOV-02"), Applies.PROGRAM, {})


def test_a_superseded_criterion_is_not_asked():
    pack = get_pack(a_pack(a_criterion("A-1", superseded=True), a_criterion("A-2")).id)
    assert [one.code for one in asked_of(pack.criteria, profile_of(PROGRAM, 0))] == ["A-2"]


def test_there_is_one_program_and_no_sheet_of_what_is_not_there():
    for subject, subject_id in ((PROGRAM, 1), (ASSET, 99), (DEPARTMENT, 99)):
        with pytest.raises(NotFound):
            profile_of(subject, subject_id)
