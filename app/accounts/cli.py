"""Make the first administrator from the command line."""

from secrets import token_urlsafe

import click
from flask.cli import with_appcontext
from flask_security import hash_password

from app.accounts import services
from app.accounts.roles import Role
from app.kernel.db import unit_of_work


@click.command("administrator")
@click.argument("email")
@click.option("--name", default="Administrator", help="The name people see.")
@with_appcontext
def administrator(email: str, name: str) -> None:
    """Make an administrator; prints the password once."""
    password = token_urlsafe(18)
    with unit_of_work(reason="first administrator"):
        person = services.invite(
            name=name,
            email=email,
            roles=[Role.ADMINISTRATOR],
            password_hash=hash_password(password),
        )
    click.echo(f"{person.email} signs in with {password}")
