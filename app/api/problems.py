"""Errors as problem documents (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify


def problem(status: int, detail: str, *, code: str = "", **more: Any) -> Response:
    """A problem document; `more` adds members such as `errors` by field."""
    title = HTTPStatus(status).phrase
    answer = jsonify(
        {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
        | more
    )
    answer.status_code = status
    answer.content_type = "application/problem+json"
    return answer
