"""How Flask-Login sees a person or a token, when a session ends, and whom history names."""

from datetime import timedelta
from typing import Any

from flask import Flask, Request, current_app, request, session
from flask_login import current_user, logout_user
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.password_util import PasswordUtil

from app.accounts import queries
from app.accounts.forms import ChangePasswordForm, SignInForm, password_faults
from app.accounts.models import Grant, Person
from app.kernel import clock
from app.kernel.db import db
from app.kernel.sqlite import only_reads
from app.web import access
from app.web.access import PUBLIC, SIGNED_IN

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
RULES = {
    "security.login": PUBLIC,
    "security.logout": SIGNED_IN,
    "security.change_password": SIGNED_IN,
}
"""Who may open the pages that Flask-Security brings; what is not named here stays closed."""


class Passwords(PasswordUtil):
    """Long enough, not a word of the house, no forced mix of characters."""

    def validate(
        self,
        password: str,
        is_register: bool,  # noqa: FBT001
        **known: Any,
    ) -> tuple[list[str] | None, str]:
        faults, normal = super().validate(password, is_register, **known)
        person = known.get("user")
        own = (person.name, person.email) if person else ()
        return faults or password_faults(normal, own) or None, normal


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    Security(
        app,
        SQLAlchemyUserDatastore(db, Person, Grant),
        login_form=SignInForm,
        change_password_form=ChangePasswordForm,
        password_util_cls=Passwords,
    )
    app.login_manager.request_loader(_load_from_token)  # type: ignore[attr-defined]
    access.declare(RULES)


def _begin() -> None:
    """Tell the database whether to expect writing, and history who acts."""
    only_reads.set(request.method in SAFE or access.begins_reading(request.endpoint))
    _end_stale_session()
    actor = queries.actor_of(current_user) if current_user.is_authenticated else None
    db.session.info["actor"] = actor
    db.session.info["reason"] = None


def _end_stale_session() -> None:
    """A session ends after some idle minutes, and after some hours in any case."""
    if "_user_id" not in session:
        return
    settings = current_app.config["ISOCENTER"]
    now = int(clock.now().timestamp())
    began, seen = session.get("began", now), session.get("seen", now)
    idle = timedelta(minutes=settings.idle_minutes).total_seconds()
    longest = timedelta(hours=settings.session_hours).total_seconds()
    if now - seen > idle or now - began > longest:
        logout_user()
        session.clear()
        return
    session.permanent = True
    session["began"] = began
    if now - seen > 60 or "seen" not in session:
        session["seen"] = now


def _load_from_token(sent: Request) -> Person | None:
    """Only the API takes tokens; a page takes a session."""
    kind, _, secret = sent.headers.get("Authorization", "").partition(" ")
    if not sent.path.startswith("/api/") or kind.lower() != "bearer" or not secret:
        return None
    return queries.person_with_token(secret.strip(), clock.today())
