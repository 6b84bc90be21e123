from fractions import Fraction

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.maturity.stages import Flag
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.scoring.queries import maturity as queries
from app.scoring.services.maturity import Chosen, choose, chosen, derive
from app.standards.facts import Subject
from app.standards.queries.catalog import get_pack
from app.standards.services.packs import lead
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_storage, a_viewer
from tests.factories.organization import a_department
from tests.factories.standards import answer, the_shipped_pack

pytestmark = pytest.mark.usefixtures("session")

ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM


@pytest.fixture
def pack():
    found = the_shipped_pack()
    lead(found)
    db.session.commit()
    return found


def an_area(**given):
    return a_department(**{"annual_imaging_events": "1000", "tradition": "traditional"} | given)


def derived(pack, **by):
    return derive(get_pack(pack.id), Chosen(**by))


def held(found, code, stage):
    result = found.maturity.stages[stage]
    return next(one for one in result.held if one.requirement.codes[0] == code)


def names(areas):
    return [one.name for one in areas]


def test_who_is_in_scope(pack):
    an_area(name="Skin")
    an_area(name="Unknown", annual_imaging_events=None)
    an_area(name="No images", annual_imaging_events="0")
    an_area(name="Exempt", onboarding_stage="exempt")
    found = derived(pack)
    assert [one.name for one in found.areas] == ["Skin", "Unknown"]
    assert found.maturity.level == 0
    assert {len(one.unknown) for one in found.maturity.unknown if one.asked == 2} == {2}


def test_sources_judge_by_their_studies(pack):
    skin = an_area(name="Skin")
    for studies, level in (("900", 4), ("100", 0)):
        source = a_source(department=skin, annual_studies=studies)
        answer(pack, ASSET, source.id, PLT_04=level)
    assert names(held(derived(pack), "PLT-04", 1).met) == ["Skin"]
    more = a_source(department=skin, annual_studies="5000")
    assert names(held(derived(pack), "PLT-04", 1).unknown) == ["Skin"]
    answer(pack, ASSET, more.id, PLT_04=0)
    assert names(held(derived(pack), "PLT-04", 1).unmet) == ["Skin"]


def test_an_archive_judges_for_those_who_keep_images_there(pack):
    good, poor = a_storage(name="Good"), a_storage(name="Poor")
    for archive, level in ((good, 4), (poor, 0)):
        answer(pack, ASSET, archive.id, PLT_06=level)
        area = an_area(name=f"Into {archive.name}")
        a_source(department=area, destination_kind="storage", destination=archive.code)
    stood = held(derived(pack), "PLT-06", 3)
    assert (names(stood.met), names(stood.unmet)) == (["Into Good"], ["Into Poor"])


def test_the_enterprise_viewer_judges_where_it_opens_images(pack):
    viewer = a_viewer(viewer_class="enterprise")
    answer(pack, ASSET, viewer.id, VWR_08=4)
    area = an_area(name="Skin")
    source = a_source(department=area, ehr_viewable="enterprise_viewer")
    answer(pack, ASSET, source.id, PLT_04=4)
    assert names(held(derived(pack), "VWR-08", 2).met) == ["Skin"]


def test_the_department_and_the_program_judge_the_rest(pack):
    skin = an_area(name="Skin")
    answer(pack, DEPARTMENT, skin.id, CON_10=4)
    answer(pack, PROGRAM, 0, GOV_01=4, GOV_07=2)
    found = derived(pack)
    assert names(held(found, "CON-10", 3).met) == ["Skin"]
    assert held(found, "GOV-01", 3).share == Fraction(1)
    assert names(held(found, "GOV-07", 3).unmet) == ["Skin"]


def test_what_is_not_asked_of_a_source_is_not_missing(pack):
    skin = an_area(name="Skin")
    source = a_source(department=skin, workflow="encounter")
    answer(pack, ASSET, source.id, CON_05=4)
    stood = held(derived(pack), "CON-04", 4)
    assert names(stood.met) == ["Skin"]


def test_what_no_criterion_asks_is_said(pack):
    an_area()
    asked = {
        one.requirement.codes[0]: one
        for result in derived(pack, predictive_protocols=True).maturity.specializations.values()
        for one in result.held
    }
    assert asked[Flag.PREDICTIVE_PROTOCOLS].holds
    assert asked[Flag.ORDER_DECISION_SUPPORT].unknown


def test_thresholds_change_with_a_reason_and_a_history(pack):
    planner = actor_of(a_person(Role.PLANNER))
    assert chosen(queries.settings()) == Chosen()
    setting = choose(Chosen(first=60), reason="The board asked", actor=planner, at=clock.now())
    db.session.commit()
    assert chosen(queries.settings()) == Chosen(first=60)
    assert history_of("scoring_maturity_setting", setting.id)
    for wrong, why in (
        (Chosen(first=60), "Nothing is different"),
        (Chosen(first=0), "from 1 to 100"),
    ):
        with pytest.raises(RuleBroken, match=why):
            choose(wrong, reason="So", actor=planner, at=clock.now())
    with pytest.raises(RuleBroken, match="Say why"):
        choose(Chosen(), reason=" ", actor=planner, at=clock.now())


def test_the_page_says_what_it_is_and_opens_to_areas(pack, browse, query_budget):
    skin = an_area(name="Skin")
    source = a_source(department=skin, annual_studies="900")
    answer(pack, ASSET, source.id, PLT_04=0)
    reader = browse(a_person())
    page = reader.get("scoring.show_maturity")
    assert "Self-assessed and DIAM-aligned" in page.text
    assert "Level 0 of 7" in page.text
    assert page.select_one("#stage-4")
    assert "Change the thresholds" not in page.text
    one = reader.get("scoring.show_requirement", name="PLT-04")
    assert "Skin" in one.table.text
    assert (
        "Protocols are" in reader.get("scoring.show_requirement", name="predictive_protocols").text
    )
    reader.get("scoring.show_requirement", name="X-1", status=404)
    for _ in range(3):
        a_source(department=an_area())
    with query_budget(14):
        reader.get("scoring.show_maturity")


def test_thresholds_are_changed_on_a_page(pack, browse):
    planner = browse(a_person(Role.PLANNER))
    form = planner.get("scoring.edit_maturity")
    assert form.select_one("#first")["value"] == "50"
    given = {"first": "55", "fourth": "70", "specialization": "50", "predictive_protocols": "yes"}
    given |= {"order_decision_support": "", "clinical_pathways": ""}
    planner.post("scoring.edit_maturity", given | {"reason": ""}, status=422)
    page = planner.post("scoring.edit_maturity", given | {"reason": "By vote"})
    assert "By vote" in page.text
    assert chosen(queries.settings()).predictive_protocols is True
    again = planner.post("scoring.edit_maturity", given | {"reason": "Again"}, status=422)
    assert "Nothing is different" in again.text
    browse(a_person()).get("scoring.edit_maturity", status=403)


def test_without_a_pack_there_is_no_level(browse):
    assert "Level" not in browse(a_person()).get("scoring.show_maturity").text
