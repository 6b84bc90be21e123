"""Goal 9: votes over HTTP by 16 clients at once, against a bare POST that inserts a row."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from flask import Flask
from sqlalchemy import func, select, text

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import Choice
from app.governance.facts import (
    BodyFacts,
    CharterFacts,
    Constituency,
    ProposalFacts,
    ResponsibilityArea,
    SeatFacts,
)
from app.governance.models import Body, Vote
from app.governance.services import ballots, bodies, proposals
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from bench.bare import VOTES
from bench.estate import a_person
from bench.figures import Aim, Figure
from bench.site import Pass, Visitor, served

VOTING = Aim(9, "votes over HTTP, 16 clients", ">= 0.5")
CLIENTS = 16
SEATS = 15
BALLOTS = 40
AREAS = (ResponsibilityArea.TECHNOLOGY,)
CONSTITUENCIES = tuple(Constituency)


@dataclass(frozen=True, slots=True)
class Errand:
    """One vote that one person is to cast."""

    ballot_id: int
    holder: str


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    """Forty ballots of a body of fifteen; each seat votes once on each."""
    with app.app_context():
        errands = _prepare()
        passes = {one: Pass(app, one) for one in {errand.holder for errand in errands}}
        db.session.remove()
    with served("bench.bare:app", address) as port:
        bare, _ = _rush(port, passes, errands, _vote_bare)
    with served("wsgi:app", address) as port:
        ours, slowest = _rush(port, passes, errands, _vote)
    note = f"99 of 100 within {slowest:.0f} ms; {_kept(app)} of {len(errands)} votes kept"
    yield Figure(VOTING, database, size, ours, bare, "/s", note)


def _vote(visitor: Visitor, ballot_id: int) -> None:
    visitor.post(f"/governance/ballots/{ballot_id}/vote", choice=Choice.APPROVE.value)


def _vote_bare(visitor: Visitor, ballot_id: int) -> None:
    visitor.post(f"/vote/{ballot_id}")


def _rush(
    port: int,
    passes: dict[str, Pass],
    errands: Sequence[Errand],
    cast: Callable[[Visitor, int], None],
) -> tuple[float, float]:
    """Votes a second, and the milliseconds within which 99 of 100 were answered."""
    waiting, took = deque(errands), deque[float]()

    def work() -> None:
        visitors: dict[str, Visitor] = {}
        while waiting:
            try:
                errand = waiting.popleft()
            except IndexError:
                return
            if errand.holder not in visitors:
                visitors[errand.holder] = Visitor(port, passes[errand.holder])
            started = perf_counter()
            cast(visitors[errand.holder], errand.ballot_id)
            took.append(perf_counter() - started)

    started = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(work) for _ in range(CLIENTS)]:
            done.result()
    return len(errands) / (perf_counter() - started), 1000 * sorted(took)[len(took) * 99 // 100]


def _prepare() -> list[Errand]:
    with unit_of_work():
        db.session.execute(text(VOTES))
        secretary = a_person("Secretary", Role.SECRETARY)
        people = [a_person(f"Member {n}", Role.MEMBER) for n in range(SEATS)]
        body = _body(people)
    with unit_of_work():
        ids = [_open(body, secretary) for _ in range(BALLOTS)]
    holders = [person.name for person in people]
    return [Errand(ballot_id, holder) for ballot_id in ids for holder in holders]


def _body(people: Sequence[Person]) -> Body:
    facts = BodyFacts(code="BENCH", name="Steering committee", areas=AREAS)
    charter = CharterFacts(text="We decide together.", adopted_on=date(2026, 1, 5))
    body = bodies.charter_body(facts, charter)
    for number, person in enumerate(people):
        constituency = CONSTITUENCIES[number % len(CONSTITUENCIES)]
        seat = bodies.add_seat(body, SeatFacts(title=f"Seat {number}", constituency=constituency))
        bodies.seat_person(seat, person)
    return body


def _open(body: Body, secretary: Person) -> int:
    facts = ProposalFacts(title="One viewer", text="We keep one.", areas=AREAS)
    actor, now = actor_of(secretary), clock.now()
    proposal = proposals.draft(body, facts, author=actor, at=now)
    proposals.submit(proposal, actor=actor, at=now)
    closes = now + timedelta(days=7)
    return ballots.open_ballot(proposal, actor=actor, closes_at=closes, at=now).id


def _kept(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Vote)) or 0
