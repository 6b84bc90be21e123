"""Fill an empty installation: with the sample health system, or with reference data alone."""

from secrets import token_urlsafe

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password

from app.accounts.queries import list_people
from app.accounts.roles import Role
from app.accounts.services import invite
from app.kernel import clock
from app.seeding.acting import acting
from app.seeding.reference import load_reference_data
from app.seeding.sample import DOMAIN, build_sample

PASSWORD = "blue herons at the lake"  # noqa: S105 (of people who do not exist; printed for all)
ACCOUNTS = (
    ("member", "votes"),
    ("planner", "keeps the inventory"),
    ("executive", "sees where we stand"),
    ("finance", "keeps the purses"),
    ("secretary", "runs the bodies"),
    ("lead", "answers for dermatology"),
    ("auditor", "sees the history"),
    ("administrator", "invites people"),
    ("viewer", "looks"),
)


@click.command("seed")
@click.option("--empty", is_flag=True, help="Reference data and one administrator, no sample.")
@click.option("--administrator", default="administrator@example.org", help="For --empty: who.")
@with_appcontext
def seed(*, empty: bool, administrator: str) -> None:
    """Fill an empty installation with the sample health system; again, it changes nothing."""
    if list_people():
        click.echo("There are people here already, so nothing was added.")
    elif empty:
        _begin_empty(administrator)
    else:
        _begin_with_sample()


def _begin_empty(email: str) -> None:
    password = token_urlsafe(18)
    with acting(None, "First start"):
        load_reference_data()
        invite(
            name="Administrator",
            email=email,
            roles=[Role.ADMINISTRATOR],
            password_hash=hash_password(password),
        )
    click.echo(f"{email} signs in with {password} (shown once; change it after signing in).")


def _begin_with_sample() -> None:
    settings = current_app.config["ISOCENTER"]
    if settings.mode == "production":
        raise click.ClickException(
            "Everybody can read the password of the sample, so it is not for production. "
            "Use --empty."
        )
    click.echo("Quillwater Health, a made-up health system, with invented people:")
    for name, count in build_sample(
        clock.now(),
        password_hash=hash_password(PASSWORD),
        first_month=settings.fiscal_year_starts_in,
    ):
        click.echo(f"  {count:>6,} {name}")
    click.echo(f"Sign in with the password “{PASSWORD}” as:")
    for key, what in ACCOUNTS:
        click.echo(f"  {key}@{DOMAIN:<22} {what}")
