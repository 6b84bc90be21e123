"""Goals 1 and 3: the list and the record page, against the bare pages."""

from collections.abc import Iterator
from itertools import cycle

from flask import Flask

from bench.estate import LIVELY, PLANNER
from bench.figures import Aim, Figure, median_ms
from bench.site import Pass, Visitor, served

LIST = Aim(1, "list, filtered and sorted", "<= 2.5")
RECORD = Aim(3, "record page", "<= 3")
TIMES = 60
OUR_LIST = "/inventory/assets/?kind=source&sort=score"


def measure(app: Flask, address: str, database: str, size: int) -> Iterator[Figure]:
    """One client, two workers, the median of sixty; what a process learns once, it has learned."""
    planner = Pass(app, PLANNER)
    with served("wsgi:app", address) as ours, served("bench.bare:app", address) as bare:
        visitor, bare_visitor = Visitor(ours, planner), Visitor(bare, planner)
        yield Figure(
            LIST,
            database,
            size,
            median_ms(lambda: visitor.get(OUR_LIST), TIMES),
            median_ms(lambda: bare_visitor.get("/list"), TIMES),
            "ms",
        )
        ids, bare_ids = cycle(range(1, min(LIVELY, size))), cycle(range(1, min(LIVELY, size)))
        yield Figure(
            RECORD,
            database,
            size,
            median_ms(lambda: visitor.get(f"/inventory/assets/{next(ids)}"), TIMES),
            median_ms(lambda: bare_visitor.get(f"/record/{next(bare_ids)}"), TIMES),
            "ms",
        )
