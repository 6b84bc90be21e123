"""Facts of assets, and the services that write them: refusals, history, standing."""

from datetime import date

import pytest
from sqlalchemy import inspect, select

from app.accounts.queries import actor_of
from app.audit.queries import history_of
from app.inventory.facts import FACTS_OF, AssetKind, Lifecycle, SourceFacts, StorageFacts
from app.inventory.models import Asset, Source, Standing
from app.inventory.queries.assets import get_for
from app.inventory.services import assets as services
from app.inventory.services.standing import set_standing, set_standings
from app.inventory.translate import MODEL_OF, facts_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused, as_typed, attributes_of, check
from app.kernel.words import label_of
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import (
    ANYBODY,
    a_source,
    a_storage,
    a_viewer,
    an_asset,
    an_interface,
)
from tests.factories.organization import a_department, a_facility

WITH_WORDS = [
    (model, one) for model in FACTS_OF.values() for one in attributes_of(model) if one.words
]


@pytest.mark.parametrize("kind", list(AssetKind))
def test_every_fact_has_its_column_and_every_column_its_fact(kind):
    columns = {column.key for column in inspect(MODEL_OF[kind]).column_attrs}
    facts = {
        f"{one.name}_id" if one.reference else one.name for one in attributes_of(FACTS_OF[kind])
    }
    own = {"id", "version", "kind", "name_key", "search_text", "vendor_id"}
    assert columns == facts | own


@pytest.mark.parametrize("words", WITH_WORDS, ids=lambda one: one[1].name)
def test_a_word_is_understood_by_value_and_by_label(words):
    model, attribute = words
    said = {"from_asset": "A", "to_asset": "B", "carries": "notifies"}
    said = {"name": "x"} | {k: v for k, v in said.items() if k in model.model_fields}
    for word in attribute.words:
        for text in (word.value, label_of(word), f" {label_of(word).upper()} "):
            facts = check(model, said | {attribute.name: text})
            assert getattr(facts, attribute.name) in (word, (word,))


def test_what_is_typed_reads_back_as_itself(session):
    camera = a_source(
        name="Fundus 1",
        performed_by="nurse; photographer",
        annual_operating_cost="1,200.50",
        average_study_mb="1000",
        growth_percent="-2.5",
        mds2_on_file="no",
        notes="two\nlines",
        device_models="A; B",
        go_live_on="2020-02-29",
    )
    db.session.commit()
    facts = facts_of(get_for(ANYBODY, camera.id))
    typed = {
        one.name: as_typed(one, getattr(facts, one.name)) for one in attributes_of(SourceFacts)
    }
    assert typed["average_study_mb"] == "1000"
    assert check(SourceFacts, typed) == facts


def test_several_words_are_separated_by_semicolons_or_commas():
    for text in ("nurse; physician", "physician, nurse", ["nurse", "physician"]):
        said = check(SourceFacts, {"name": "x", "performed_by": text}).performed_by
        assert [one.value for one in said] == ["physician", "nurse"]


def test_blank_is_not_known_and_never_zero(session):
    camera = a_source(annual_studies="", annual_operating_cost=" ", performed_by=[])
    assert camera.annual_studies is None
    assert camera.annual_operating_cost is None
    assert camera.performed_by is None


@pytest.mark.parametrize(
    ("model", "given", "blamed"),
    [
        (StorageFacts, {"capacity_tb": "10", "used_tb": "11"}, "used_tb"),
        (SourceFacts, {"average_study_mb": "10", "peak_study_mb": "9"}, "peak_study_mb"),
        (
            SourceFacts,
            {"go_live_on": "2020-02-02", "contract_ends_on": "2020-02-01"},
            "contract_ends_on",
        ),
        (SourceFacts, {"lifecycle": "active", "retired_on": "2020-02-01"}, "retired_on"),
        (SourceFacts, {"lifecycle": ""}, "lifecycle"),
        (SourceFacts, {"growth_percent": "-51"}, "growth_percent"),
        (SourceFacts, {"availability_percent": "100.1"}, "availability_percent"),
        (SourceFacts, {"annual_studies": "1.5"}, "annual_studies"),
        (SourceFacts, {"annual_operating_cost": "1.005"}, "annual_operating_cost"),
        (SourceFacts, {"annual_operating_cost": "NaN"}, "annual_operating_cost"),
        (SourceFacts, {"go_live_on": "02/03/2020"}, "go_live_on"),
        (SourceFacts, {"code": "a code"}, "code"),
        (SourceFacts, {"name": "x" * 121}, "name"),
        (SourceFacts, {"destination_kind": "paper", "destination": "STO-1"}, "destination"),
    ],
)
def test_facts_that_cannot_hold_are_refused_at_the_fact(model, given, blamed):
    with pytest.raises(Refused) as refused:
        check(model, {"name": "x"} | given)
    assert list(refused.value.problems) == [blamed]
    assert refused.value.problems[blamed].endswith((".", "”."))


def test_invisible_letters_and_wide_spaces_are_no_part_of_a_name():
    facts = check(SourceFacts, {"name": " CT\u200b\u00a0 1\u202e ", "code": "src\u200b-7"})
    assert (facts.name, facts.code) == ("CT 1", "SRC-7")


def test_codes_go_up_by_kind_and_skip_what_is_taken(session):
    a_source(code="SRC-0041")
    a_source(code="SRC-ODD-LONG-CODE")
    assert a_source().code == "SRC-0042"
    assert a_viewer().code == "VWR-0001"
    assert services.next_codes(AssetKind.SOURCE, 2) == ["SRC-0043", "SRC-0044"]


