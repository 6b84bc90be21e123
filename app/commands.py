"""The table of contents of the command line."""

import time

import click
from flask.cli import with_appcontext

from app.accounts.cli import administrator
from app.audit.cli import audit
from app.kernel import clock
from app.kernel.db import db
from app.organization.cli import organization
from app.scoring.cli import scores
from app.seeding.cli import real, seed
from app.standards.cli import standards
from app.tasks import SWEEPS


@click.command("work")
@click.option("--every", type=int, help="Go on for ever, with this many seconds between.")
@with_appcontext
def work(every: int | None) -> None:
    """Do what is due, such as closing ballots past their deadline."""
    while True:
        for name, sweep in SWEEPS.items():
            if done := sweep(clock.now()):
                click.echo(f"{name}: {done}")
        db.session.remove()
        if every is None:
            return
        time.sleep(every)


COMMANDS: tuple[click.Command, ...] = (
    administrator,
    audit,
    organization,
    standards,
    scores,
    real,
    seed,
    work,
)
