"""The people of a sample, known by the name before the @ of their address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.accounts.models import Person
from app.accounts.queries import actor_of, find_by_email, get_person
from app.accounts.roles import Role
from app.accounts.services import invite
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody at one domain."""

    domain: str

    def person(self, key: str) -> Person:
        person = find_by_email(f"{key}@{self.domain}")
        if person is None:
            raise NotFound(f"There is nobody called {key!r} at {self.domain}.")
        return person

    def actor(self, key: str) -> Actor:
        return actor_of(self.person(key))

    def actor_with(self, person_id: int) -> Actor:
        return actor_of(get_person(person_id))

    def invite(self, rows: Iterable[Mapping[str, str]], password_hash: str | None) -> int:
        people = [
            invite(
                name=row["Name"],
                email=f"{row['Email']}@{self.domain}",
                roles=[Role(role) for role in row["Roles"].split(";")],
                password_hash=password_hash,
            )
            for row in rows
        ]
        return len(people)
