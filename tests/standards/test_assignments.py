from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.models import Change
from app.inbox.facts import Rhythm
from app.inbox.models import Preference
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.duties import duties_of
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused
from app.mail.models import Message
from app.standards.facts import AssignmentFacts, Subject
from app.standards.jobs import remind_assignees
from app.standards.models import Answer, Assignment
from app.standards.queries import assignments as queries
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.services import assignments as services
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion

pytestmark = pytest.mark.usefixtures("session")
ASSET, PROGRAM = Subject.ASSET, Subject.PROGRAM


def two_sections():
    return a_pack(a_criterion("PLT-01"), a_criterion("PLT-02"), a_criterion("VWR-01"))


def assign(pack, thing, person, *sections, days=7, **given):
    actor = given.get("actor") or an_actor("planner")
    with unit_of_work():
        profile = profile_of(given.get("subject", ASSET), thing.id)
        made = services.assign(
            services.Part(get_pack(pack.id), profile, sections or ("PLT",)),
            person,
            AssignmentFacts(due_on=clock.today() + timedelta(days), note=given.get("note")),
            actor=actor,
            at=clock.now(),
        )
        return made[0].id


def one(assignment_id):
    return db.session.get(Assignment, assignment_id)


@pytest.mark.parametrize("role", list(Role))
def test_an_assignment_lets_anybody_answer_exactly_that_section(role):
    pack, source, other, person = two_sections(), a_source(), a_source(), a_person(role)
    assign(pack, source, person)
    actor = actor_of(person)
    assert answer(pack, ASSET, source.id, actor, PLT_01=4) == 1
    if role is Role.PLANNER:
        return
    for subject, subject_id, given in (
        (ASSET, source.id, {"VWR_01": 4}),
        (ASSET, source.id, {"PLT_02": 4, "VWR_01": 4}),
        (ASSET, other.id, {"PLT_01": 4}),
        (PROGRAM, 0, {"PLT_01": 4}),
    ):
        with pytest.raises(Forbidden):
            answer(pack, subject, subject_id, actor, **given)
    assert len(db.session.scalars(select(Answer)).all()) == 1


def test_the_right_is_for_one_version_of_a_pack():
    pack, other, source, viewer = two_sections(), two_sections(), a_source(), a_person("viewer")
    assign(pack, source, viewer)
    with pytest.raises(Forbidden):
        answer(other, ASSET, source.id, actor_of(viewer), PLT_01=4)


def test_the_whole_sheet_may_be_assigned():
    pack, source, viewer = two_sections(), a_source(), a_person("viewer")
    assign(pack, source, viewer, "")
    assert answer(pack, ASSET, source.id, actor_of(viewer), PLT_01=4, VWR_01=2) == 2


def test_the_right_ends_with_the_assignment():
    pack, source, viewer = two_sections(), a_source(), a_person("viewer")
    planner = an_actor("planner")
    profile = profile_of(ASSET, source.id)
    done = assign(pack, source, viewer)
    services.finish(one(done), actor=actor_of(viewer), at=clock.now())
    withdrawn = assign(pack, source, viewer, "VWR")
    services.withdraw(one(withdrawn), profile, actor=planner, at=clock.now())
    db.session.commit()
    for given in ({"PLT_01": 4}, {"VWR_01": 4}):
        with pytest.raises(Forbidden):
            answer(pack, ASSET, source.id, actor_of(viewer), **given)
    with pytest.raises(RuleBroken, match="done already"):
        services.withdraw(one(done), profile, actor=planner, at=clock.now())
    told = select(Change).where(Change.subject_type == "standards_assignment")
    assert len(db.session.scalars(told).all()) == 4


def test_one_act_sends_one_message_with_the_link():
    pack, source, viewer = two_sections(), a_source(), a_person("viewer")
    first = assign(pack, source, viewer, "PLT", "VWR", note="Ask the vendor.")
    message = db.session.scalars(select(Message)).one()
    assert (message.person_id, message.address) == (viewer.id, viewer.email)
    assert "Element PLT, Element VWR" in message.lines[0]
    assert "Ask the vendor." in message.lines
    assert message.lines[-1]["arguments"] == {"assignment_id": first}


