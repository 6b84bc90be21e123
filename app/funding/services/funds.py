"""Opening funds and saying what they hold."""

from app.engine.funding.cashflow import Slot
from app.engine.funding.gate import line_refusal
from app.funding.facts import FundFacts, LineFacts
from app.funding.models import Fund, FundLine
from app.funding.queries import awards, funds
from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.facts import Refused


def open_fund(facts: FundFacts) -> Fund:
    fund = Fund(lines=[])
    _say(fund, facts)
    db.session.add(fund)
    db.session.flush()
    return fund


def change_fund(fund: Fund, *, seen: int, facts: FundFacts) -> None:
    """`seen` is the version the person had in front of them."""
    if fund.version != seen:
        raise Conflict(f"Fund {fund.code} was changed while you edited it. Load it again.")
    _say(fund, facts)
    db.session.flush()


def set_line(fund: Fund, facts: LineFacts) -> FundLine:
    """Say what a fund holds in a year, of a kind; never less than is awarded from it."""
    awards.lock_funds([fund.id])
    slot = Slot(facts.fiscal_year, facts.kind)
    awarded = awards.awarded_from([fund.id]).get((fund.id, slot), 0)
    if why := line_refusal(facts.amount, fund.code, slot, awarded):
        raise Refused({"amount": why})
    line = funds.line_of(fund.id, slot)
    if line is None:
        line = FundLine(fund_id=fund.id, fiscal_year=slot.fiscal_year, kind=slot.kind)
        db.session.add(line)
    line.amount = facts.amount
    db.session.flush()
    return line


def _say(fund: Fund, facts: FundFacts) -> None:
    other = funds.find_by_code(facts.code)
    if other is not None and other is not fund:
        raise Refused({"code": f"There is already a fund {facts.code}."})
    fund.code = facts.code
    fund.name = facts.name
    fund.purpose = facts.purpose
