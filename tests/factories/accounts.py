from itertools import count

from app.accounts.models import Grant, Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.kernel.db import db
from app.kernel.permissions import Actor

_numbers = count(1)


def a_person(*roles: Role | str, name: str | None = None) -> Person:
    """Someone who is signed in without a password; a viewer unless said otherwise."""
    number = next(_numbers)
    person = Person(
        name=name or f"Person {number}",
        email=f"person{number}@example.org",
        fs_uniquifier=f"person-{number}-{'x' * 20}",
        active=True,
    )
    person.roles = [Grant(role=Role(role)) for role in roles or (Role.VIEWER,)]
    db.session.add(person)
    db.session.commit()
    return person


def an_actor(*roles: Role | str) -> Actor:
    return actor_of(a_person(*roles))
