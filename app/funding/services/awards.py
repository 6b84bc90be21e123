"""Awarding and releasing money: the one way in, for pages, sheets and the API alike."""

from collections.abc import Sequence
from datetime import date

from app.engine.funding.cashflow import Slot, asked
from app.engine.funding.gate import (
    Books,
    Cover,
    Grant,
    Line,
    Wish,
    award_refusals,
    release_refusals,
)
from app.funding.facts import AwardFacts, Order, ReleaseFacts
from app.funding.models import Authority, Award, Release, Request
from app.funding.queries import awards as queries
from app.funding.queries.requests import find_by_code, get_request
from app.funding.translate import period_of, to_cover
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken


def authorize(authority: Authority) -> Authority:
    """Only a decision's effect does this."""
    queries.lock_funds([authority.fund_id])
    db.session.add(authority)
    db.session.flush()
    return authority


def award_money(order: Order, *, on: date) -> Award:
    """Grant money to a request; RuleBroken with every reason why not.

    Locks are taken in the order fund, authority, award; all the gate asks is read after them.
    """
    authority = _locked(order.authority_id)
    request = get_request(order.request_id)
    books = Books(_wish(request), _cover(authority), _line(authority, order.fiscal_year))
    if why := award_refusals(order.amount, order.fiscal_year, books, on):
        raise RuleBroken(" ".join(why))
    award = Award(
        request_id=request.id,
        authority_id=authority.id,
        fiscal_year=order.fiscal_year,
        amount=order.amount,
        awarded_on=on,
    )
    db.session.add(award)
    db.session.flush()
    return award


def release_money(award: Award, facts: ReleaseFacts, *, on: date, first_month: int) -> Release:
    """Let a part of an award be spent; a fiscal year starts in `first_month`."""
    authority = _locked(award.authority_id)
    award = queries.lock_award(award.id)
    grant = Grant(award.amount, sum(one.amount for one in award.releases))
    period = period_of(authority, first_month)
    if why := release_refusals(facts.amount, grant, _cover(authority), period, on):
        raise RuleBroken(" ".join(why))
    release = Release(amount=facts.amount, released_on=on, note=facts.note)
    award.releases.append(release)
    db.session.flush()
    return release


def order_of(facts: AwardFacts) -> Order:
    """The request and the authority that codes name; RuleBroken if there is none such."""
    request = find_by_code(facts.request)
    if request is None:
        raise RuleBroken(f"There is no request {facts.request}.")
    authorities = queries.authorities_by_number(facts.decision)
    if not authorities:
        raise RuleBroken(f"There is no decision {facts.decision} that authorizes spending.")
    authority = _best(authorities, request, facts)
    return Order(request.id, authority.id, facts.fiscal_year, facts.amount)


def _best(authorities: Sequence[Authority], request: Request, facts: AwardFacts) -> Authority:
    """Of the authorities of one decision the one that fits best, so that the gate can say why."""
    if all(one.kind is not facts.kind for one in authorities):
        raise RuleBroken(f"Decision {facts.decision} covers no {facts.kind} money.")

    def fits(one: Authority) -> tuple[bool, bool, bool]:
        return (
            one.kind is facts.kind,
            one.fund_id == request.fund_id,
            one.first_year <= facts.fiscal_year <= one.last_year,
        )

    return max(authorities, key=fits)


def _locked(authority_id: int) -> Authority:
    """An authority never changes its fund, so which fund to lock may be read before."""
    authority = db.session.get(Authority, authority_id)
    if authority is None:
        raise NotFound("There is no such authority to spend.")
    queries.lock_funds([authority.fund_id])
    return queries.lock_authorities([authority_id])[authority_id]


def _wish(request: Request) -> Wish:
    return Wish(
        request.code,
        request.fund.code,
        asked(request.ask),
        queries.awarded_to([request.id]).get(request.id, {}),
        request.is_withdrawn,
    )


def _cover(authority: Authority) -> Cover:
    return to_cover(
        authority,
        queries.awarded_under([authority.id]).get(authority.id, 0),
        queries.superseding([authority.decision_id]).get(authority.decision_id),
    )


def _line(authority: Authority, fiscal_year: int) -> Line | None:
    where = (authority.fund_id, Slot(fiscal_year, authority.kind))
    amount = queries.held([authority.fund_id]).get(where)
    if amount is None:
        return None
    return Line(amount, queries.awarded_from([authority.fund_id]).get(where, 0))
