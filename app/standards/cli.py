"""Publish a pack file from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.kernel.db import unit_of_work
from app.standards.importing import SHIPPED, PackRefused, file_of, written
from app.standards.queries import catalog
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
            pack = packs.publish_file(file.read_bytes())
            said = f"{pack.title}, version {pack.version}: {len(pack.criteria)} criteria."
    except PackRefused as refused:
        raise click.ClickException("\n".join(refused.faults)) from refused
    click.echo(said)


@standards.command("export")
@click.argument("code")
@click.argument("version")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(code: str, version: str, file: Path) -> None:
    """Write a VERSION of the pack CODE to a FILE; reading it gives the same pack."""
    pack = catalog.find_pack(code, version)
    if pack is None:
        raise click.ClickException(f"There is no version {version} of {code}.")
    file.write_bytes(written(file_of(pack)))
    click.echo(f"{pack.title}, version {pack.version}: {len(pack.criteria)} criteria.")