@pytest.mark.parametrize(
    ("given", "name"), [({"days": -1}, "due_on"), ({"sections": ("XYZ",)}, "sections")]
)
def test_what_cannot_be_assigned_is_refused_and_nothing_is_sent(given, name):
    pack, source = two_sections(), a_source()
    with pytest.raises(Refused) as refused:
        assign(pack, source, a_person(), *given.pop("sections", ()), **given)
    assert set(refused.value.problems) == {name}
    assert db.session.scalars(select(Message)).all() == []


def test_nobody_is_asked_twice_at_a_time_and_nobody_who_is_gone():
    pack, source, viewer = two_sections(), a_source(), a_person()
    assign(pack, source, viewer)
    with pytest.raises(Conflict, match="asked already: Element PLT"):
        assign(pack, source, viewer, "PLT", "VWR")
    gone = a_person()
    gone.active = False
    db.session.commit()
    with pytest.raises(Refused, match="cannot sign in"):
        assign(pack, source, gone)


def test_a_lead_assigns_within_the_led_department_alone():
    lead = a_person("department_lead")
    own, other = a_department(lead=lead), a_department()
    pack, viewer = two_sections(), a_person()
    assign(pack, a_source(department=own), viewer, actor=actor_of(lead))
    with pytest.raises(Forbidden):
        assign(pack, a_source(department=other), viewer, actor=actor_of(lead))
    with pytest.raises(Forbidden):
        assign(pack, a_source(), viewer, actor=an_actor("viewer"))


def test_an_assignment_is_owed_until_it_is_done():
    pack, source, viewer = two_sections(), a_source(), a_person()
    made = assign(pack, source, viewer)
    actor = actor_of(viewer)
    (duty,) = duties_of(actor, clock.now())
    assert duty.key == f"assignment:{made}"
    assert source.code in duty.sentence
    assert duty.due_at.date() == clock.today() + timedelta(8)
    assert duties_of(an_actor("viewer"), clock.now()) == []
    services.finish(one(made), actor=actor, at=clock.now())
    db.session.commit()
    assert duties_of(actor, clock.now()) == []


def test_a_reminder_comes_once_before_and_once_after_the_day():
    pack, viewer = two_sections(), a_person()
    db.session.add(Preference(person_id=viewer.id, rhythm=Rhythm.WEEKLY))
    made = assign(pack, a_source(), viewer, days=5)
    now = clock.now()
    assert remind_assignees(now) == 0
    assert remind_assignees(now + timedelta(2)) == 1
    assert remind_assignees(now + timedelta(3)) == 0
    assert remind_assignees(now + timedelta(6)) == 1
    assert remind_assignees(now + timedelta(9)) == 0
    subjects = [one.subject for one in db.session.scalars(select(Message).order_by(Message.id))]
    assert [text.partition(":")[0] for text in subjects[1:]] == ["Reminder", "Reminder"]
    later = clock.today() + timedelta(30)
    profile = profile_of(ASSET, one(made).subject_id)
    services.move(one(made), profile, later, actor=an_actor("planner"), at=now)
    db.session.commit()
    assert remind_assignees(now + timedelta(28)) == 1


def test_whoever_has_the_daily_digest_gets_no_second_mail_for_the_same_duty():
    pack, viewer = two_sections(), a_person()
    made = assign(pack, a_source(), viewer, days=2)
    assert [duty.key for duty in duties_of(actor_of(viewer), clock.now())] == [f"assignment:{made}"]
    assert remind_assignees(clock.now()) == 0
    assert remind_assignees(clock.now() + timedelta(6)) == 0


def test_who_sees_an_assignment():
    pack, viewer, stranger = two_sections(), a_person(), a_person()
    planner = a_person("planner")
    made = assign(pack, a_source(), viewer, actor=actor_of(planner))
    for person in (viewer, planner, a_person("planner")):
        assert queries.get_for(actor_of(person), made).assignment.id == made
    with pytest.raises(NotFound):
        queries.get_for(actor_of(stranger), made)
    assert queries.followed_by(actor_of(stranger)) == []
    assert [one.assignment.id for one in queries.followed_by(actor_of(planner))] == [made]


