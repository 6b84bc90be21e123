import json

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.fit.axes import QUARTERS, Axes, Quarter
from app.inventory.services.standing import set_standing
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.strategy.queries import fit_map as queries
from app.strategy.services.fit_map import call_quarters, quarters_of
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department

pytestmark = pytest.mark.usefixtures("session")

SWAPPED = dict(QUARTERS) | {(False, True): Quarter.ELIMINATE, (False, False): Quarter.MIGRATE}


def placed(functional, technical, **given):
    asset = a_viewer(**given)
    set_standing(asset.id, functional=functional, technical=technical)
    return asset


def test_a_site_calls_its_quarters_with_a_reason():
    planner = actor_of(a_person(Role.PLANNER))
    assert quarters_of(queries.settings()) == QUARTERS
    setting = call_quarters(SWAPPED, reason="Our method", actor=planner, at=clock.now())
    db.session.commit()
    assert quarters_of(queries.settings()) == SWAPPED
    assert history_of("strategy_quarter_setting", setting.id)
    with pytest.raises(RuleBroken, match="Nothing is different"):
        call_quarters(SWAPPED, reason="Again", actor=planner, at=clock.now())
    with pytest.raises(RuleBroken, match="Say why"):
        call_quarters(QUARTERS, reason=" ", actor=planner, at=clock.now())


def test_the_same_place_stands_under_another_word():
    weak = Axes(40, 80)
    assert weak.quarter is Quarter.TOLERATE
    assert weak.quarter_by(SWAPPED) is Quarter.ELIMINATE
    assert Axes(None, 80).quarter_by(SWAPPED) is None


def test_the_page_draws_the_map_beside_its_words(browse, query_budget):
    placed(88_000, 90_000, name="Panorama")
    placed(30_000, 80_000, name="Lens")
    placed(None, 80_000, name="Half known")
    a_viewer(name="Not assessed")
    a_source(name="Camera")
    reader = browse(a_person())
    page = reader.get("strategy.show_fit_map")
    assert "Of 2 on the map: 1 invest, 1 tolerate." in page.text
    figure = json.loads(page.select_one("#fit-map script").text)
    assert [(one["type"], one["name"]) for one in figure["data"]] == [
        ("scatter", "Invest"),
        ("scatter", "Tolerate"),
    ]
    assert "Half known" in page.text
    assert "functional fit is not known" in page.text
    assert "no axis is known" in page.text
    assert "Camera" not in page.text
    assert "Call the quarters otherwise" not in page.text
    for _ in range(4):
        placed(50_000, 50_000)
    with query_budget(5):
        reader.get("strategy.show_fit_map")


def test_quarters_are_called_on_a_page(browse):
    planner = browse(a_person(Role.PLANNER))
    assert "Nothing on the map yet" in planner.get("strategy.show_fit_map").text
    form = planner.get("strategy.edit_quarters")
    assert form.select_one("#low_low option[selected]")["value"] == "eliminate"
    given = {
        "high_high": "invest",
        "low_high": "eliminate",
        "high_low": "migrate",
        "low_low": "migrate",
    }
    planner.post("strategy.edit_quarters", given, status=422)
    page = planner.post("strategy.edit_quarters", given | {"reason": "Our method"})
    assert "Our method" in page.text
    again = planner.post("strategy.edit_quarters", given | {"reason": "Again"}, status=422)
    assert "Nothing is different" in again.text
    browse(a_person()).get("strategy.edit_quarters", status=403)


def test_overlaps_are_told_with_savings_and_a_deadline(browse, query_budget):
    skin, eye = a_department(name="Skin"), a_department(name="Eye")
    usual = {"viewer_class": "specialty", "contract_ends_on": "2028-02-29"}
    for name, department, cost in (("Lens", skin, 100_000), ("Glass", skin, 300_000)):
        a_viewer(
            name=name,
            department=department,
            annual_operating_cost=cost,
            contract_notice_months="12",
            **usual,
        )
    a_viewer(name="Iris", department=eye, **usual)
    reader = browse(a_person())
    page = reader.get("strategy.list_overlaps")
    panel = page.select_one("#overlap-1")
    assert panel.h2.text == "Glass, Lens"
    assert "Iris" not in page.text
    assert "28 Feb 2027" in panel.text
    with query_budget(4):
        reader.get("strategy.list_overlaps")


def test_without_overlap_the_page_says_how_one_is_known(browse):
    assert "No overlap is known" in browse(a_person()).get("strategy.list_overlaps").text
