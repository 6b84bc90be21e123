"""Every rule with its reason, word for word: these sentences stand in board papers."""

from fractions import Fraction

import pytest

from app.engine.fit.axes import MIDDLE
from app.engine.fit.disposition import Disposition, Facts, Kind, suggest
from app.engine.scoring.status import COMPLETE_ENOUGH

D = Disposition
SOUND = {"functional": Fraction(70), "technical": Fraction(70)}


def found(**others):
    usual = {"kind": Kind.APPLICATION, "completeness": Fraction(1)} | SOUND
    one = suggest(Facts(**usual | others))
    return one.rule, one.disposition, one.reason


@pytest.mark.parametrize(
    ("others", "rule", "disposition", "reason"),
    [
        (
            {"open_knock_outs": ("A", "B")},
            "R0",
            D.UNDECIDED,
            "Not answered, though each could forbid it: A, B.",
        ),
        ({"technical": None}, "R0", D.UNDECIDED, "No criterion of technical fit is answered."),
        ({"functional": None}, "R0", D.UNDECIDED, "No criterion of functional fit is answered."),
        ({"is_ending": True}, "R1", D.RETIRE, "Its end is already decided."),
        (
            {"is_used": False},
            "R2",
            D.RETIRE,
            "Nobody has used it for twelve months, and nothing must be kept.",
        ),
        (
            {"is_used": False, "has_retention_duty": True},
            "R3",
            D.ARCHIVE_ONLY,
            "Nobody has used it for twelve months; its images must be kept.",
        ),
        ({"rival": "Lens"}, "R4", D.CONSOLIDATE, "Lens does the same at least as well."),
        (
            {"fails_platform": ("A", "B"), "has_exit": False},
            "R5",
            D.REPLACE,
            "Not suitable for the platform (A, B), and no way to mend that is known.",
        ),
        (
            {"fails_ehr_view": ("V",), "is_open": True},
            "R6",
            D.INTEGRATE,
            (
                "Its images cannot be opened from the record, though standards reach them: "
                "build the launch and the notification."
            ),
        ),
        (
            {"business_value": Fraction(70)},
            "R7",
            D.INVEST,
            "It works, is sound and matters (business value 70).",
        ),
        (
            {"fails_platform": ("A",), "fails_ehr_view": ("V",)},
            "R7",
            D.RETAIN,
            "It works and is sound (business value not known). First mend A, V.",
        ),
        (
            {"technical": Fraction(59), "archive_is_weak": True},
            "R8",
            D.MIGRATE_DATA,
            "It works; what it lacks is mainly a sound archive.",
        ),
        (
            {"technical": Fraction(59)},
            "R9",
            D.REPLACE,
            "It does its work on a technical base that does not hold.",
        ),
        (
            {"functional": Fraction(59)},
            "R10",
            D.CONTAIN,
            "It is sound and does too little: no new users, no growth.",
        ),
        (
            {"functional": Fraction(59), "technical": Fraction(59)},
            "R11",
            D.RETIRE,
            "It neither works nor is sound (business value not known).",
        ),
        (
            {
                "functional": Fraction(59),
                "technical": Fraction(59),
                "business_value": Fraction(70),
            },
            "R11",
            D.REPLACE,
            "It neither works nor is sound, yet it matters (business value 70).",
        ),
    ],
)
def test_each_rule_says_why(others, rule, disposition, reason):
    assert found(**others) == (rule, disposition, reason)


def test_just_enough_answers_are_enough():
    assert found(completeness=COMPLETE_ENOUGH)[0] == "R7"
    assert found(completeness=COMPLETE_ENOUGH - Fraction(1, 1000))[0] == "R0"


def test_an_axis_is_high_from_its_middle_on():
    assert found(functional=Fraction(MIDDLE), technical=Fraction(MIDDLE))[0] == "R7"


def test_a_platform_that_can_be_mended_or_left_is_not_replaced_for_it():
    assert found(fails_platform=("A",), has_exit=True)[0] == "R7"
