import re

import pytest

from app.accounts import queries, services
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Permission
from tests.factories.accounts import a_person, an_actor

pytestmark = pytest.mark.usefixtures("session")


def test_an_administrator_invites_and_the_person_sets_the_password(browse, client):
    page = browse(a_person(Role.ADMINISTRATOR)).post(
        "accounts.new_person",
        {"name": "Mira Holt", "email": "Mira@Example.org", "roles": ["planner", "member"]},
    )
    link = re.search(r"http://[^\s<]+/account/welcome/[^\s<]+", page.text)[0]
    password = "nine amber lanterns glow"
    answer = client.post(link, data={"password": password, "again": password})
    assert answer.status_code == 303
    mira = queries.find_by_email("mira@example.org")
    assert mira.granted == [Role.MEMBER, Role.PLANNER]
    again = client.post(link, data={"password": password, "again": password})
    assert again.status_code == 422
    assert "used already" in again.text
    signed = client.post("/sign-in", data={"email": "mira@example.org", "password": password})
    assert signed.location == "/"


def test_an_address_is_taken_once():
    services.invite(name="A", email="a@example.org", roles=[])
    with pytest.raises(RuleBroken, match="here already"):
        services.invite(name="B", email="A@example.org", roles=[])


def test_a_bad_address_is_named():
    with pytest.raises(RuleBroken, match="not an e-mail address"):
        services.invite(name="A", email="nowhere", roles=[])


def test_nobody_changes_their_own_roles(browse):
    administrator = a_person(Role.ADMINISTRATOR)
    page = browse(administrator).post(
        "accounts.show_person", {"roles": ["planner"]}, status=403, person_id=administrator.id
    )
    assert "Ask another administrator" in page.text


def test_new_roles_end_sessions_and_are_in_the_history(browse, sign_in):
    person, administrator = a_person(Role.MEMBER), a_person(Role.ADMINISTRATOR)
    theirs = sign_in(person)
    assert theirs.get("/account/").status_code == 200
    browse(administrator).post("accounts.show_person", {"roles": ["planner"]}, person_id=person.id)
    assert queries.get_person(person.id).granted == [Role.PLANNER]
    assert theirs.get("/account/").status_code == 302
    assert history_of("account_person", person.id)[0].actor_name == administrator.name


def test_nobody_disables_themselves():
    person = a_person(Role.ADMINISTRATOR)
    with pytest.raises(Forbidden):
        services.set_active(person, active=False, actor=queries.actor_of(person))


def test_a_lead_who_is_only_that_is_held_to_the_led_departments():
    lead = an_actor(Role.DEPARTMENT_LEAD)
    assert lead.only_own_departments
    assert not lead.may_in(Permission.INVENTORY_EDIT, 7)
    assert not an_actor(Role.DEPARTMENT_LEAD, Role.PLANNER).only_own_departments


def test_a_token_is_shown_once_and_revoked(browse):
    person = a_person()
    page = browse(person).post("accounts.make_token", {"label": "nightly export"}, status=200)
    secret = page.select_one(".notice code").text
    assert queries.person_with_token(secret, clock.today()).id == person.id
    token = queries.tokens_of(person.id)[0]
    assert secret not in str(history_of("account_token", token.id)[0].fields)
    browse(person).post("accounts.revoke_token", token_id=token.id)
    assert queries.person_with_token(secret, clock.today()) is None


def test_a_token_of_another_cannot_be_revoked(browse):
    owner = a_person()
    with unit_of_work():
        services.issue_token(owner.id, label="x", today=clock.today())
    token = queries.tokens_of(owner.id)[0]
    browse(a_person()).post("accounts.revoke_token", status=404, token_id=token.id)
    assert db.session.get(type(token), token.id).revoked_at is None


def test_the_first_administrator_comes_from_the_command_line(app):
    result = app.test_cli_runner().invoke(args=["administrator", "root@example.org"])
    assert result.exit_code == 0
    assert "root@example.org signs in with" in result.output
    assert queries.find_by_email("root@example.org").granted == [Role.ADMINISTRATOR]
