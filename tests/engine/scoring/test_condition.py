from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.scoring.condition import All, Any, Claim, Not, Unreadable, claims, holds, parse

KNOWN = {
    "hosting": "public_cloud",
    "copies": Decimal(2),
    "services": frozenset({"stow", "qido"}),
    "PLT-02": Decimal(4),
    "170.315 (b)(1)": Decimal(2),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hosting is public_cloud", True),
        ("hosting is not public_cloud", False),
        ("hosting is known", True),
        ("hosting is not known", False),
        ("mpps is known", False),
        ("mpps is used", None),
        ("not mpps is used", None),
        ("hosting in (on_prem, public_cloud)", True),
        ("hosting in (on_prem)", False),
        ("services has stow", True),
        ("services has c_store", False),
        ("hosting has public_cloud", False),
        ("copies >= 2", True),
        ("copies > 2", False),
        ("copies < 2.5", True),
        ("copies <= 1", False),
        ("copies is 2", True),
        ("copies in (1, 3)", False),
        ("hosting >= 2", False),
        ("PLT-02 >= 3", True),
        ('"170.315 (b)(1)" >= 3', False),
        ("copies >= 2 and PLT-02 >= 3", True),
        ("copies >= 2 and mpps is used", None),
        ("copies >= 9 and mpps is used", False),
        ("copies >= 2 or mpps is used", True),
        ("copies >= 9 or mpps is used", None),
        ("copies >= 9 or PLT-02 < 1", False),
        ("not (copies >= 9 or PLT-02 < 1)", True),
        ("copies >= 9 and mpps is used or PLT-02 is 4", True),
    ],
)
def test_a_condition_is_true_false_or_not_known(text, expected):
    assert holds(parse(text), KNOWN) is expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A name is expected at the end."),
        ("hosting", "'is' is expected at the end."),
        ("hosting is", "A value is expected at the end."),
        ("is cloud", "A name is expected before 'is'."),
        ("copies >= many", "A number is expected before 'many'."),
        ("copies in 1", "'(' is expected before '1'."),
        ("copies in (1", "')' is expected at the end."),
        ("(copies is 1", "')' is expected at the end."),
        ("copies is 1 copies", "Nothing is expected before 'copies'."),
        ("copies is 1;", "';' cannot be read."),
        ("5 is 5", "A name is expected before '5'."),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, sentence):
    with pytest.raises(Unreadable) as fault:
        parse(text)
    assert str(fault.value) == sentence


def test_every_claim_is_found():
    found = claims(parse("not (a is b or c has d) and e >= 1"))
    assert [claim.name for claim in found] == ["a", "c", "e"]


def test_a_word_may_begin_with_a_digit():
    assert holds(parse("support_hours is 24x7"), {"support_hours": "24x7"}) is True


names = st.sampled_from(["a", "b", "c"])
trees = st.recursive(
    names.map(lambda name: parse(f"{name} is yes")),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts))),
    ),
    max_leaves=8,
)


def told(condition, known):
    """The same in two values, for comparison: everything is known."""
    match condition:
        case Claim(name, _, operands):
            return known[name] in operands
        case Not(part):
            return not told(part, known)
        case All(parts):
            return all(told(part, known) for part in parts)
        case Any(parts):
            return any(told(part, known) for part in parts)


@given(trees, st.dictionaries(names, st.sampled_from(["yes", "no"])))
def test_what_is_said_with_gaps_is_never_taken_back_when_they_are_filled(condition, known):
    held = holds(condition, known)
    if held is None:
        return
    for other in ("yes", "no"):
        filled = dict.fromkeys(["a", "b", "c"], other) | known
        assert told(condition, filled) is held
        assert holds(condition, filled) is held
