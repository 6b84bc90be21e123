"""Tables that modules make while they are loaded, made once more: as the source reads."""

from app.engine.maturity.stages import Ask, Requirement, _all
from app.engine.meetings import motions
from app.engine.meetings.motions import Debate, Family, MotionKind, MotionType, MotionVote
from app.engine.naming import KnownNames, core_of, known_names


def test_a_row_of_motions_says_all_seven_things():
    row = "amend | subsidiary |  2 | second | as_its_target | amendable | majority"
    assert motions._row(row) == (
        MotionKind.AMEND,
        MotionType(
            label="Amend the wording",
            family=Family.SUBSIDIARY,
            rank=2,
            needs_second=True,
            debate=Debate.AS_ITS_TARGET,
            amendable=True,
            vote=MotionVote.MAJORITY,
        ),
    )
    kind, bare = motions._row("division | incidental | 10 |  | no |  | on_demand")
    assert kind is MotionKind.DIVISION
    assert (bare.needs_second, bare.amendable, bare.rank) == (False, False, 10)


def test_the_table_of_motions_is_made_of_its_rows():
    rows = motions._TABLE.strip().splitlines()
    assert dict(map(motions._row, rows)) == motions.TYPES
    assert set(motions.TYPES) == set(MotionKind)


def test_what_a_motion_needs_word_for_word():
    assert motions.in_words(MotionKind.MAIN, small_board=False) == (
        "It needs a second, may be debated, may be amended, and carries as the charter says."
    )
    amend = motions.in_words(MotionKind.AMEND, small_board=True)
    assert amend.startswith("It needs no second, may be debated if what it is about may be, ")
    adjourn = motions.in_words(MotionKind.ADJOURN, small_board=False)
    assert "may not be debated, may not be amended, " in adjourn


def test_requirements_of_a_stage_are_one_for_each_ask():
    assert _all(("PLT-02", 4), ("CON-03", 3)) == (
        Requirement((Ask("PLT-02", 4),)),
        Requirement((Ask("CON-03", 3),)),
    )


def test_known_names_hold_each_name_and_its_spellings():
    known = known_names({"Sectra": ("Sectra AB", "SECTRA Imtec"), "Agfa": ()}, ("none", "n/a"))
    assert known == KnownNames(
        {"sectra": "Sectra", "sectra imtec": "Sectra", "agfa": "Agfa"},
        frozenset({"none", "n a"}),
    )


def test_the_core_of_a_name_keeps_at_least_one_word():
    assert core_of("Inc") == "inc"
    assert core_of("Acme Inc") == "acme"
    assert core_of("Inc Acme") == "inc acme"
