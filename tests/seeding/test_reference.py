from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from app.engine.scoring.scale import Scale
from app.kernel.db import db
from app.organization.facts import Tradition
from app.organization.models import ServiceLine
from app.organization.services.service_lines import shipped
from app.seeding.reference import load_reference_data
from app.seeding.walk.certification import certification_pack
from app.standards.importing import SHIPPED, read_pack
from app.standards.queries import catalog
from app.strategy.queries.objectives import list_phases

CERTIFICATES = Path(__file__).parents[1] / "data" / "chpl-products"
PACK = read_pack(SHIPPED.read_bytes())


def test_the_pack_has_115_criteria_in_seven_elements():
    counted = Counter(criterion.element for criterion in PACK.criteria)
    expected = {"GOV": 14, "STR": 14, "PLT": 26, "CON": 20, "VWR": 16, "EXC": 12, "ANA": 13}
    assert dict(counted) == expected
    assert sum(element.weight for element in PACK.elements) == 100


def test_every_criterion_says_what_to_look_for_and_how_to_raise_it():
    for criterion in PACK.criteria:
        assert criterion.guidance.endswith("."), criterion.code
        assert criterion.reference, criterion.code
        assert len(criterion.guidance) > 60, criterion.code


def test_measured_criteria_have_four_cut_points():
    measured = [one for one in PACK.criteria if one.scale is Scale.NUM]
    assert len(measured) == 17
    assert all(len(one.bands) == 4 and one.unit for one in measured)


def test_the_two_tests_have_their_criteria():
    by_test = Counter(criterion.test for criterion in PACK.criteria if criterion.test)
    assert dict(by_test) == {"ehr_viewable": 1, "platform_suitable": 9}


def test_there_are_82_service_lines_of_both_traditions():
    lines = shipped()
    assert [line.number for line in lines] == list(range(1, 83))
    traditions = Counter(line.tradition for line in lines)
    assert traditions == {Tradition.NON_TRADITIONAL: 56, Tradition.TRADITIONAL: 26}


def test_reference_data_loaded_twice_is_there_once(session):
    first = load_reference_data()
    assert load_reference_data() == first
    assert catalog.find_leading_pack().id == first
    assert db.session.scalar(select(func.count(ServiceLine.id))) == 82
    assert [phase.code for phase in list_phases()] == [f"P{n}" for n in range(9)]


def test_the_certification_pack_counts_what_still_holds():
    pack = certification_pack(CERTIFICATES)
    assert len(pack.criteria) == 182
    assert len({criterion.code for criterion in pack.criteria}) == 182
    counted = [criterion for criterion in pack.criteria if not criterion.superseded]
    assert len(counted) == 69
    removed = [one for one in pack.criteria if one.superseded and "2015" in one.guidance]
    assert len(removed) == 9
