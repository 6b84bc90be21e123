from hypothesis import given
from hypothesis import strategies as st

from app.engine.chartering.rights import (
    Place,
    Reach,
    Right,
    RightPart,
    Tree,
    doubles,
    may_decide,
    route,
    steps,
)

EXEC, STEER, TECH = 1, 2, 3
TREE = Tree({EXEC: None, STEER: EXEC, TECH: STEER})
DIRECTOR = Place(STEER, seat_id=7)
THOUSAND = 100_000
RIGHTS = (
    Right(Place(EXEC), "spending", up_to=5_000 * THOUSAND),
    Right(Place(STEER), "spending", up_to=250 * THOUSAND),
    Right(DIRECTOR, "spending", up_to=25 * THOUSAND),
    Right(Place(TECH), "spending", RightPart.ADVISE),
    Right(Place(STEER), "roadmap"),
    Right(Place(TECH), "standards", RightPart.ADVISE),
)


def place(amount, decision_class="spending"):
    return route(decision_class, amount, RIGHTS, TREE).place


def test_the_narrowest_right_that_covers_the_amount_decides():
    assert place(0) == place(25 * THOUSAND) == DIRECTOR
    assert place(25 * THOUSAND + 1) == place(250 * THOUSAND) == Place(STEER)
    assert place(250 * THOUSAND + 1) == Place(EXEC)


def test_beyond_every_limit_nobody_decides_and_the_highest_is_named():
    found = route("spending", 5_000 * THOUSAND + 1, RIGHTS, TREE)
    assert (found.reach, found.place) == (Reach.BEYOND, None)
    assert found.highest is not None
    assert found.highest.place == Place(EXEC)
    assert not any(may_decide(one, found, TREE) for one in (EXEC, STEER, TECH))


def test_where_charters_are_silent_any_body_may():
    found = route("standards", 0, RIGHTS, TREE)
    assert found.reach is Reach.SILENT
    assert [one.place for one in found.asked] == [Place(TECH)]
    assert may_decide(TECH, found, TREE)


def test_a_higher_body_may_take_up_what_a_lower_one_decides():
    found = route("roadmap", 0, RIGHTS, TREE)
    assert [may_decide(one, found, TREE) for one in (EXEC, STEER, TECH)] == [True, True, False]


def test_who_is_asked_is_said_and_never_the_one_who_decides():
    assert [one.place for one in route("spending", 9, RIGHTS, TREE).asked] == [Place(TECH)]
    both = (Right(Place(TECH), "x"), Right(Place(TECH), "x", RightPart.ADVISE))
    assert route("x", 0, both, TREE).asked == ()


def test_of_equals_the_lowest_decides_and_the_pair_is_told():
    same = (Right(Place(EXEC), "x"), Right(Place(TECH), "x"))
    assert route("x", 0, same, TREE).place == Place(TECH)
    assert doubles(same) == (same,)
    assert doubles(RIGHTS) == ()


def test_the_steps_of_escalation_go_up():
    assert [one.place for one in steps("spending", RIGHTS, TREE)] == [
        DIRECTOR,
        Place(STEER),
        Place(EXEC),
    ]


def test_a_ring_of_bodies_has_an_end():
    ring = Tree({1: 2, 2: 1})
    assert ring.line(1) == (1, 2)
    assert ring.depth(2) == 2


bodies = st.integers(1, 4)
trees = st.dictionaries(bodies, st.none() | bodies).map(Tree)
rights = st.lists(
    st.builds(
        Right,
        st.builds(Place, bodies, st.none() | st.integers(1, 3)),
        st.sampled_from(["a", "b"]),
        st.sampled_from(RightPart),
        st.none() | st.integers(0, 50),
    ),
    max_size=8,
)


@given(rights, trees, st.sampled_from(["a", "b", "c"]), st.integers(0, 60))
def test_every_class_and_amount_has_one_place_or_plainly_nobody(held, tree, wanted, amount):
    """Told another way: by asking every right in turn."""
    found = route(wanted, amount, held, tree)
    deciding = [r for r in held if r.decision_class == wanted and r.part is RightPart.DECIDE]
    able = [r for r in deciding if r.up_to is None or amount <= r.up_to]
    assert (found.reach is Reach.SILENT) == (not deciding)
    assert (found.reach is Reach.SOMEONE) == bool(able)
    assert (found.place is None) == (not able)
    if found.right is not None:
        assert found.right in able
        assert not any(
            r.up_to is not None and (found.right.up_to is None or r.up_to < found.right.up_to)
            for r in able
        )


@given(rights, trees, st.integers(0, 60), st.randoms())
def test_the_place_does_not_depend_on_the_order_of_the_charters(held, tree, amount, random):
    mixed = list(held)
    random.shuffle(mixed)
    before, after = route("a", amount, held, tree), route("a", amount, mixed, tree)
    assert (before.reach, before.place, before.highest) == (
        after.reach,
        after.place,
        after.highest,
    )


@given(rights, trees, st.integers(0, 60), st.integers(0, 60))
def test_more_money_never_goes_to_a_narrower_right(held, tree, one, other):
    low, high = sorted((one, other))
    before, after = route("a", low, held, tree).right, route("a", high, held, tree).right
    if before is not None and after is not None and before.up_to is None:
        assert after.up_to is None
