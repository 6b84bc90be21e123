"""Goal 9: votes over HTTP by 16 clients at once, against a bare POST that inserts a row."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
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
class Pages:
    """Where to vote, and what to read first so that every process is awake."""

    vote: str
    warming: str


BARE = Pages("/vote/{}", "/list")
OURS = Pages("/governance/ballots/{}/vote", "/governance/ballots/")
WARMING = 3


@dataclass(frozen=True, slots=True)
class Errand:
    """One vote that one person is to cast."""

    ballot_id: int
    holder: str


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    """Forty ballots of a body of fifteen; each seat votes once on each."""
    with app.app_context():
        errands = _prepare()
        db.session.remove()
    passes = {one: Pass(app, one) for one in {errand.holder for errand in errands}}
    guests = list(islice(cycle(passes.values()), CLIENTS))
    with served("bench.bare:app", address) as port:
        bare = _rush([Visitor(port, one) for one in guests], passes, errands, BARE)
    with served("wsgi:app", address) as port:
        ours = _rush([Visitor(port, one) for one in guests], passes, errands, OURS)
    note = (
        f"99 of 100 answered within {ours.slowest:.0f} ms; {len(errands)} cast, "
        f"{ours.refused} refused as too busy, {_kept(app)} kept"
    )
    yield Figure(VOTING, database, size, ours.per_second, bare.per_second, "/s", note)


@dataclass(frozen=True, slots=True)
class Rush:
    """`slowest`: the milliseconds within which 99 of 100 were answered."""

    per_second: float
    slowest: float
    refused: int


def _rush(
    visitors: Sequence[Visitor],
    passes: Mapping[str, Pass],
    errands: Sequence[Errand],
    pages: Pages,
) -> Rush:
    """Each client takes the next errand and goes as whoever holds the seat."""
    waiting, took, done = deque(errands), deque[float](), deque[bool]()

    def work(visitor: Visitor) -> None:
        while True:
            try:
                errand = waiting.popleft()
            except IndexError:
                return
            visitor.pass_ = passes[errand.holder]
            started = perf_counter()
            done.append(visitor.post(pages.vote.format(errand.ballot_id), choice=Choice.APPROVE))
            took.append(perf_counter() - started)

    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(WARMING):
            list(pool.map(lambda visitor: visitor.get(pages.warming), visitors))
        began = perf_counter()
        list(pool.map(work, visitors))
        per_second = len(errands) / (perf_counter() - began)
    return Rush(per_second, 1000 * sorted(took)[len(took) * 99 // 100], done.count(False))


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
