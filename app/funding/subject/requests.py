"""A request for money as a subject."""

from app.funding.queries.requests import get_request
from app.kernel.subjects import SubjectKind


def _title(request_id: int) -> str:
    request = get_request(request_id)
    return f"{request.code} {request.title}"


REQUEST = SubjectKind(
    "funding_request", "request for money", "funding.show_request", "request_id", _title
)
