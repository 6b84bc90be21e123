"""Build an estate for each size and database, measure, and print ratios. It asserts nothing."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator

from flask import Flask

from app import create_app
from app.config import Settings
from app.kernel.db import Base, db
from bench import ballots, effects, estate, imports, pages, scoring
from bench.databases import KINDS, database, gather_statistics
from bench.figures import Figure, seconds, table_of
from bench.site import SECRET
from tools.steps import say

Measure = Callable[[Flask, str, str, int], Iterator[Figure]]
SIZES = (1_000, 10_000, 50_000)
WORKS: dict[str, Measure] = {
    "pages": pages.measure,
    "scoring": scoring.measure,
    "effects": effects.measure,
    "ballots": ballots.measure,
    "imports": imports.measure,
}


def main() -> None:
    wanted = _wanted()
    figures = [
        figure
        for kind in wanted.databases
        for size in wanted.sizes
        for figure in _measured(kind, size, wanted.only)
    ]
    say()
    say(table_of(figures))


def _measured(kind: str, size: int, works: list[str]) -> Iterator[Figure]:
    with database(kind) as address:
        app = create_app(Settings(database=address, secret_key=SECRET))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            took = seconds(lambda: estate.build(size))
            db.session.remove()
        gather_statistics(address)
        say(f"{kind}, {size:,} assets: built in {took:.0f} s")
        for name in works:
            for figure in WORKS[name](app, address, kind, size):
                say("  " + "  ".join(figure.cells()[:7]))
                yield figure
        with app.app_context():
            db.engine.dispose()


def _wanted() -> Namespace:
    parser = ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ASSETS")
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--only", nargs="+", choices=WORKS, default=list(WORKS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
