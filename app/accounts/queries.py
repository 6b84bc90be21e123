"""Find people, what they may do, and how often a sign-in failed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import joinedload

from app.accounts.models import Attempt, Feed, Link, Person, Token
from app.accounts.roles import Role
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor

DEPARTMENT = table("organization_department", column("id"), column("lead_id"))
"""Read by its name: departments live above accounts and know who leads them."""


def actor_of(person: Person) -> Actor:
    """The person as the domain sees one; a lead who is nothing more edits the led departments."""
    roles = person.granted
    led: frozenset[int] = frozenset()
    if Role.DEPARTMENT_LEAD in roles:
        departments = select(DEPARTMENT.c.id).where(DEPARTMENT.c.lead_id == person.id)
        led = frozenset(db.session.scalars(departments))
    only_led = Role.DEPARTMENT_LEAD in roles and Role.PLANNER not in roles
    return Actor(person.id, person.name, person.permissions, led, only_led)


def list_people() -> Sequence[Person]:
    return db.session.scalars(select(Person).order_by(Person.name, Person.id)).unique().all()


def people_choices() -> list[tuple[str, str]]:
    """Value and label of each active person, for a form."""
    people = select(Person.id, Person.name).where(Person.active).order_by(Person.name, Person.id)
    return [(str(one.id), one.name) for one in db.session.execute(people)]


def get_person(person_id: int) -> Person:
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def find_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_with_token(secret: str, on: date) -> Person | None:
    """Whom a token stands for, if it is good on that day."""
    token = db.session.scalar(
        select(Token)
        .where(Token.digest == digest_of(secret), Token.revoked_at.is_(None))
        .where(Token.expires_on >= on)
        .options(joinedload(Token.person))
    )
    return token.person if token and token.person.active else None


def tokens_of(person_id: int) -> Sequence[Token]:
    tokens = select(Token).where(Token.person_id == person_id, Token.revoked_at.is_(None))
    return db.session.scalars(tokens.order_by(Token.id.desc())).all()


def feed_of(person_id: int) -> Feed | None:
    return db.session.scalar(select(Feed).where(Feed.person_id == person_id))


def person_with_feed(secret: str) -> Person | None:
    """Whose calendar a private address shows; nobody's once it was renewed or taken back."""
    wanted = select(Feed).where(Feed.digest == digest_of(secret)).options(joinedload(Feed.person))
    feed = db.session.scalar(wanted)
    return feed.person if feed and feed.person.active else None


def active_people() -> Sequence[Person]:
    people = select(Person).where(Person.active).order_by(Person.id)
    return db.session.scalars(people).unique().all()


def people_with(ids: Collection[int]) -> Sequence[Person]:
    """Those of these who can still sign in."""
    people = select(Person).where(Person.id.in_(ids), Person.active).order_by(Person.id)
    return db.session.scalars(people).unique().all()


def link_with(link_id: int, *, lock: bool = False) -> Link | None:
    """One link with its person; locked where it is about to be used."""
    if lock:
        db.session.execute(select(Link.id).where(Link.id == link_id).with_for_update())
    one = select(Link).where(Link.id == link_id).options(joinedload(Link.person))
    return db.session.scalar(one.execution_options(populate_existing=True))


def failures_since(email: str, since: datetime) -> int:
    tries = select(func.count()).select_from(Attempt)
    return db.session.scalar(tries.where(Attempt.email == email, Attempt.at >= since)) or 0


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
