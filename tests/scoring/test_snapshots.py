import pytest
from sqlalchemy import select

from app.inventory.services.assets import retire_asset
from app.kernel import clock
from app.kernel.db import db
from app.scoring.models import Snapshot
from app.scoring.services.recompute import recompute_all
from app.standards.facts import Applies, Subject
from app.standards.queries.catalog import get_pack
from tests.factories.accounts import an_actor
from tests.factories.inventory import a_source
from tests.factories.organization import a_department, a_facility
from tests.factories.standards import a_criterion, a_pack, answer

pytestmark = pytest.mark.usefixtures("session")
ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM


def kept(subject, subject_id):
    rows = db.session.scalars(
        select(Snapshot)
        .where(Snapshot.subject_key == subject.key, Snapshot.subject_id == subject_id)
        .order_by(Snapshot.id)
    )
    return [(row.confirmed, row.provisional) for row in rows]


def test_every_change_that_moves_a_score_is_kept():
    pack, source = a_pack(a_criterion("PLT-01"), a_criterion("PLT-02")), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    answer(pack, ASSET, source.id, PLT_02=2)
    assert kept(ASSET, source.id) == [(50_000, 100_000), (75_000, 75_000)]


def test_a_change_that_moves_nothing_leaves_no_snapshot():
    pack, source = a_pack(a_criterion("PLT-01")), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    source.name = "Another name"
    db.session.commit()
    recompute_all(get_pack(pack.id), on=clock.today(), at=clock.now())
    assert len(kept(ASSET, source.id)) == 1


def test_what_is_taken_back_is_not_kept():
    pack, source = a_pack(a_criterion("PLT-01", when="order")), a_source(workflow="order")
    answer(pack, ASSET, source.id, PLT_01=4)
    source.workflow = type(source.workflow).ENCOUNTER
    db.session.flush()
    db.session.rollback()
    assert len(kept(ASSET, source.id)) == 1


def test_what_has_no_score_any_more_says_so():
    pack, source = a_pack(a_criterion("PLT-01")), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    retire_asset(source, actor=an_actor("planner"), on=clock.today())
    db.session.commit()
    assert kept(ASSET, source.id) == [(100_000, 100_000), (None, None)]


def test_department_program_and_place_are_kept_with_their_elements():
    pack = a_pack(
        a_criterion("PLT-01", applies_to=(Applies.SOURCE,)),
        a_criterion("GOV-01", applies_to=(Applies.DEPARTMENT,)),
    )
    department = a_department(facility=a_facility().code)
    source = a_source(department=department, annual_studies=100)
    answer(pack, DEPARTMENT, department.id, GOV_01=4)
    answer(pack, ASSET, source.id, PLT_01=2)
    latest = {
        row.subject_key: row for row in db.session.scalars(select(Snapshot).order_by(Snapshot.id))
    }
    assert latest[DEPARTMENT.key].confirmed == 70_000
    assert latest[DEPARTMENT.key].parts == {"PLT": [50_000, 50_000], "GOV": [100_000, 100_000]}
    assert latest[PROGRAM.key].parts == {"PLT": [50_000, 50_000], "GOV": [100_000, 100_000]}
    assert latest["organization_facility"].confirmed == 70_000
    assert latest["organization_facility"].subject_id == department.facility_id
