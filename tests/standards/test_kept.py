"""Kept packs: read once, and anew as soon as anything of them is another."""

import pytest

from app.kernel.db import db
from app.standards.models import Criterion
from app.standards.queries import kept
from app.standards.queries.catalog import get_pack
from app.standards.queries.kept import kept_pack
from app.standards.services.packs import lead
from tests.factories.standards import a_criterion, a_pack

pytestmark = pytest.mark.usefixtures("session")


def told(pack):
    return (
        pack.id,
        pack.title,
        pack.is_leading,
        [(one.id, one.code, one.weight) for one in pack.elements],
        [(one.id, one.code, one.weight, one.element_id) for one in pack.criteria],
    )


def test_a_kept_pack_says_what_the_stored_one_says(query_budget):
    pack = a_pack(a_criterion("PLT-01", weight=3), a_criterion("GOV-01"))
    lead(pack)
    db.session.commit()
    assert told(kept_pack(pack.id)) == told(get_pack(pack.id))
    with query_budget(1):
        again = kept_pack(pack.id)
    assert told(again) == told(get_pack(pack.id))


def test_it_belongs_to_no_session():
    pack = kept_pack(a_pack().id)
    assert pack not in db.session
    assert not any(one in db.session for one in (*pack.elements, *pack.criteria))


def test_whoever_leads_is_read_each_time():
    first, second = a_pack(), a_pack()
    lead(first)
    db.session.commit()
    assert (kept_pack(first.id).is_leading, kept_pack(second.id).is_leading) == (True, False)
    lead(get_pack(second.id))
    db.session.commit()
    assert (kept_pack(first.id).is_leading, kept_pack(second.id).is_leading) == (False, True)


def test_what_another_process_has_changed_is_read_anew():
    """By statements alone, as if from elsewhere: no object of this process knows of it."""
    pack = a_pack(a_criterion("PLT-01"))
    before = kept_pack(pack.id)
    table = Criterion.__table__
    row = db.session.execute(table.select().where(table.c.pack_id == pack.id)).mappings().one()
    values = dict(row) | {"code": "PLT-02", "position": 1}
    del values["id"]
    db.session.execute(table.insert(), values)
    db.session.commit()
    after = kept_pack(pack.id)
    assert [one.code for one in before.criteria] == ["PLT-01"]
    assert [one.code for one in after.criteria] == ["PLT-01", "PLT-02"]


def test_no_more_than_a_few_are_kept(monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    packs = [a_pack() for _ in range(3)]
    for one in packs:
        kept_pack(one.id)
    assert len(kept._kept) == 2
    assert told(kept_pack(packs[0].id)) == told(get_pack(packs[0].id))
