from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.fit.disposition import RULES, WORDS_OF, Disposition, Facts, Kind, suggest


def facts(functional=None, technical=None, value=None, **others) -> Facts:
    given_facts = {"kind": Kind.APPLICATION, "completeness": Fraction(1)} | others
    return Facts(functional=functional, technical=technical, business_value=value, **given_facts)


def suggested(*points, **others):
    found = suggest(facts(*points, **others))
    return found.disposition, found.rule


def test_a_sound_and_valued_one_is_invested_in():
    assert suggested(82, 75, 80) == (Disposition.INVEST, "R7")


def test_a_good_application_on_a_weak_archive_moves_its_images():
    found = suggested(
        72, 44, fails_platform=("PLT-01", "PLT-09"), has_exit=True, archive_is_weak=True
    )
    assert found == (Disposition.MIGRATE_DATA, "R8")


def test_a_viewer_that_another_covers_is_consolidated():
    found = suggest(facts(55, 70, kind=Kind.VIEWER, rival="Enterprise viewer"))
    assert (found.disposition, found.rule) == (Disposition.CONSOLIDATE, "R4")
    assert found.reason == "Enterprise viewer does the same at least as well."


def test_images_that_standards_reach_are_brought_into_the_record():
    found = suggested(65, 65, fails_ehr_view=("VWR-01",), is_open=True)
    assert found == (Disposition.INTEGRATE, "R6")


def test_what_neither_works_nor_is_sound_goes_unless_it_matters():
    assert suggested(30, 25, 20) == (Disposition.RETIRE, "R11")
    assert suggested(30, 25, 85) == (Disposition.REPLACE, "R11")


def test_too_few_answers_decide_nothing():
    found = suggest(facts(82, 75, 80, completeness=Fraction(45, 100)))
    assert (found.disposition, found.rule) == (Disposition.UNDECIDED, "R0")
    assert found.reason == "Only 45% of the criteria are answered; 60% are needed."


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ({"open_knock_outs": ("PLT-01", "PLT-02")}, "PLT-01, PLT-02"),
        ({"functional": None}, "functional"),
        ({"technical": None}, "technical"),
    ],
)
def test_what_is_missing_is_named(others, reason):
    found = suggest(replace(facts(82, 75), **others))
    assert found.rule == "R0"
    assert reason in found.reason


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"is_ending": True, "is_used": False}, (Disposition.RETIRE, "R1")),
        ({"is_used": False}, (Disposition.RETIRE, "R2")),
        ({"is_used": False, "has_retention_duty": True}, (Disposition.ARCHIVE_ONLY, "R3")),
        ({"rival": "B", "fails_platform": ("P",), "has_exit": False}, ("consolidate", "R4")),
        ({"fails_platform": ("P",), "has_exit": False}, (Disposition.REPLACE, "R5")),
        ({"fails_platform": ("P",)}, (Disposition.RETAIN, "R7")),
        ({"fails_ehr_view": ("V",)}, (Disposition.RETAIN, "R7")),
        ({"is_used": True}, (Disposition.RETAIN, "R7")),
    ],
)
def test_the_first_rule_that_matches_speaks(others, expected):
    assert suggested(82, 75, 20, **others) == expected


def test_keeping_something_with_failings_says_what_to_mend_first():
    found = suggest(facts(82, 75, 80, fails_platform=("PLT-17",), fails_ehr_view=("VWR-01",)))
    assert found.reason.endswith("(business value 80). First mend PLT-17, VWR-01.")


@pytest.mark.parametrize("kind", [Kind.SOURCE, Kind.INTERFACE])
def test_a_device_or_an_interface_is_retained_rather_than_invested_in(kind):
    assert suggested(82, 75, 80, kind=kind) == (Disposition.RETAIN, "R7")


@pytest.mark.parametrize("kind", [Kind.STORAGE, Kind.INTERFACE])
def test_what_only_keeps_or_carries_is_used_as_well_as_it_is_built(kind):
    assert suggested(None, 75, 20, kind=kind) == (Disposition.RETAIN, "R7")
    assert suggested(None, 40, 20, kind=kind) == (Disposition.RETIRE, "R11")
    assert suggested(50, 75, 20, kind=kind) == (Disposition.CONTAIN, "R10")
    assert suggested(None, None, kind=kind) == (Disposition.UNDECIDED, "R0")


def test_a_viewer_has_no_archive_to_move():
    assert suggested(72, 44, kind=Kind.VIEWER, archive_is_weak=True) == (
        Disposition.REPLACE,
        "R9",
    )


def test_the_remaining_quarters():
    assert suggested(72, 44) == (Disposition.REPLACE, "R9")
    assert suggested(44, 72) == (Disposition.CONTAIN, "R10")
    assert suggest(facts(30, 25)).reason.endswith("(business value not known).")


def test_sixty_is_enough_and_a_hair_less_is_not():
    hair = Fraction(60) - Fraction(1, 10**9)
    assert suggested(60, 60)[1] == "R7"
    assert suggested(60, hair)[1] == "R9"
    assert suggested(hair, 60)[1] == "R10"
    assert suggested(hair, hair)[1] == "R11"


def test_every_rule_says_what_it_asks():
    assert [name for name, _ in RULES] == list(WORDS_OF)


points = st.none() | st.integers(0, 100).map(Fraction)
some = st.lists(st.sampled_from(["PLT-01", "VWR-01"]), max_size=2).map(tuple)


@given(
    st.builds(
        Facts,
        kind=st.sampled_from(Kind),
        completeness=st.fractions(0, 1),
        functional=points,
        technical=points,
        business_value=points,
        open_knock_outs=some,
        fails_platform=some,
        fails_ehr_view=some,
        is_ending=st.booleans(),
        is_used=st.none() | st.booleans(),
        has_retention_duty=st.none() | st.booleans(),
        has_exit=st.booleans(),
        is_open=st.booleans(),
        archive_is_weak=st.booleans(),
        rival=st.none() | st.just("B"),
    )
)
def test_some_rule_always_matches_and_gives_its_reason(given_facts):
    found = suggest(given_facts)
    assert found.rule in WORDS_OF
    assert found.reason.endswith(".")
