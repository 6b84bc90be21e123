"""The organization from the command line."""

import click
from flask.cli import AppGroup

from app.kernel.db import unit_of_work
from app.organization.services.service_lines import load_service_lines

organization = AppGroup("organization", help="Reference data of the organization.")


@organization.command("load-service-lines")
def service_lines() -> None:
    """Add the service lines this project ships, and mend those that differ."""
    with unit_of_work(reason="Service lines as shipped"):
        touched = load_service_lines()
    click.echo(f"{touched} service lines added or mended.")
