"""Fill an empty installation, or walk the whole chain on real files, from the command line."""

from pathlib import Path
from secrets import token_urlsafe

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password

from app.accounts.queries import find_by_email, list_people
from app.accounts.roles import Role
from app.accounts.services import invite
from app.kernel import clock
from app.reports.document import Letterhead
from app.seeding.acting import acting
from app.seeding.reference import load_reference_data
from app.seeding.sample import DOMAIN, build_sample
from app.seeding.walk.walk import Walk

PASSWORD = "blue herons at the lake"  # noqa: S105 (of people who do not exist; printed for all)
ACCOUNTS = {
    "member": "votes, and chairs the steering committee",
    "planner": "keeps the inventory and the roadmap",
    "executive": "sees where we stand",
    "finance": "keeps the purses",
    "secretary": "runs the bodies",
    "lead": "answers for dermatology",
    "auditor": "reads the history",
    "administrator": "invites people",
    "viewer": "looks",
}
REAL_FILES = Path(__file__).parents[2] / "tests" / "data"


@click.command("seed")
@click.option("--empty", is_flag=True, help="Reference data and one administrator, no sample.")
@click.option("--administrator", default="administrator@example.org", help="For --empty: who.")
@with_appcontext
def seed(*, empty: bool, administrator: str) -> None:
    """Fill an empty installation with the sample health system; again, it changes nothing."""
    if find_by_email(f"planner@{DOMAIN}"):
        _tell_accounts()
    elif list_people():
        click.echo("There are people here already, so nothing was added.")
    elif empty:
        _begin_empty(administrator)
    else:
        _begin_with_sample()
        _tell_accounts()


@click.command("real")
@click.option("--data", default=REAL_FILES, type=click.Path(path_type=Path, exists=True))
@with_appcontext
def real(*, data: Path) -> None:
    """Walk the whole chain on the public files in a folder, on a database without people."""
    if list_people():
        raise click.ClickException("This database is in use. The walk needs a fresh one.")
    walk = Walk(data, clock.now(), _letterhead())
    for step in walk.steps():
        click.echo(f"{step.seconds:7.2f} s {step.count:>9,}  {step.what}")
    if walk.retirement is not None:
        click.echo(f"{walk.retirement.retiring.number}, retiring {walk.retirement.asset}:")
        for sentence in walk.retirement.retiring.sentences:
            click.echo(f"  {sentence}")


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
    if current_app.config["ISOCENTER"].mode == "production":
        raise click.ClickException(
            "Everybody can read the password of the sample, so it is not for production. "
            "Use --empty."
        )
    click.echo("Quillwater Health, a made-up health system with invented people:")
    for name, count in build_sample(
        clock.now(),
        password_hash=hash_password(PASSWORD),
        letterhead=_letterhead(),
    ):
        click.echo(f"{count:>8,} {name}")


def _tell_accounts() -> None:
    click.echo(f"Sign in with the password “{PASSWORD}” as:")
    for key, what in ACCOUNTS.items():
        click.echo(f"  {f'{key}@{DOMAIN}':<34} {what}")


def _letterhead() -> Letterhead:
    settings = current_app.config["ISOCENTER"]
    return Letterhead(settings.organization, settings.currency, settings.fiscal_year_starts_in)
