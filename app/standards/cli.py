"""Publish a pack file from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.kernel.db import unit_of_work
from app.standards.importing import SHIPPED, PackRefused, read_pack
from app.standards.services import packs

standards = AppGroup("standards", help="Packs of standards.")


@standards.command("publish")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=SHIPPED
)
def publish(file: Path) -> None:
    """Publish a pack FILE beside those there are; the pack that ships, if none is given."""
    try:
        with unit_of_work(reason=f"published from {file.name}"):
            pack = packs.publish(read_pack(file.read_bytes()))
            said = f"{pack.title}, version {pack.version}: {len(pack.criteria)} criteria."
    except PackRefused as refused:
        raise click.ClickException("\n".join(refused.faults)) from refused
    click.echo(said)