def test_from_asking_to_done_on_pages(browse):
    pack, source = two_sections(), a_source()
    planner, viewer = a_person("planner"), a_person("viewer", name="Vera")
    sheet = {"pack_id": pack.id, "subject": ASSET, "subject_id": source.id}
    asking = browse(planner)
    assert "Element PLT (2)" in asking.get("standards.assign_sheet", **sheet).text
    due = (clock.today() + timedelta(5)).isoformat()
    page = asking.post(
        "standards.assign_sheet",
        {"sections": ["PLT"], "person": viewer.id, "due_on": due, "note": "Thanks."},
        **sheet,
    )
    assert "Vera may answer this now" in page.text
    page = asking.post("standards.assign_sheet", {"due_on": "2020-01-01"}, status=422, **sheet)
    assert "Choose a person." in page.select_one(".notice--bad").text
    made = db.session.scalars(select(Assignment)).one().id

    answering = browse(viewer)
    assert "0 of 2" in answering.get("standards.list_assignments").select_one("#mine").text
    page = answering.get("standards.show_assignment", assignment_id=made)
    assert "Thanks." in page.text
    answering.get("standards.answer_sheet", element="VWR", status=403, **sheet)
    page = answering.get("standards.answer_sheet", element="PLT", **sheet)
    assert [link.text for link in page.select(".tab-row a")] == ["Element PLT (0 of 2)"]
    kept = criterion(get_pack(pack.id), "PLT-01")
    sent = {f"c{kept.id}-choice": "4", f"c{kept.id}-evidence_kind": "none", "and_next": "1"}
    answering.post("standards.answer_sheet", sent, element="PLT", **sheet)
    assert "1 of 2" in answering.get("standards.list_assignments").select_one("#mine").text
    answering.post("standards.finish_assignment", assignment_id=made)
    answering.get("standards.answer_sheet", element="PLT", status=403, **sheet)
    assert "Done" in asking.get("standards.show_assignment", assignment_id=made).text


def test_an_assignment_is_moved_and_withdrawn_on_its_page(browse):
    pack, source, viewer = two_sections(), a_source(), a_person()
    made = assign(pack, source, viewer)
    browser = browse(a_person("planner"))
    later = (clock.today() + timedelta(40)).isoformat()
    page = browser.post("standards.move_assignment", {"due_on": later}, assignment_id=made)
    assert "The day is moved." in page.text
    page = browser.post("standards.move_assignment", {"due_on": "2020-01-01"}, assignment_id=made)
    assert "Choose today or a later day." in page.text
    stranger = browse(a_person("viewer"))
    stranger.post("standards.withdraw_assignment", {}, assignment_id=made, status=404)
    browse(viewer).post("standards.withdraw_assignment", {}, assignment_id=made, status=403)
    page = browser.post(
        "standards.withdraw_assignment", {"reason": "Left the team"}, assignment_id=made
    )
    assert "Withdrawn" in page.text
    told = select(Change.reason).where(Change.subject_type == "standards_assignment")
    assert "Left the team" in db.session.scalars(told).all()


def test_lists_of_assignments_cost_the_same_for_many(browse, query_budget):
    pack, planner, viewer = two_sections(), a_person("planner"), a_person()
    for _ in range(4):
        assign(pack, a_source(), viewer, "PLT", "VWR", actor=actor_of(planner))
        assign(pack, a_department(), viewer, subject=Subject.DEPARTMENT, actor=actor_of(planner))
    for person in (viewer, planner):
        browser = browse(person)
        with query_budget(16):
            browser.get("standards.list_assignments")
    browser = browse(viewer)
    with query_budget(14):
        browser.get(
            "standards.show_assignment",
            assignment_id=db.session.scalars(select(Assignment.id)).first(),
        )
