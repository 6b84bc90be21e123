"""Every order in which three requests can meet on one ballot, and every step at which one may die.

B1, B2, B6, B8, B9, B10, B19 in a model of cast, recuse, proxy, entry and close, explored whole: 13
requests in every combination of three (455) from three beginnings; in every combination of two
(91) with a death at every step.
"""

from collections import Counter
from functools import cache
from itertools import combinations_with_replacement

import pytest

from app.engine.voting.ballot import Choice
from tests.engine.voting.ballot_model import (
    SECRETARY,
    Ask,
    Facts,
    Keeping,
    Request,
    World,
    counted,
    is_allowed,
    steps,
    written,
)

A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
ASKS = (
    Ask("cast", 1, 1, A),
    Ask("cast", 1, 1, R),
    Ask("cast", 1, 4, X),
    Ask("cast", 2, 2, A),
    Ask("cast", 2, 3, R),
    Ask("cast", 3, 3, A),
    Ask("recuse", 1, 1),
    Ask("recuse", 3, 3),
    Ask("enter", 1, SECRETARY, R),
    Ask("enter", 2, SECRETARY, A),
    Ask("give", 2, 2),
    Ask("take back", 2, 2),
    Ask("close"),
)
KEEPING = Keeping()
BEGINNINGS = (
    Facts(),
    Facts(rows=((1, R, 1), (3, A, 3)), given=frozenset({2})),
    Facts(rows=((1, A, 1), (2, A, 2), (3, R, 3))),
)


def faults_of(world: World, start: Facts) -> list[str]:
    """What is wrong with what is committed, and with what was answered."""
    facts, seats = world.facts, Counter(seat for seat, *_ in world.facts.rows)
    found = [f"seat {seat} counts twice" for seat, many in seats.items() if many > 1]
    found += [f"seat {seat} stepped aside and votes" for seat in seats if seat in facts.recused]
    if facts.result is not None and not found and facts.result != counted(facts):
        found.append("the tally is not the sum of the rows")
    if one_after_the_other(start, world.log) != facts:
        found.append("one after the other, the same requests give something else")
    answers = Counter(one.ask for one in world.requests if one.answer == "done")
    if answers - Counter(world.log):
        found.append("something acknowledged is not there")
    lost = Counter(one.ask for one in world.requests if one.answer == "lost")
    if Counter(world.log) - answers - lost:
        found.append("something refused is there")
    return found


@cache
def one_after_the_other(start: Facts, log: tuple[Ask, ...]) -> Facts | None:
    facts: Facts | None = start
    for ask in log:
        facts = written(ask, facts, facts) if facts and is_allowed(ask, facts) else None
    return facts


def explored(
    start: Facts, asks: tuple[Ask, ...], keeping: Keeping = KEEPING, *, may_die: bool = False
) -> tuple[int, list[str]]:
    """How many worlds there are, and the first fault in any of them."""
    first = World(start, tuple(Request(ask) for ask in asks), may_die=may_die)
    seen, waiting = {first}, [first]
    while waiting:
        world = waiting.pop()
        if found := faults_of(world, start):
            return len(seen), found
        for after in steps(world, keeping):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return len(seen), []


@pytest.mark.parametrize("start", BEGINNINGS, ids=["fresh", "proxy given", "all voted"])
@pytest.mark.parametrize(("many", "may_die"), [(3, False), (2, True)], ids=["three", "a death"])
def test_no_order_of_requests_breaks_a_ballot(start, many, may_die):
    worlds = 0
    for asks in combinations_with_replacement(ASKS, many):
        number, found = explored(start, asks, may_die=may_die)
        assert not found, (asks, found)
        worlds += number
    assert worlds > 1_000


@pytest.mark.parametrize(
    ("keeping", "asks", "fault"),
    [
        (Keeping(locks=False, unique=False), (ASKS[0], ASKS[1]), "counts twice"),
        (Keeping(locks=False), (ASKS[3], ASKS[12]), "not the sum of the rows"),
        (Keeping(locks=False), (ASKS[0], ASKS[6]), "stepped aside and votes"),
        (Keeping(locks=False), (ASKS[10], ASKS[3]), "give something else"),
    ],
    ids=["double vote", "late ballot", "recused vote", "proxy and own"],
)
def test_without_the_lock_or_the_key_the_model_finds_what_goes_wrong(keeping, asks, fault):
    """A model that cannot fail would prove nothing."""
    found = [explored(start, asks, keeping)[1] for start in BEGINNINGS]
    assert any(fault in line for lines in found for line in lines), found
