"""Invite, grant and take away roles, disable, set a password, issue tokens, feeds and links."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from secrets import token_hex, token_urlsafe

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete

from app.accounts import queries
from app.accounts.models import Attempt, Feed, Grant, Link, Person, Token
from app.accounts.roles import Role
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor

PAUSE = timedelta(minutes=15)
MOST_FAILURES = 8
TOKEN_DAYS = 90
LONGEST_LINK = timedelta(days=7)
LINK_SALT = "link"
"""What the number of a link is signed with, beside the key of the site."""


def invite(
    *, name: str, email: str, roles: Iterable[Role], password_hash: str | None = None
) -> Person:
    """A new person, who cannot sign in before a password is set."""
    try:
        address = validate_email(email, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise RuleBroken(f"{email!r} is not an e-mail address: {error}") from error
    if queries.find_by_email(address):
        raise RuleBroken(f"Someone with the address {address} is here already.")
    person = Person(
        name=name.strip(), email=address, password=password_hash, fs_uniquifier=token_hex(32)
    )
    person.roles = [Grant(role=role) for role in sorted(set(roles))]
    person.active = True
    db.session.add(person)
    db.session.flush()
    return person


def set_roles(person: Person, roles: Iterable[Role], *, actor: Actor) -> None:
    """Grants exactly these roles. Nobody changes their own: a second administrator does."""
    if person.id == actor.person_id:
        raise Forbidden("You cannot change your own roles. Ask another administrator.")
    wanted = set(roles)
    person.roles = [grant for grant in person.roles if grant.role in wanted]
    held = set(person.granted)
    person.roles.extend(Grant(role=role) for role in sorted(wanted - held))
    end_sessions(person)


def set_active(person: Person, *, active: bool, actor: Actor) -> None:
    if person.id == actor.person_id:
        raise Forbidden("You cannot disable yourself. Ask another administrator.")
    person.active = active
    end_sessions(person)


def set_password(person: Person, password_hash: str) -> None:
    person.password = password_hash
    end_sessions(person)


def end_sessions(person: Person) -> None:
    """Every session and every link made before now is worth nothing from here on."""
    person.fs_uniquifier = token_hex(32)


def issue_token(person_id: int, *, label: str, today: date) -> str:
    """The token itself, to be shown once; only its hash is kept."""
    if not label.strip():
        raise RuleBroken("Say what the token is for.")
    secret = token_urlsafe(32)
    expires_on = today + timedelta(days=TOKEN_DAYS)
    db.session.add(
        Token(
            person_id=person_id,
            label=label.strip(),
            digest=queries.digest_of(secret),
            expires_on=expires_on,
        )
    )
    return secret


def revoke_token(person_id: int, token_id: int, *, at: datetime) -> None:
    token = next((one for one in queries.tokens_of(person_id) if one.id == token_id), None)
    if token is None:
        raise NotFound("There is no such token.")
    token.revoked_at = at


def renew_feed(person_id: int, *, at: datetime) -> str:
    """The secret of a private calendar address, to be shown once; an earlier one ends with it."""
    secret = token_urlsafe(32)
    feed = queries.feed_of(person_id) or Feed(person_id=person_id)
    feed.digest, feed.made_at = queries.digest_of(secret), at
    db.session.add(feed)
    return secret


def end_feed(person_id: int) -> None:
    feed = queries.feed_of(person_id)
    if feed is None:
        raise NotFound("You have no calendar address.")
    db.session.delete(feed)


def issue_link(person: Person, *, act: str, target: str, at: datetime, until: datetime) -> Link:
    """A link for one act of one person, good once and until then."""
    link = Link(
        person_id=person.id,
        act=act,
        target=target,
        state=_state_of(person),
        issued_at=at,
        expires_at=min(until, at + LONGEST_LINK),
    )
    db.session.add(link)
    db.session.flush()
    return link


def good_link(link_id: int, *, act: str, at: datetime, lock: bool = False) -> Link:
    """The link, if it may still be used for this act; says what else to do if not."""
    link = queries.link_with(link_id, lock=lock)
    if link is None or link.act != act:
        raise RuleBroken("This link is not good. Sign in instead.")
    if link.used_at is not None:
        raise RuleBroken("This link was used already. Sign in to see what was recorded.")
    if link.expires_at <= at:
        raise RuleBroken("The time of this link is over. Sign in instead.")
    if not link.person.active or link.state != _state_of(link.person):
        raise RuleBroken("This link is no longer good. Sign in instead.")
    return link


def use_link(link_id: int, *, act: str, at: datetime) -> Link:
    """In the same transaction as the act itself; a second use finds it used."""
    link = good_link(link_id, act=act, at=at, lock=True)
    link.used_at = at
    return link


def _state_of(person: Person) -> str:
    return queries.digest_of(person.fs_uniquifier)


def refuse_guessing(email: str, *, at: datetime) -> None:
    """Slows guessing down: after some failures an address waits, whether it exists or not."""
    if queries.failures_since(email, at - PAUSE) >= MOST_FAILURES:
        raise RuleBroken(
            f"Too many tries for this address. Wait {PAUSE.seconds // 60} minutes and try again."
        )


def note_failure(email: str, address: str, *, at: datetime) -> None:
    db.session.execute(delete(Attempt).where(Attempt.at < at - PAUSE))
    db.session.add(Attempt(email=email, address=address[:64], at=at))
