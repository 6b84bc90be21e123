"""/api/v1: a bearer token and no cookie, JSON in and out."""

from apiflask import APIBlueprint
from flask import Response, session
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from app.api.problems import problem
from app.kernel.db import db
from app.kernel.errors import DomainError, Unidentified
from app.kernel.facts import Refused
from app.web.errors import BUSY, status_of

PREFIX = "/api/v1"


def blueprint(area: str, import_name: str) -> APIBlueprint:
    """The blueprint of an area's endpoints, `<area>_api`: tokens only, errors as problems."""
    bp = APIBlueprint(f"{area}_api", import_name, url_prefix=PREFIX, tag=area.capitalize())
    bp.before_request(_refuse_cookies)
    bp.register_error_handler(DomainError, _domain)
    bp.register_error_handler(ValidationError, _invalid)
    bp.register_error_handler(OperationalError, _busy)
    return bp


def _refuse_cookies() -> None:
    """A page of another site could send a cookie; it cannot send a token."""
    if "_user_id" in session:
        raise Unidentified("The API takes a token and no cookie.")


def _domain(error: DomainError) -> Response:
    db.session.rollback()
    by_field = {"errors": error.problems} if isinstance(error, Refused) else {}
    return problem(status_of(error), str(error), code=error.code, **by_field)


def _invalid(error: ValidationError) -> Response:
    faults = {".".join(map(str, one["loc"])): one["msg"] for one in error.errors()}
    return problem(422, "Some fields are wrong.", code="invalid", errors=faults)


def _busy(_error: OperationalError) -> Response:
    db.session.rollback()
    return problem(503, BUSY, code="unavailable")
