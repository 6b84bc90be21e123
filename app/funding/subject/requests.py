"""A request for money as a subject."""

from collections.abc import Sequence

from app.funding.queries.requests import get_request
from app.kernel.subjects import Subject, SubjectKind


def _title(request_id: int) -> str:
    request = get_request(request_id)
    return f"{request.code} {request.title}"


def _for_what(request_id: int) -> Sequence[Subject]:
    initiative_id = get_request(request_id).initiative_id
    return () if initiative_id is None else (("strategy_initiative", initiative_id),)


REQUEST = SubjectKind(
    "funding_request",
    "request for money",
    "funding.show_request",
    "request_id",
    _title,
    belongs_to=_for_what,
)
