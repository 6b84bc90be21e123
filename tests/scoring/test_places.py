import pytest

from app.kernel.db import db
from app.scoring.models import Score
from app.standards.facts import Applies, Subject
from tests.factories.inventory import a_source
from tests.factories.organization import a_department, a_facility
from tests.factories.standards import a_criterion, a_pack, answer

pytestmark = pytest.mark.usefixtures("session")


def place_score(pack, facility):
    db.session.expire_all()
    return (
        db.session.query(Score)
        .filter_by(pack_id=pack.id, subject_key="organization_facility", subject_id=facility.id)
        .one_or_none()
    )


def a_ready_department(pack, facility, studies, level):
    department = a_department(facility=facility.code)
    source = a_source(department=department, annual_studies=studies)
    answer(pack, Subject.ASSET, source.id, PLT_01=level)
    answer(pack, Subject.DEPARTMENT, department.id, PLT_01=level)
    return department


@pytest.fixture
def tree(session):
    pack = a_pack(a_criterion("PLT-01", applies_to=(Applies.SOURCE, Applies.DEPARTMENT)))
    top = a_facility()
    one, two = a_facility(parent=top), a_facility(parent=top)
    a_ready_department(pack, one, 3000, 4)
    a_ready_department(pack, two, 1000, 0)
    return pack, top, one, two


def test_a_place_is_the_mean_of_its_departments_by_their_studies(tree):
    pack, top, one, two = tree
    assert place_score(pack, one).confirmed == 100_000
    assert place_score(pack, two).confirmed == 0
    assert (place_score(pack, top).confirmed, place_score(pack, top).volume) == (75_000, 4000)


def test_a_department_without_readiness_takes_no_part(tree):
    pack, top, one, _ = tree
    a_department(facility=one.code)
    assert place_score(pack, top).confirmed == 75_000


def test_a_place_that_moves_leaves_what_stood_above_it(tree):
    pack, top, one, _ = tree
    one.parent_id = None
    db.session.commit()
    assert place_score(pack, top).confirmed == 0


def test_a_place_with_nothing_to_say_has_no_score(session):
    pack, place = a_pack(a_criterion("PLT-01")), a_facility()
    a_department(facility=place.code)
    assert place_score(pack, place) is None
