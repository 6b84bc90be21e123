"""Domain errors, and everything else that goes wrong, as pages."""

import logging
from secrets import token_hex

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from app.kernel.db import db
from app.kernel.errors import Conflict, DomainError, Forbidden, NotFound, RuleBroken, Unidentified
from app.kernel.sqlite import only_reads

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Unidentified: 401,
    Forbidden: 403,
    RuleBroken: 422,
    Conflict: 409,
}
TITLES = {403: "Not allowed", 404: "Not found", 409: "Changed meanwhile", 413: "Too large"}
SENTENCES = {
    404: "There is no such page. The address may be mistyped, or the thing is gone.",
    405: "This address cannot be opened that way. Go back and use the button on the page.",
    413: "What was sent is too large. Send a smaller file.",
}
BUSY = "The database is busy or away. Nothing was saved: wait a moment and try again."
CUT = (
    "The connection to the database broke, so what you sent may be saved or not. "
    "Load the page again to see, and send it again if it is not there."
)
BARE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{message}</p></main></body></html>"
)
"""Where even the page of an error cannot be drawn, because it shows who is signed in."""
log = logging.getLogger(__name__)


def status_of(error: DomainError) -> int:
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)


def is_api() -> bool:
    return request.path.startswith("/api/")


def _domain(error: DomainError) -> tuple[str, int]:
    db.session.rollback()
    return _page(str(error), status_of(error))


def _busy(error: OperationalError) -> tuple[str, int]:
    """Not said with the menu: whatever draws it may need the database.

    A connection that broke may have broken while the commit was on its way.
    """
    log.error("database does not answer at %s: %s", request.path, error.orig)
    db.session.rollback()
    db.session.info["actor"] = None
    return _page(CUT if error.connection_invalidated else BUSY, 503)


def _forged(error: CSRFError) -> tuple[str, int]:
    db.session.rollback()
    return _page("This form is too old. Load the page again and repeat what you did.", 400)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400 or is_api():
        return error
    db.session.rollback()
    return _page(SENTENCES.get(code, "This request could not be understood."), code)


def _broken(error: Exception) -> tuple[str, int]:
    """Our fault: nothing internal is said, and the log has the number the person quotes."""
    number = token_hex(4)
    log.exception("unexpected error %s at %s", number, request.path)
    db.session.rollback()
    return render_template("errors/broken.html", number=number), 500


def _page(message: str, status: int) -> tuple[str, int]:
    """Nothing more is written, so what the page reads waits for nobody who writes."""
    only_reads.set(True)
    title = TITLES.get(status, "Not done")
    try:
        return render_template("errors/domain.html", message=message, title=title), status
    except DBAPIError:
        db.session.rollback()
        return BARE.format(title=title, message=message), status


def _let_go(_fault: BaseException | None) -> None:
    """The answer is given by now, and a connection found dead takes nothing of it back."""
    try:
        db.session.close()
    except DBAPIError as dead:
        log.warning("a connection was dead when it was let go: %s", dead.orig)
        db.session().invalidate()


def init_app(app: Flask) -> None:
    app.teardown_appcontext(_let_go)
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    if not app.testing:
        app.register_error_handler(Exception, _broken)
