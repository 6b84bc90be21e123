"""Rows of money to what the gate understands."""

from app.engine.funding.cashflow import Ask
from app.engine.funding.gate import Cover, Mandate
from app.engine.values import DateSpan, FiscalYear
from app.funding.facts import RequestFacts
from app.funding.models import Authority, Request
from app.governance.models import Decision, DecisionStatus


def to_ask(request: Request | RequestFacts) -> Ask:
    """What stands in a row, or what a person wants to stand there."""
    return Ask(
        request.fiscal_year,
        request.kind,
        request.amount,
        tail=request.operating_tail,
        years=request.tail_years,
    )


def to_mandate(decision: Decision, superseded_by: str | None) -> Mandate:
    """`superseded_by` is the number of the decision that took its place, if one is known."""
    ended = None
    if decision.status is not DecisionStatus.STANDING:
        ended = f"superseded by {superseded_by}" if superseded_by else "it was superseded"
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
