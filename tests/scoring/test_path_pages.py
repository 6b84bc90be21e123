from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.paths.check import Soundness
from app.engine.paths.chooser import Question
from app.engine.paths.steps import LinkCode, LinkStatus, Path, Verdict, Workflow
from app.inventory.queries.links import find_link
from app.inventory.services.links import Said, say_link, take_back_link
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.subjects import effect_of
from app.scoring.queries.workflows import choices_of
from app.scoring.services.paths import follow
from app.scoring.services.workflows import advice_for, begin_with, keep_choice
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_source, a_viewer, an_interface
from tests.factories.organization import a_department
from tests.scoring.test_paths import a_record, an_archive, by_code, today, whole, wired

pytestmark = pytest.mark.usefixtures("session")

L10 = LinkCode.ORDER_MADE


def a_planner():
    return actor_of(a_person(Role.PLANNER))


def say(source, code, actor=None, **said):
    return say_link(source, code, Said(**said), actor=actor or a_planner(), at=clock.now())


def test_what_a_person_says_stands_above_the_facts():
    archive, record = an_archive(), a_record(creates_orders_on_demand="no")
    wired(archive, record)
    source = whole(archive)
    say(source, L10, status=LinkStatus.PLANNED, note="In the next release")
    link = by_code(follow(source.id, on=today()))[L10]
    assert (link.how, link.status, link.is_said) == (Soundness.BROKEN, LinkStatus.PLANNED, True)
    assert "In the next release" in link.shown_by


def test_the_second_oracle_with_a_planned_link():
    """The record refuses what nobody ordered, and making orders is planned: broken both ways."""
    archive, record = an_archive(tag_morphing="no"), a_record(accepts_unsolicited_results="no")
    wired(archive, record)
    department = a_department(order_build_exists="no", procedure_dictionary="no")
    source = whole(archive, department=department)
    say(source, L10, status=LinkStatus.PLANNED)
    found = follow(source.id, on=today()).check
    assert found.verdict is Verdict.UNSUPPORTED
    gaps = {one.path: [str(code) for code in one.gaps] for one in found.reports}
    assert gaps == {Path.NOTICE: ["L09"], Path.ORDER_ON_DEMAND: ["L02", "L10", "L11"]}


def test_an_interface_that_proves_a_link_lends_it_its_status():
    archive, record = an_archive(), a_record()
    source = whole(archive)
    wire = an_interface(archive, record, carries="sends_results", status="tested")
    say(source, LinkCode.CHARGED, interface_id=wire.id)
    said = by_code(follow(whole(archive, billable="yes_global").id, on=today()))
    assert said[LinkCode.CHARGED].how is Soundness.UNKNOWN
    other = whole(archive, billable="yes_global")
    say(other, LinkCode.CHARGED, interface_id=wire.id)
    link = by_code(follow(other.id, on=today()))[LinkCode.CHARGED]
    assert (link.status, link.how) == (LinkStatus.TESTED, Soundness.PARTIAL)
    assert wire.code in link.shown_by


def test_a_charge_is_shown_by_its_fact():
    source = whole(an_archive(), billable="yes_global", charge_path="live")
    assert by_code(follow(source.id, on=today()))[LinkCode.CHARGED].how is Soundness.HOLDS


def test_every_link_has_an_answer_from_somewhere():
    """Facts and interfaces, or else a word of a person: none stays open for want of a place."""
    source = a_source(workflow="mixed", content_intent="diagnostic", billable="yes_global")
    for code in LinkCode:
        say(source, code, status=LinkStatus.LIVE, evidence_on=today())
    found = follow(source.id, on=today())
    assert {link.code for link in found.links} == set(LinkCode)
    assert found.check.verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "one of both"),
        ({"status": LinkStatus.LIVE, "evidence_on": "tomorrow"}, "a day that has been"),
        ({"interface_id": 0}, "touches neither"),
        ({"interface_id": 0, "status": LinkStatus.LIVE}, "one of both"),
    ],
)
def test_what_cannot_be_said_is_refused(said, why):
    if said.get("evidence_on"):
        said = said | {"evidence_on": today() + timedelta(days=1)}
    with pytest.raises(RuleBroken, match=why):
        say(whole(an_archive()), L10, **said)


def test_an_interface_brings_its_own_evidence():
    archive = an_archive()
    wire = an_interface(archive, a_record(), carries="notifies")
    with pytest.raises(RuleBroken, match="its own evidence"):
        say(whole(archive), L10, interface_id=wire.id, evidence_on=today())


def test_what_was_said_can_be_changed_and_taken_back():
    source = whole(an_archive())
    first = say(source, L10, status=LinkStatus.BUILT)
    db.session.commit()
    with pytest.raises(Conflict):
        say(source, L10, status=LinkStatus.LIVE)
    say(source, L10, status=LinkStatus.LIVE, version=first.version)
    db.session.commit()
    assert len(history_of("inventory_path_link", first.id)) == 2
    take_back_link(source, L10, actor=a_planner())
    assert find_link(source.id, L10) is None
    with pytest.raises(RuleBroken, match="Nobody has said"):
        take_back_link(source, L10, actor=a_planner())


def test_a_lead_speaks_for_the_led_departments_alone():
    lead = a_person(Role.DEPARTMENT_LEAD)
    mine = whole(an_archive(), department=a_department(lead=lead))
    db.session.commit()
    say(mine, L10, actor=actor_of(lead), status=LinkStatus.BUILT)
    with pytest.raises(Forbidden):
        say(whole(an_archive()), L10, actor=actor_of(lead), status=LinkStatus.BUILT)


