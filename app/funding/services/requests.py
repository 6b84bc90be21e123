"""Asking for money, changing and withdrawing what was asked."""

from app.engine.funding.cashflow import asked
from app.engine.values import amount_in_words
from app.funding.facts import RequestFacts
from app.funding.models import Request
from app.funding.queries import awards, requests
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken


def ask_for_money(facts: RequestFacts, *, fund_id: int, initiative_id: int | None) -> Request:
    awards.lock_funds([fund_id])
    request = Request(code=requests.next_code(), fund_id=fund_id, initiative_id=initiative_id)
    _say(request, facts)
    db.session.add(request)
    db.session.flush()
    return request


def change_request(
    request: Request, *, seen: int, facts: RequestFacts, fund_id: int, initiative_id: int | None
) -> None:
    """Never to less than is awarded, nor away from the fund that awarded it."""
    awards.lock_funds([request.fund_id, fund_id])
    if request.version != seen:
        raise Conflict(f"Request {request.code} was changed while you edited it. Load it again.")
    given = awards.awarded_to([request.id]).get(request.id, {})
    if given and fund_id != request.fund_id:
        raise RuleBroken(f"Money was awarded to {request.code} from its fund; ask anew instead.")
    wanted = asked(facts.ask)
    for slot, amount in given.items():
        if wanted.get(slot, 0) < amount:
            raise RuleBroken(
                f"{amount_in_words(amount)} of {slot.kind} money in FY{slot.fiscal_year} is "
                f"awarded to {request.code}; it cannot ask for less."
            )
    request.fund_id, request.initiative_id = fund_id, initiative_id
    _say(request, facts)
    db.session.flush()


def withdraw_request(request: Request) -> None:
    """Nothing more is awarded to it; what was awarded stays."""
    awards.lock_funds([request.fund_id])
    if request.is_withdrawn:
        raise RuleBroken(f"Request {request.code} was already withdrawn.")
    request.is_withdrawn = True
    db.session.flush()


def _say(request: Request, facts: RequestFacts) -> None:
    request.title = facts.title
    request.reason = facts.reason
    request.fiscal_year = facts.fiscal_year
    request.kind = facts.kind
    request.amount = facts.amount
    request.operating_tail = facts.operating_tail
    request.tail_years = facts.tail_years
