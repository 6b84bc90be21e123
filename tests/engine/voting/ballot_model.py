"""A ballot as a model that can be explored whole: rows, steps of requests, the real guards.

A request takes the lock, reads what decides, reads the votes, and writes, commits and answers; each
is one step, and the steps of several requests meet in every order. A step may also be the last one
of its request: the process was killed. What may be done is asked of `app.engine.voting`, as the
services do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from app.engine.voting.ballot import BallotKind, Choice, Outcome, Phase, Proxies, Rule
from app.engine.voting.eligibility import Claim, recusal_refusal, refusal
from app.engine.voting.roll import Attendance, Place, voters
from app.engine.voting.tally import tally

RULE = Rule(alternates=True, proxies=Proxies(per_holder=1), kind=BallotKind.ROLL_CALL)
SEATS = (1, 2, 3)
ALTERNATE_OF = {1: 4}
PROXY_OF = {2: 3}
"""Whoever holds a seat has its number. Person 4 stands in for 1; 3 may hold the proxy of 2."""
SECRETARY = 9

Row = tuple[int, Choice, int]
"""Seat, choice, and who gave it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one request wants."""

    act: str
    seat: int = 0
    person: int = 0
    choice: Choice = Choice.ABSTAIN


@dataclass(frozen=True, slots=True)
class Facts:
    """What is committed of one ballot."""

    rows: tuple[Row, ...] = ()
    recused: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    result: tuple[int, int, int, Outcome] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    ask: Ask
    step: str = "lock"
    decided: Facts | None = None
    """The first reading: recusals, proxies, whether it is closed."""
    read: Facts | None = None
    """With the votes, which are read after."""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class World:
    facts: Facts
    requests: tuple[Request, ...]
    holder: int | None = None
    """Which request holds the lock of the ballot."""
    log: tuple[Ask, ...] = ()
    may_die: bool = True


@dataclass(frozen=True, slots=True)
class Keeping:
    """The two things the real services rely on; a model without one of them must fail."""

    locks: bool = True
    unique: bool = True


def steps(world: World, keeping: Keeping) -> Iterator[World]:
    for n, request in enumerate(world.requests):
        if request.step == "over":
            continue
        if world.may_die:
            yield _killed(world, n, request)
        if request.step != "lock" or not keeping.locks or world.holder is None:
            yield _next(world, n, request, keeping)


def _next(world: World, n: int, request: Request, keeping: Keeping) -> World:
    if request.step == "lock":
        held = replace(world, holder=n) if keeping.locks else world
        return _with(held, n, replace(request, step="decide"))
    if request.step == "decide":
        return _with(world, n, replace(request, step="read", decided=world.facts))
    if request.step == "read":
        assert request.decided is not None
        both = replace(request.decided, rows=world.facts.rows)
        return _with(world, n, replace(request, step="write", read=both))
    return _written(world, n, request, keeping)


def _killed(world: World, n: int, request: Request) -> World:
    """Nothing of it is kept, and what it had locked is free."""
    dead = _with(world, n, replace(request, step="over", answer="lost"))
    return replace(dead, may_die=False, holder=_let_go(world, n))


def _written(world: World, n: int, request: Request, keeping: Keeping) -> World:
    """The write and the commit; the lock goes with it."""
    assert request.read is not None
    after = None
    if is_allowed(request.ask, request.read):
        after = written(request.ask, request.read, world.facts, is_unique=keeping.unique)
    free = replace(world, holder=_let_go(world, n))
    if after is None:
        return _with(free, n, replace(request, step="over", answer="refused"))
    done = replace(free, facts=after, log=(*world.log, request.ask))
    return _with(done, n, replace(request, step="over", answer="done"))


def _let_go(world: World, n: int) -> int | None:
    return None if world.holder == n else world.holder


def _with(world: World, n: int, request: Request) -> World:
    requests = (*world.requests[:n], request, *world.requests[n + 1 :])
    return replace(world, requests=requests)


@cache
def is_allowed(ask: Ask, seen: Facts) -> bool:
    phase = Phase.OPEN if seen.result is None else Phase.CLOSED
    if ask.act == "recuse":
        return recusal_refusal(RULE, _claim(ask, seen), phase) is None
    if ask.act != "cast":
        return phase is Phase.OPEN and _may_run(ask, seen)
    if ask.person == PROXY_OF.get(ask.seat) and ask.seat not in seen.given:
        return False
    return refusal(RULE, _claim(ask, seen), phase) is None


def _may_run(ask: Ask, seen: Facts) -> bool:
    if ask.act == "enter":
        taken = any(one[0] == ask.seat and one[2] != SECRETARY for one in seen.rows)
        return ask.seat not in seen.recused and not taken
    return ask.act == "close" or (ask.act == "give") != (ask.seat in seen.given)


def _claim(ask: Ask, seen: Facts) -> Claim:
    row = next((one for one in seen.rows if one[0] == ask.seat), None)
    place = next(one for one in roll_of(seen) if one.key == ask.seat)
    return Claim(
        place,
        as_alternate=ask.person == ALTERNATE_OF.get(ask.seat),
        holder_has_voted=row is not None and row[2] in {ask.seat, SECRETARY},
        as_proxy=ask.person == PROXY_OF.get(ask.seat),
        has_given_proxy=ask.seat in seen.given,
    )


def written(ask: Ask, seen: Facts, now: Facts, *, is_unique: bool = True) -> Facts | None:
    """What is committed after; nothing where the database itself refuses."""
    if ask.act == "close":
        return replace(now, result=counted(seen))
    if ask.act in {"give", "take back"}:
        return replace(now, given=now.given ^ {ask.seat})
    others = tuple(row for row in now.rows if row[0] != ask.seat)
    had = any(row[0] == ask.seat for row in seen.rows)
    if ask.act == "recuse":
        rows = others if had else now.rows
        return replace(now, rows=rows, recused=now.recused | {ask.seat})
    if is_unique and not had and len(others) < len(now.rows):
        return None
    row = (ask.seat, ask.choice, ask.person)
    return replace(now, rows=tuple(sorted((*(others if had else now.rows), row))))


def roll_of(facts: Facts) -> tuple[Place, ...]:
    by = {seat: person for seat, _, person in facts.rows}
    return tuple(
        Place(
            key=seat,
            is_recused=seat in facts.recused,
            attendance=_attendance(seat, by, is_recused=seat in facts.recused),
        )
        for seat in SEATS
    )


def _attendance(seat: int, by: dict[int, int], *, is_recused: bool) -> Attendance:
    if not is_recused and seat in by and by[seat] == PROXY_OF.get(seat):
        return Attendance.BY_PROXY
    return Attendance.PRESENT if is_recused or seat in by else Attendance.ABSENT


@cache
def counted(facts: Facts) -> tuple[int, int, int, Outcome]:
    roll = roll_of(facts)
    able = {one.key for one in voters(RULE, roll)}
    votes = {seat: choice for seat, choice, _ in facts.rows if seat in able}
    result = tally(RULE, roll, votes)
    return result.approve, result.reject, result.abstain, result.outcome