def test_the_page_draws_each_path_and_marks_the_first_break(browse):
    archive, record = an_archive(), a_record()
    wired(archive, record)
    source = whole(archive, patient_id_entry="manual")
    page = browse(a_person()).get("scoring.show_path", source_id=source.id)
    drawn = page.select("ol.path")
    assert len(drawn) == 2
    first = drawn[0].select_one(".path__link--first").text
    assert "First break" in first
    assert "L04" in first
    assert "Missing" in first
    assert "IHE EBIW" in drawn[0].text
    assert "interface INT-" in drawn[0].text
    assert "Say how it stands" not in page.text
    seen = browse(a_person(Role.PLANNER)).get("scoring.show_path", source_id=source.id)
    assert "Say how it stands" in seen.text
    silent = browse(a_person()).get("scoring.show_path", source_id=a_source().id)
    assert "Nobody has said" in silent.text
    ruleless = a_source(workflow="none")
    page = browse(a_person()).get("scoring.show_path", source_id=ruleless.id)
    assert "without any rule" in page.text
    browse(a_person()).get("scoring.show_path", source_id=a_viewer().id, status=404)


def test_a_link_is_said_on_its_page(browse):
    source = whole(an_archive())
    planner, where = browse(a_person(Role.PLANNER)), {"asset_id": source.id, "code": "L10"}
    form = planner.get("inventory.say_link", **where)
    assert form.select_one("#version")["value"] == "0"
    given = {"interface_id": "", "status": "", "evidence_on": "", "note": "", "version": "0"}
    planner.post("inventory.say_link", given, status=422, **where)
    planner.post("inventory.say_link", given | {"status": "built", "note": "Seen"}, **where)
    assert find_link(source.id, L10).note == "Seen"
    page = planner.get("inventory.say_link", **where)
    assert "Take it back" in page.text
    planner.post("inventory.take_back_link", **where)
    assert find_link(source.id, L10) is None
    browse(a_person()).get("inventory.say_link", status=403, **where)
    lead = browse(a_person(Role.DEPARTMENT_LEAD))
    lead.get("inventory.say_link", status=403, **where)
    planner.get("inventory.say_link", status=404, asset_id=a_viewer().id, code="L10")


SIX = dict.fromkeys(list(Question)[:6], False)


def test_advice_lists_what_the_way_still_lacks():
    archive, record = an_archive(), a_record(accepts_unsolicited_results="no")
    wired(archive, record)
    source = whole(archive)
    advice = advice_for(source.id, SIX, on=today())
    assert [one.code for one in advice.missing] == [LinkCode.UNSOLICITED]
    assert begin_with(source.id)[Question.TAKES_UNASKED] is False


def test_a_choice_is_kept_and_decided():
    source = whole(an_archive(), workflow=None)
    choice = keep_choice(source, dict(SIX), actor=a_planner(), at=clock.now())
    assert (choice.workflow, choice.path_in_visit) == (Workflow.ENCOUNTER, Path.NOTICE)
    assert begin_with(source.id)[Question.KNOWN_BEFORE] is False
    with pytest.raises(RuleBroken, match="4 are needed"):
        keep_choice(source, {}, actor=a_planner(), at=clock.now())
    stranger = actor_of(a_person(Role.DEPARTMENT_LEAD))
    with pytest.raises(Forbidden):
        keep_choice(source, dict(SIX), actor=stranger, at=clock.now())
    payload = {"workflow": "encounter", "encounter_option": "notification"}
    effect = effect_of("set_workflow")
    shown = {one.label: (one.before, one.after) for one in effect.preview(source.id, payload)}
    assert shown["Capture begins"] == ("not known", "Encounter-based")
    a_decision(subject=("inventory_asset", source.id), effects=[("set_workflow", payload)])
    db.session.refresh(source)
    assert source.encounter_option == "notification"
    found = follow(source.id, on=today()).check.verdict
    words = {Verdict.UNDETERMINED: "not known", Verdict.SUPPORTED: "whole"}
    assert shown["Image path"][1] == words[found]


def test_a_workflow_that_is_none_of_the_words_is_refused():
    effect, source = effect_of("set_workflow"), whole(an_archive())
    assert effect.sentence(source.id, {"workflow": "order"}).endswith("capture is order-based.")
    with pytest.raises(RuleBroken, match="from the list"):
        effect.check(source.id, {"workflow": "x"})
    with pytest.raises(NotFound):
        effect.check(a_viewer().id, {"workflow": "order"})
    before = effect.preview(source.id, {"workflow": "order"})
    assert before[2].before != ""


def test_the_chooser_is_a_page(browse):
    source = whole(an_archive())
    planner = browse(a_person(Role.PLANNER))
    where = {"source_id": source.id}
    blank = planner.get("scoring.choose_workflow", **where)
    assert blank.select_one("#advice") is None
    given = {one.value: "no" for one in list(Question)[:6]} | {
        one.value: "" for one in list(Question)[6:]
    }
    shown = planner.post("scoring.choose_workflow", given | {"show": "1"}, status=200, **where)
    assert "Capture within the visit" in shown.select_one("#advice").text
    assert choices_of(source.id) == []
    kept = planner.post("scoring.choose_workflow", given | {"keep": "1"}, **where)
    assert len(choices_of(source.id)) == 1
    propose = next(a for a in kept.select("a") if a.text == "Propose the kept choice")
    assert "encounter_option=notification" in propose["href"]
    assert planner.client.get(propose["href"]).status_code == 200
    few = given | {one.value: "" for one in list(Question)[:4]}
    refused = planner.post("scoring.choose_workflow", few | {"keep": "1"}, status=422, **where)
    assert "4 are needed" in refused.text
    planner.get("scoring.choose_workflow", source_id=a_viewer().id, status=404)
