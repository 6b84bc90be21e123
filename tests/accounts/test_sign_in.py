import pytest
import time_machine
from flask_security import hash_password

from app.accounts import services
from app.accounts.forms import password_faults
from app.accounts.models import Attempt
from app.accounts.roles import Role
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person

pytestmark = pytest.mark.usefixtures("session")
PASSWORD = "seven quiet herons wade"


@pytest.fixture
def person():
    person = a_person(Role.MEMBER, name="Ines Okafor")
    person.password = hash_password(PASSWORD)
    db.session.commit()
    return person


def sign_in(client, person, password=PASSWORD):
    return client.post("/sign-in", data={"email": person.email, "password": password})


def test_the_right_password_opens_the_house(client, person):
    assert sign_in(client, person).location == "/"
    assert client.get("/account/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, person):
    wrong = sign_in(client, person, "not the password at all")
    person.email = "other@example.org"
    unknown = client.post(
        "/sign-in", data={"email": "nobody@example.org", "password": "not the password at all"}
    )
    said = [
        answer.text.replace("nobody@example.org", "").split("<main")[1]
        for answer in (wrong, unknown)
    ]
    assert wrong.status_code == unknown.status_code == 200
    assert "is not right" in said[0]
    assert "is not right" in said[1]
    assert client.get("/account/").status_code == 302


def test_a_disabled_person_is_shut_out_at_once(client, person):
    sign_in(client, person)
    person.active = False
    db.session.commit()
    assert client.get("/account/").status_code == 302


def test_guessing_is_slowed_down_for_every_worker(client, person):
    for _ in range(services.MOST_FAILURES):
        sign_in(client, person, "a guess that is wrong")
    assert "Too many tries" in sign_in(client, person).text
    assert db.session.query(Attempt).count() == services.MOST_FAILURES
    with time_machine.travel(clock.now() + services.PAUSE * 1.1):
        assert sign_in(client, person).location == "/"


def test_signing_out_takes_a_post(client, person):
    sign_in(client, person)
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/account/").status_code == 302


def test_a_new_password_ends_every_other_session(app, client, person):
    other = app.test_client()
    sign_in(client, person), sign_in(other, person)
    answer = client.post(
        "/account/password",
        data={
            "password": PASSWORD,
            "new_password": "four slow rivers bend",
            "new_password_confirm": "four slow rivers bend",
        },
    )
    assert answer.location == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize("new", ["short", "passwordpassword123456", "Ines Okafor Okafor Ines"])
def test_a_poor_password_is_refused_with_a_sentence(client, person, new):
    sign_in(client, person)
    answer = client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
    )
    assert "characters" in answer.text or "easily guessed" in answer.text
    assert client.get("/account/").status_code == 200


def test_password_rules_need_no_mix_of_characters():
    assert password_faults("correct horse battery") == []
    assert password_faults("x" * 15)
    assert password_faults("ab" * 200)


def test_a_session_ends_when_idle_and_after_half_a_day(client, person):
    sign_in(client, person)
    start = clock.now()
    assert client.get("/account/").status_code == 200
    with time_machine.travel(start.timestamp() + 29 * 60):
        assert client.get("/account/").status_code == 200
    with time_machine.travel(start.timestamp() + 61 * 60):
        assert client.get("/account/").status_code == 302
    sign_in(client, person)
    for hour in range(1, 28):
        with time_machine.travel(start.timestamp() + hour * 29 * 60):
            last = client.get("/account/").status_code
    assert last == 302


def test_the_way_back_stays_on_this_site(client, person):
    answer = client.post(
        "/sign-in?next=https://elsewhere.example/",
        data={"email": person.email, "password": PASSWORD},
    )
    assert "elsewhere" not in (answer.location or "")
