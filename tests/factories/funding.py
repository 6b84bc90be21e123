from datetime import date
from itertools import count

from app.engine.values import MoneyKind
from app.funding.facts import FundFacts, LineFacts, Order, ReleaseFacts, RequestFacts
from app.funding.models import Authority, Award, Fund, Request
from app.funding.queries.awards import get_award, lock_authorities
from app.funding.services.awards import authorize, award_money
from app.funding.services.funds import open_fund, set_line
from app.funding.services.requests import ask_for_money
from app.governance.models import Decision
from app.kernel import clock
from app.kernel.db import db
from tests.factories.governance import a_decision

CAPITAL, OPERATING = MoneyKind.CAPITAL, MoneyKind.OPERATING
_numbers = count(1)


def this_year() -> int:
    return clock.today().year


def a_fund(*lines: tuple[int, MoneyKind, int], **given) -> Fund:
    """Lines are fiscal year, kind and cents; without any, 10,000 of each kind this year."""
    number = next(_numbers)
    fund = open_fund(FundFacts(**{"code": f"FUND{number}", "name": f"Fund {number}"} | given))
    for year, kind, amount in lines or [(this_year(), kind, 10_000_00) for kind in MoneyKind]:
        set_line(fund, LineFacts(fiscal_year=year, kind=kind, amount=amount))
    db.session.commit()
    return fund


def a_request(fund: Fund, *, initiative=None, **given) -> Request:
    """9,000 of capital this year, nothing afterwards."""
    usual = {
        "title": f"Request {next(_numbers)}",
        "fiscal_year": this_year(),
        "kind": CAPITAL,
        "amount": 9_000_00,
    }
    request = ask_for_money(
        RequestFacts(**usual | given),
        fund_id=fund.id,
        initiative_id=initiative.id if initiative else None,
    )
    db.session.commit()
    return request


def an_authority(fund: Fund, *, decision: Decision | None = None, **given) -> Authority:
    """A decision allows 8,000 of capital this year."""
    usual = {
        "decision_id": (decision or a_decision()).id,
        "fund_id": fund.id,
        "kind": CAPITAL,
        "first_year": this_year(),
        "last_year": this_year(),
        "amount": 8_000_00,
    }
    authority = authorize(Authority(**usual | given))
    db.session.commit()
    return lock_authorities([authority.id])[authority.id]


def an_order(request: Request, authority: Authority, amount: int = 1_000_00, **given) -> Order:
    usual = {"request_id": request.id, "authority_id": authority.id, "amount": amount}
    return Order(**{"fiscal_year": this_year()} | usual | given)


def an_award(fund: Fund | None = None, *, on: date | None = None, **given) -> Award:
    """1,000 awarded from a fund to a request of its own, under an authority of its own."""
    fund = fund or a_fund()
    order = an_order(given.pop("request", None) or a_request(fund), an_authority(fund), **given)
    award = award_money(order, on=on or clock.today())
    db.session.commit()
    return get_award(award.id)


def a_part(amount: int, note: str | None = None) -> ReleaseFacts:
    return ReleaseFacts(amount=amount, note=note)
