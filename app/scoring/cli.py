"""Compute all scores anew from the command line."""

import click
from flask.cli import AppGroup

from app.kernel import clock
from app.kernel.db import unit_of_work
from app.scoring.services.recompute import recompute_all
from app.standards.queries import catalog

scores = AppGroup("scores", help="Scores of the estate.")


@scores.command("compute")
def compute() -> None:
    """Compute every score under every pack that was not replaced anew from its answers."""
    for line in catalog.list_packs():
        if line.pack.replaced_on is not None:
            continue
        with unit_of_work():
            pack = catalog.get_pack(line.pack.id)
            many = recompute_all(pack, on=clock.today(), at=clock.now())
            said = f"{pack.title}, version {pack.version}: {many:,} scores."
        click.echo(said)
