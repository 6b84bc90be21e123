"""Decisions and authorities to what the gate understands."""

from app.engine.funding.gate import Cover, Mandate
from app.engine.values import DateSpan, FiscalYear
from app.funding.models import Authority
from app.governance.models import Decision, DecisionStatus


def to_mandate(decision: Decision, superseded_by: str | None) -> Mandate:
    """`superseded_by` is the number of the decision that ended it, if one is known."""
    ended, how = None, decision.status.value
    if decision.status is not DecisionStatus.STANDING:
        ended = f"{how} by {superseded_by}" if superseded_by else f"it was {how}"
    return Mandate(decision.number, decision.effective_on, decision.expires_on, ended)


def to_cover(authority: Authority, awarded: int, superseded_by: str | None) -> Cover:
    return Cover(
        mandate=to_mandate(authority.decision, superseded_by),
        fund=authority.fund.code,
        kind=authority.kind,
        first_year=authority.first_year,
        last_year=authority.last_year,
        amount=authority.amount,
        awarded=awarded,
    )


def period_of(authority: Authority, first_month: int) -> DateSpan:
    """The days its fiscal years span, where a fiscal year starts in `first_month`."""
    first = FiscalYear(authority.first_year, first_month).span.first
    return DateSpan(first, FiscalYear(authority.last_year, first_month).span.last)
