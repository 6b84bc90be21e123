from contextlib import suppress

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Person
from app.audit import services
from app.audit.models import Action, Change
from app.audit.queries import history_of
from app.audit.recorder import HIDDEN, record_bulk
from app.kernel.db import db, unit_of_work
from tests.factories.accounts import a_person, an_actor

pytestmark = pytest.mark.usefixtures("session")


def test_history_says_who_when_and_why():
    actor, person = an_actor(), a_person(name="Before")
    db.session.info["actor"] = actor
    with unit_of_work(reason="she married"):
        person.name = "After"
    change = history_of("account_person", person.id)[0]
    assert (change.action, change.fields) == (Action.CHANGED, {"name": ["Before", "After"]})
    assert (change.actor_id, change.actor_name, change.reason) == (
        actor.person_id,
        actor.name,
        "she married",
    )


def test_creation_keeps_every_known_value_and_hides_secrets():
    person = a_person(name="Ada")
    created = history_of("account_person", person.id)[-1]
    assert created.action is Action.CREATED
    assert created.fields["name"] == [None, "Ada"]
    assert created.fields["fs_uniquifier"] == [None, HIDDEN]


def test_deletion_keeps_what_was_there():
    person = a_person()
    grant = person.roles[0].id
    with unit_of_work():
        db.session.delete(person)
    assert history_of("account_grant", grant)[0].action is Action.DELETED


def test_a_savepoint_taken_back_takes_no_earlier_history_with_it():
    person = a_person(name="First")
    with unit_of_work():
        person.name = "Before"
        db.session.flush()
        savepoint = db.session.begin_nested()
        person.name = "Tried"
        db.session.flush()
        with db.session.begin_nested():
            person.name = "Tried again"
        savepoint.rollback()
        person.name = "After"
    told = [one.fields["name"] for one in history_of("account_person", person.id)]
    assert told == [["Before", "After"], ["First", "Before"], [None, "First"]]
    assert services.verify().fault is None


def test_a_number_that_is_given_again_brings_no_history_of_another_thing():
    """SQLite gives the number of the last row again once that row is deleted."""
    with unit_of_work():
        record_bulk(db.session, "thing", [(7, Action.CREATED, {"name": (None, "first")})])
        record_bulk(db.session, "thing", [(7, Action.DELETED, {"name": ("first", None)})])
    assert [one.action for one in history_of("thing", 7)] == [Action.DELETED, Action.CREATED]
    with unit_of_work():
        record_bulk(db.session, "thing", [(7, Action.CREATED, {"name": (None, "second")})])
    assert [one.fields["name"] for one in history_of("thing", 7)] == [[None, "second"]]


def test_a_savepoint_rolled_back_leaves_no_history():
    person = a_person(name="Kept")
    with unit_of_work():
        with suppress(RuntimeError), db.session.begin_nested():
            person.name = "Lost"
            db.session.flush()
            raise RuntimeError
        person.email = "kept@example.org"
    fields = [change.fields for change in history_of("account_person", person.id)]
    assert fields[0] == {"email": [fields[-1]["email"][1], "kept@example.org"]}
    assert len(fields) == 2


def test_a_rolled_back_unit_of_work_leaves_no_history():
    person = a_person(name="Kept")
    person_id = person.id
    with suppress(RuntimeError), unit_of_work():
        person.name = "Lost"
        db.session.flush()
        raise RuntimeError
    assert len(history_of("account_person", person_id)) == 1


def test_bulk_statements_on_models_with_a_history_are_refused():
    with pytest.raises(RuntimeError, match="has a history"):
        db.session.execute(update(Person).values(name="all alike"))


def test_bulk_writing_can_note_its_history():
    with unit_of_work(reason="bulk"):
        record_bulk(db.session, "thing", [(7, Action.CREATED, {"name": (None, "x")})])
    assert history_of("thing", 7)[0].fields == {"name": [None, "x"]}
    assert services.verify().fault is None


def test_the_chain_holds_over_many_writes():
    for number in range(5):
        a_person(name=f"Person {number}")
    verdict = services.verify()
    assert verdict.fault is None
    assert verdict.changes >= 10


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_change SET actor_name = 'x'", "DELETE FROM audit_change"]
)
def test_the_database_refuses_to_rewrite_history(statement):
    a_person()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))


def _without_guard(statement: str) -> None:
    """What someone with the keys of the database could do."""
    if db.session.get_bind().dialect.name == "sqlite":
        for name in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER audit_change_no_{name}"))
    else:
        db.session.execute(text("ALTER TABLE audit_change DISABLE TRIGGER ALL"))
    db.session.execute(text(statement))
    db.session.expire_all()


def _rows() -> list[int]:
    return list(db.session.scalars(select(Change.id).order_by(Change.id)))


def test_a_changed_row_is_named():
    a_person(), a_person()
    middle = _rows()[-2]
    _without_guard(f"UPDATE audit_change SET actor_name = 'nobody' WHERE id = {middle}")
    assert f"Row {middle} does not fit" in services.verify().fault


def test_a_row_taken_out_is_noticed_at_the_next():
    a_person(), a_person()
    *_, gone, after, _ = _rows()
    _without_guard(f"DELETE FROM audit_change WHERE id = {gone}")
    assert f"Row {after} does not fit" in services.verify().fault


def test_a_cut_end_is_noticed():
    a_person()
    _without_guard(f"DELETE FROM audit_change WHERE id = {_rows()[-1]}")
    assert "The end was cut" in services.verify().fault
