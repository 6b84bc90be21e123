"""How an answer is known, and what share of its points that lets it keep."""

from datetime import date
from enum import StrEnum

from app.engine.scoring.headroom import months_to


class Evidence(StrEnum):
    """Weakest first."""

    NONE = "none"
    SELF_DECLARED = "self_declared"
    DOCUMENT = "document"
    TESTED = "tested"
    MONITORED = "monitored"


WHOLE = 20
"""Shares are in twentieths, so that sums of many stay whole numbers."""

TWENTIETHS: dict[Evidence, int] = {
    Evidence.NONE: 10,
    Evidence.SELF_DECLARED: 14,
    Evidence.DOCUMENT: 17,
    Evidence.TESTED: 19,
    Evidence.MONITORED: 20,
}
"""Of its points an answer keeps a half without evidence, all of them where it is monitored."""


def is_stale(dated_on: date, *, on: date, months: int) -> bool:
    """What shows something today may show nothing in so many months."""
    return months_to(on, on=dated_on) >= months