def test_a_code_is_given_once(session):
    a_source(code="SRC-1")
    with pytest.raises(Refused, match="Another asset has the code SRC-1"):
        a_source(code="src-1")


def test_a_code_that_leads_nowhere_is_refused_at_its_fact(session):
    with pytest.raises(Refused) as refused:
        a_source(facility="NOWHERE", destination="STO-99", business_owner="nobody@example.org")
    assert set(refused.value.problems) == {"facility", "destination", "business_owner"}


def test_references_are_followed_both_ways(session):
    vault, facility, owner = a_storage(), a_facility(), a_person()
    camera = a_source(
        department=a_department(code="EYE"),
        facility=facility.code.lower(),
        destination=vault.code,
        business_owner=owner.email.upper(),
    )
    assert (camera.destination_id, camera.facility_id) == (vault.id, facility.id)
    facts = facts_of(camera)
    assert (facts.department, facts.destination, facts.business_owner) == (
        "EYE",
        vault.code,
        owner.email,
    )


def test_adding_and_changing_leave_history(session):
    actor = an_actor("planner")
    with unit_of_work(reason="First survey"):
        camera = services.add_asset(SourceFacts(name="CT 1", modality="CT"), actor=actor)
    with unit_of_work(reason="Second survey"):
        facts = facts_of(camera).changed({"modality": "MR", "name": "MR 1"})
        services.change_asset(camera, facts, actor=actor, version=camera.version)
    second, first = history_of("inventory_asset", camera.id)
    assert (first.reason, second.reason) == ("First survey", "Second survey")
    assert first.fields["modality"] == [None, "CT"]
    assert second.fields == {"modality": ["CT", "MR"], "name": ["CT 1", "MR 1"]}
    assert not {"name_key", "search_text"} & set(first.fields)


def test_a_change_of_the_kinds_own_facts_counts_as_a_version(session):
    camera = a_source()
    services.change_asset(
        camera, facts_of(camera).changed({"modality": "CT"}), actor=ANYBODY, version=1
    )
    assert camera.version == 2


def test_a_stale_version_is_refused(session):
    camera = a_source()
    with pytest.raises(services.Stale):
        services.change_asset(camera, facts_of(camera), actor=ANYBODY, version=0)


def test_retiring_keeps_the_day_and_happens_once(session):
    camera = a_source(annual_studies=12)
    services.retire_asset(camera, actor=ANYBODY, on=date(2026, 1, 31))
    assert (camera.lifecycle, camera.retired_on) == (Lifecycle.RETIRED, date(2026, 1, 31))
    assert camera.annual_studies == 12
    with pytest.raises(RuleBroken, match="retired already"):
        services.retire_asset(camera, actor=ANYBODY, on=date(2026, 2, 1))


def test_a_lead_adds_and_retires_in_led_departments_alone(session):
    lead = a_person("department_lead")
    own, other = a_department(lead), a_department()
    actor = actor_of(lead)
    services.add_asset(SourceFacts(name="Mine", department=own.code), actor=actor)
    with pytest.raises(Forbidden):
        services.add_asset(SourceFacts(name="Theirs", department=other.code), actor=actor)
    with pytest.raises(Forbidden):
        services.add_asset(SourceFacts(name="Nobody's"), actor=actor)
    with pytest.raises(Forbidden):
        services.retire_asset(a_source(department=other), actor=actor, on=date(2026, 1, 1))
    assert db.session.scalars(select(Asset.name).order_by(Asset.id)).all()[0] == "Mine"


def test_an_interface_needs_two_that_exist(session):
    camera, vault = a_source(), a_storage()
    made = an_interface(camera, vault)
    assert (made.from_asset_id, made.to_asset_id) == (camera.id, vault.id)
    with pytest.raises(Refused, match="two different assets"):
        check(
            FACTS_OF[AssetKind.INTERFACE],
            {"name": "x", "from_asset": "a", "to_asset": "A", "carries": "queries"},
        )


def test_an_asset_that_is_not_there_is_not_found(session):
    with pytest.raises(NotFound, match="no such asset"):
        get_for(ANYBODY, 1)


def test_standing_is_kept_fact_by_fact_and_leaves_no_history(session):
    first, second = a_source(), a_source()
    db.session.commit()
    before = len(history_of("inventory_asset", first.id))
    set_standing(first.id, fit="fit", provisional=80_000)
    set_standing(first.id, decided="retain")
    set_standings([{"asset_id": first.id, "fit": "weak"}, {"asset_id": second.id, "fit": None}])
    db.session.commit()
    kept = {one.asset_id: one for one in db.session.scalars(select(Standing))}
    assert (kept[first.id].fit, kept[first.id].provisional) == ("weak", 80_000)
    assert kept[first.id].decided == "retain"
    assert kept[second.id].fit is None
    assert len(history_of("inventory_asset", first.id)) == before


@pytest.mark.parametrize("kind", list(AssetKind))
def test_each_kind_comes_back_as_itself(session, kind):
    ends = {"from_asset": a_source().code, "to_asset": a_storage().code, "carries": "queries"}
    made_id = an_asset(kind, **ends if kind is AssetKind.INTERFACE else {}).id
    db.session.commit()
    db.session.expunge_all()
    found = get_for(ANYBODY, made_id)
    assert type(found) is MODEL_OF[kind]
    assert found.kind is kind


def test_loading_many_does_not_ask_again_for_each(session, query_budget):
    for _ in range(5):
        a_source(modality="CT")
    db.session.commit()
    db.session.expunge_all()
    with query_budget(2):
        assert {one.modality for one in db.session.scalars(select(Source))} == {"CT"}
