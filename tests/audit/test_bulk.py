"""Rows written in bulk leave the history that objects would."""

import pytest
from sqlalchemy import select

from app.audit.bulk import Changed, delete_many, insert_many, update_many
from app.audit.models import Action
from app.audit.queries import history_of
from app.audit.services import verify
from app.inventory.facts import AssetKind, Lifecycle
from app.inventory.models import Source
from app.kernel.db import db
from app.organization.models import Facility

pytestmark = pytest.mark.usefixtures("session")


def a_row(code: str, **given) -> dict[str, object]:
    usual = {"code": code, "name": code, "name_key": code, "search_text": code}
    return usual | {"lifecycle": Lifecycle.ACTIVE, "modality": None, "notes": None} | given


def latest(key: int):
    return history_of("inventory_asset", key)[0]


def test_rows_of_two_tables_come_in_their_order_with_their_history():
    keys = insert_many(Source, [a_row("B", modality="CT"), a_row("A", notes="Here")])
    db.session.commit()
    rows = [db.session.get(Source, key) for key in keys]
    assert [(one.code, one.modality, one.notes, one.version) for one in rows] == [
        ("B", "CT", None, 1),
        ("A", None, "Here", 1),
    ]
    assert {one.kind for one in rows} == {AssetKind.SOURCE}
    assert latest(keys[0]).fields == {
        "kind": [None, "source"],
        "code": [None, "B"],
        "name": [None, "B"],
        "lifecycle": [None, "active"],
        "modality": [None, "CT"],
    }
    assert verify().fault is None


def test_changes_in_either_table_count_the_version_up_once():
    (key,) = insert_many(Source, [a_row("A", modality="CT")])
    change = Changed(key, {"name": "A", "modality": "CT"}, {"name": "B", "modality": None})
    update_many(Source, [change, Changed(key, {"search_text": "a"}, {"search_text": "b"})])
    db.session.commit()
    row = db.session.get(Source, key)
    assert (row.name, row.modality, row.search_text, row.version) == ("B", None, "b", 3)
    assert latest(key).fields == {"name": ["A", "B"], "modality": ["CT", None]}
    assert len(history_of("inventory_asset", key)) == 2


def test_what_is_deleted_leaves_its_values_in_history():
    (key,) = insert_many(Source, [a_row("A")])
    delete_many(Source, [(key, {"code": "A", "name": "A"})])
    db.session.commit()
    assert db.session.scalar(select(Source.id)) is None
    assert (latest(key).action, latest(key).fields["code"]) == (Action.DELETED, ["A", None])


def test_nothing_to_write_writes_nothing():
    assert insert_many(Facility, []) == []
    update_many(Facility, [])
    delete_many(Facility, [])
    db.session.commit()
    assert verify().changes == 0


def test_a_change_of_what_is_derived_leaves_no_history():
    (key,) = insert_many(Source, [a_row("A")])
    update_many(Source, [Changed(key, {"name_key": "A"}, {"name_key": "Z"})])
    db.session.commit()
    assert len(history_of("inventory_asset", key)) == 1
