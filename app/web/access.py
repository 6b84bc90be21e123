"""Every endpoint says who may open it; one that says nothing is closed."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.kernel.db import db
from app.kernel.errors import Forbidden, Unidentified
from app.kernel.permissions import Actor, Permission

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed in"

_declared: dict[str, Permission | str] = {"static": PUBLIC}


def public(view: View) -> View:
    view.__dict__["access"] = PUBLIC
    return view


def allow(permission: Permission) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.__dict__["access"] = permission
        return view

    return mark


def reads_first(view: View) -> View:
    """For a write that many make at once: `own_unit_of_work` takes the write lock, late."""
    view.__dict__["reads_first"] = True
    return view


def begins_reading(endpoint: str | None) -> bool:
    """Whether requests to it begin by reading, though they write."""
    view = current_app.view_functions.get(endpoint or "")
    return bool(getattr(view, "reads_first", False))


def declare(rules: Mapping[str, Permission | str]) -> None:
    """The rules of endpoints that libraries bring, by name."""
    _declared.update(rules)


def access_of(app: Flask, endpoint: str) -> Permission | str | None:
    """Who may open it: a permission, PUBLIC, SIGNED_IN, or nobody."""
    own = getattr(app.view_functions[endpoint], "access", None)
    return own if own is not None else _declared.get(endpoint)


def current_actor() -> Actor:
    """Who asks; only for endpoints that are not public."""
    return cast(Actor, db.session.info["actor"])


def may_open(endpoint: str, actor: Actor) -> bool:
    if endpoint not in current_app.view_functions:
        return False
    access = access_of(current_app, endpoint)
    return access in {PUBLIC, SIGNED_IN} or (isinstance(access, Permission) and actor.may(access))


def guard() -> ResponseReturnValue | None:
    """Before every request: nobody passes an endpoint without its rule."""
    if request.endpoint is None:
        return None
    if access_of(current_app, request.endpoint) == PUBLIC:
        return None
    if not current_user.is_authenticated:
        if request.path.startswith("/api/"):
            raise Unidentified("Send a token: Authorization: Bearer <token>.")
        return cast(ResponseReturnValue, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    if not may_open(request.endpoint, current_actor()):
        raise Forbidden("You may not open this page. Ask an administrator if you should.")
    return None


def init_app(app: Flask) -> None:
    app.before_request(guard)
