"""The register of decisions as pages."""

import pytest

from app.accounts.roles import Role
from app.governance.models import Body, Effect
from app.governance.subject.decisions import about
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Actor
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import a_body, a_decision, a_member, a_submitted_proposal

pytestmark = pytest.mark.usefixtures("session")


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def a_renaming(*names):
    member = a_member()
    body = a_body(member)
    return a_decision(
        body,
        member=member,
        subject=("governance_body", body.id),
        effects=[("rename_body", {"name": name}) for name in names],
    )


def test_the_register_is_read_by_all_and_filtered(browse, query_budget):
    one, two = a_decision(title="Retire Alpha"), a_decision(title="Keep Beta")
    viewer = browse(a_person())
    with query_budget(5):
        page = viewer.get("governance.list_decisions")
    assert "2 decisions." in text_of(page, ".lead-line")
    page = viewer.get("governance.list_decisions", q="alpha")
    assert one.number in text_of(page, "tbody")
    assert two.number not in text_of(page, "tbody")
    page = viewer.get("governance.list_decisions", body=two.body_id, in_force="y")
    assert "Keep Beta" in text_of(page, "tbody")
    page = viewer.get("governance.list_decisions", year=clock.today().year - 1)
    assert page.select_one("#year-error") or "No decision matches" in text_of(page)


def test_an_empty_register_says_where_decisions_come_from(browse):
    page = browse(a_person()).get("governance.list_decisions")
    assert "Nothing has been decided yet" in text_of(page)


def test_one_decision_says_what_how_and_by_whom(browse, query_budget):
    member = a_member()
    body = a_body(member)
    decision = a_decision(body, member=member, title="Retire Alpha", reason="Two cost more.")
    viewer = browse(a_person())
    with query_budget(19):
        page = viewer.get("governance.show_decision", decision_id=decision.id)
    said = text_of(page)
    for words in ("In force", "Two cost more.", "The proposal carried.", "1 for, 0 against"):
        assert words in said
    assert "open to the members of the body" in said
    page = browse(member).get("governance.show_decision", decision_id=decision.id)
    assert page.find("a", string="votes and roll")
    viewer.get("governance.show_decision", decision_id=decision.id + 1, status=404)


def test_a_decision_is_replaced_through_a_proposal(browse):
    member = a_member()
    body = a_body(member)
    old = a_decision(body, member=member, title="Retire Alpha")
    author = browse(member)
    page = author.get("governance.show_decision", decision_id=old.id)
    link = page.find("a", string="Propose to replace it")
    assert f"subject_id={old.id}" in link["href"]
    assert (
        not browse(a_person())
        .get("governance.show_decision", decision_id=old.id)
        .find("a", string="Propose to replace it")
    )
    new = a_decision(
        body,
        member=member,
        subject=("governance_decision", old.id),
        effects=[("supersede_decision", {})],
    )
    page = author.get("governance.show_decision", decision_id=old.id)
    assert "Superseded" in text_of(page, ".lead-line")
    assert page.find("a", string=f"{new.number} {new.title}")
    page = author.get("governance.show_decision", decision_id=new.id)
    assert page.find("a", string=f"{old.number} {old.title}")


def test_held_effects_are_named_and_applied_by_those_who_run_the_body(browse, renaming):
    decision = a_renaming("Too late")
    where = {"decision_id": decision.id}
    said = text_of(browse(a_person()).get("governance.show_decision", **where), ".notice")
    assert "The name has been taken in the meantime." in said
    secretary = browse(a_person(Role.SECRETARY))
    page = secretary.post("governance.apply_held_effects", **where)
    assert "It still cannot be applied" in text_of(page)
    db.session.query(Effect).one().payload = {"name": "On time"}
    db.session.commit()
    page = secretary.post("governance.apply_held_effects", **where)
    assert "Everything this decision changes is applied." in text_of(page)
    assert db.session.get_one(Body, decision.body_id).name == "On time"
    browse(a_member()).post("governance.apply_held_effects", status=403, **where)
    browse(a_person()).post("governance.apply_held_effects", status=403, **where)


def test_a_panel_for_the_page_of_a_thing(browse, renaming, app):
    decision = a_renaming("Imaging council")
    body_id = decision.body_id
    waiting = a_submitted_proposal(
        a_body(a_member()), subject=("governance_body", body_id), title="Merge it"
    )
    panel = about("governance_body")(an_actor("member"), body_id)
    with app.test_request_context():
        html = app.jinja_env.get_template(panel.template).render(values=panel.values)
    for said in (decision.number, waiting.number, "Propose: rename a body"):
        assert said in html
    panel = about("governance_body")(an_actor("viewer"), body_id)
    with app.test_request_context():
        html = app.jinja_env.get_template(panel.template).render(values=panel.values)
    assert "Propose" not in html
    assert about("governance_body")(Actor(1, "Nobody"), body_id) is None
