import pytest

from app.engine.naming import core_of, grouped, known_names, maker_of

KNOWN = known_names({"GE": ["GEMS", "GE MEDICAL S]STEMS"]}, ["NA", "Unknown"])


@pytest.mark.parametrize(
    ("spelling", "core"),
    [
        ("SIEMENS", "siemens"),
        ("Siemens HealthCare GmbH", "siemens"),
        ("Philips Medical Systems, Inc.", "philips"),
        ("SIEMENS / MIM Software", "siemens"),
        ("GE_MEDICAL_SYSTEMS", "ge"),
        ('"GE Healthcare"', "ge"),
        ("Medical Systems", "medical"),
        ("CO", "co"),
        ("Stony Brook University converted by Imaging Data Commons", "stony brook university"),
        ("3D Slicer Community", "3d slicer community"),
        ("...", "..."),
    ],
)
def test_the_core_of_a_name_is_without_case_signs_forms_and_trades(spelling, core):
    assert core_of(spelling) == core


def test_aliases_bring_together_what_no_rule_would_and_nobody_is_nobody():
    assert maker_of("GEMS", KNOWN) == maker_of("GE Healthcare", KNOWN) == "GE"
    assert maker_of("unknown", KNOWN) is None
    assert maker_of("", KNOWN) is None


def test_a_group_is_called_as_listed_or_as_people_write_it():
    counts = {"ACME": 9, "Acme": 2, "Acme Inc.": 2, "Acme / MIM": 99, "GEMS": 1, "NA": 5}
    assert [(group.name, group.spellings) for group in grouped(counts, KNOWN)] == [
        ("Acme", ("ACME", "Acme", "Acme / MIM", "Acme Inc.")),
        ("GE", ("GEMS",)),
    ]


def test_groups_do_not_depend_on_the_order_of_spellings():
    counts = {"B Co": 1, "a": 1, "A Ltd": 1, "b": 1}
    assert grouped(counts, KNOWN) == grouped(dict(reversed(counts.items())), KNOWN)
