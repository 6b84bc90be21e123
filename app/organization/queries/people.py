"""People as facts refer to them: by address."""

from sqlalchemy import select

from app.accounts.models import Person
from app.kernel.db import db


def choices_by_address() -> list[tuple[str, str]]:
    people = select(Person.email, Person.name).where(Person.active).order_by(Person.name)
    return [(one.email, one.name) for one in db.session.execute(people)]
