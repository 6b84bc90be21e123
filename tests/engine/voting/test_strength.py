"""Whether the filled seats of a body can still make a quorum."""

import pytest

from app.engine.voting.ballot import Quorum, Rule
from app.engine.voting.roll import Place
from app.engine.voting.strength import strength, warnings


def seats(filled: int, vacant: int = 0) -> list[Place]:
    return [Place(key, group="clinical", is_vacant=key >= filled) for key in range(filled + vacant)]


def test_a_full_body_is_not_threatened():
    assert warnings(Rule(), seats(9)) == ()
    assert warnings(Rule(), seats(1)) == ()
    assert strength(Rule(), seats(9)).spare == 4


def test_when_everybody_must_come_it_says_so():
    (said,) = warnings(Rule(), seats(5, 4))
    assert said.startswith("A quorum is 5 seats and only 5 can take part, with 4 seats vacant:")


def test_when_there_can_be_no_quorum_it_says_so():
    (said,) = warnings(Rule(), seats(4, 5))
    assert said.endswith("this body cannot vote until a seat is filled.")
    assert not strength(Rule(), seats(4, 5)).can_vote


@pytest.mark.parametrize(
    ("ending", "so"),
    [
        (range(3), None),
        (range(4), "4 terms end soon. Unless the seats are filled again 5 can take part"),
        (range(5), "this body cannot vote."),
        ((), None),
    ],
)
def test_terms_that_end_are_weighed_beforehand(ending, so):
    said = warnings(Rule(), seats(9), ending)
    assert (so is None and not said) or (so is not None and so in said[0])


def test_vacant_seats_outside_the_membership_lower_the_quorum():
    rule = Rule(vacant_in_membership=False)
    assert strength(rule, seats(5, 4)).needed == 3
    assert warnings(rule, seats(5, 4)) == ()


def test_a_group_without_a_filled_seat_is_named():
    rule = Rule(quorum=Quorum(groups=frozenset({"technical"})))
    (said,) = warnings(rule, seats(9))
    assert "No filled seat speaks for technical" in said
